import assert from 'node:assert/strict';
import * as fs from 'node:fs';

const page = fs.readFileSync('docs/security.md', 'utf8');

/** What the page names: a file, and a test in it. */
const named = [...page.matchAll(/^- `(test\/[\w/.-]+)`: "(.+)"$/gm)].map(([, file = '', title = '']) => ({ file, title }));

/** Whether a file has a test of that title, with anything where its title has a placeholder. */
function isThere({ file, title }: { file: string; title: string }): boolean {
  const source = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return [...source.matchAll(/\b(?:it|onPosix)\((?:(['"])((?:\\.|(?!\1).)*)\1|`((?:\\.|[^`])*)`)/g)].some(([, , plain, template]) => {
    const pattern = (template ?? plain ?? '').replace(/\\(.)/g, '$1').split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('.+')}$`).test(title);
  });
}

describe('docs/security.md', () => {
  it('names tests that are there', () => {
    assert.deepEqual(named.filter((one) => !isThere(one)), []);
  });

  it('would be seen to name one that is not', () => {
    const [first = { file: '', title: '' }] = named;
    assert.ok(isThere(first));
    assert.ok(!isThere({ ...first, title: `${first.title} x` }));
    assert.ok(!isThere({ ...first, file: 'test/unit/package/none.test.ts' }));
  });

  it('has a test for every promise', () => {
    for (const promise of page.split(/\n(?=\*\*)/).slice(1)) assert.match(promise, /^- `test\//m, promise.slice(0, 80));
    for (const line of page.split('\n').filter((one) => one.startsWith('- '))) assert.match(line, /^- `test\/[\w/.-]+`: ".+"$/);
  });
});
