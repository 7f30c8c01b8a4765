import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { DocumentFact } from '../../../src/core/documents';
import type { Task } from '../../../src/core/manifest/task';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings';
import { createContextFiles } from '../../../src/io/contextFiles';
import { snapshotOf, task } from '../../support/builders';
import { removeTemporary, temporaryFolder } from '../../support/repository';

describe('context files', () => {
  let root: string;
  let settings: Settings;

  beforeEach(() => {
    root = temporaryFolder('work space');
    settings = { ...DEFAULT_SETTINGS, maxFileBytes: 1000 };
    write('docs/a.md', '# A');
    write('docs/%2e%2e.md', 'literal');
  });
  afterEach(() => removeTemporary(root));

  function write(relative: string, text: string): void {
    const file = path.join(root, relative);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }

  function taskWith(keys: Record<string, unknown>): Task {
    const found = snapshotOf([task({ task_id: 'A--T01', related_specs: [], test_verification: [], ...keys })]).byId.get('A--T01');
    assert.ok(found);
    return found.task;
  }

  async function factsOf(keys: Record<string, unknown>): Promise<readonly DocumentFact[]> {
    const files = createContextFiles({ root, settings: () => settings });
    const { context, tests } = await files.check(taskWith(keys));
    return [...context, ...tests];
  }

  async function spec(reference: string): Promise<string> {
    const [fact] = await factsOf({ related_specs: [reference] });
    assert.ok(fact);
    return fact.kind === 'found' ? `found ${fact.path}` : fact.reason;
  }

  async function adr(reference: string): Promise<string> {
    const [fact] = await factsOf({ related_adrs: [reference] });
    assert.ok(fact);
    return fact.kind === 'found' ? `found ${fact.path}` : fact.reason;
  }

  it('finds files, with sections, dots and remarks', async () => {
    assert.equal(await spec('docs/a.md'), 'found docs/a.md');
    assert.equal(await spec('docs/a.md#part'), 'found docs/a.md');
    assert.equal(await spec('./docs/a.md'), 'found docs/a.md');
    assert.equal(await spec('docs/../docs/a.md'), 'found docs/a.md');
    assert.equal(await spec('docs/a.md (the part on money)'), 'found docs/a.md');
  });

  it('takes percent encodings as they stand', async () => {
    assert.equal(await spec('docs/%2e%2e.md'), 'found docs/%2e%2e.md');
    assert.match(await spec('%2e%2e/docs/a.md'), /is not there/);
  });

  it('tells what is missing, a folder, too large', async () => {
    write('docs/large.md', 'x'.repeat(1001));
    assert.match(await spec('docs/b.md'), /"docs\/b\.md" is not there$/);
    assert.match(await spec('docs/a.md/b.md'), /is not there$/);
    assert.match(await spec('docs'), /is a folder/);
    assert.match(await spec('docs/'), /is a folder/);
    assert.match(await spec('docs/large.md'), /larger than 1,000 bytes/);
  });

  for (const outside of ['../secret.md', 'docs/../../secret.md', '..', 'docs/../../work space/docs/a.md']) {
    it(`refuses ${outside}`, async () => {
      fs.writeFileSync(path.join(path.dirname(root), 'secret.md'), 'secret');
      assert.match(await spec(outside), /outside the workspace folder/);
    });
  }

  for (const [reference, reason] of [
    ['/etc/passwd', /absolute path/],
    ['C:/secret.md', /absolute path/],
    ['C:secret.md', /absolute path/],
    ['//server/share/a.md', /absolute path/],
    ['\\\\server\\share\\a.md', /absolute path/],
    ['file:///etc/passwd', /address/],
    ['https://example.invalid/a.md', /address/],
    ['docs/a\0.md', /control characters/],
    [`docs/${'x'.repeat(300)}.md`, /too long|not there/],
  ] as const) {
    it(`refuses ${JSON.stringify(reference).slice(0, 40)}`, async () => assert.match(await spec(reference), reason));
  }

  it('follows links that stay inside, and refuses those that leave or lead nowhere', async () => {
    const secret = path.join(path.dirname(root), 'secret.md');
    fs.writeFileSync(secret, 'secret');
    fs.symlinkSync('a.md', path.join(root, 'docs/inside.md'));
    fs.symlinkSync(secret, path.join(root, 'docs/out.md'));
    fs.symlinkSync(path.dirname(root), path.join(root, 'docs/up'));
    fs.symlinkSync('nowhere.md', path.join(root, 'docs/dangling.md'));
    fs.symlinkSync('circle.md', path.join(root, 'docs/circle.md'));
    assert.equal(await spec('docs/inside.md'), 'found docs/inside.md');
    assert.match(await spec('docs/out.md'), /outside the workspace folder through a link/);
    assert.match(await spec('docs/up/secret.md'), /outside the workspace folder through a link/);
    assert.match(await spec('docs/up/not-yet.md'), /outside the workspace folder through a link/);
    assert.match(await spec('docs/dangling.md'), /link to something that is not there/);
    assert.match(await spec('docs/circle.md'), /circle/);
  });

  it('works where the root itself is a link, and is not fooled by a folder whose name begins like it', async () => {
    const twin = `${root}-twin`;
    fs.mkdirSync(twin);
    fs.writeFileSync(path.join(twin, 'a.md'), 'twin');
    fs.symlinkSync(twin, path.join(root, 'docs/twin'));
    assert.match(await spec('docs/twin/a.md'), /outside/);
    const link = path.join(path.dirname(root), 'link');
    fs.symlinkSync(root, link);
    root = link;
    assert.equal(await spec('docs/a.md'), 'found docs/a.md');
  });

  it('does not open a FIFO', async () => {
    execFileSync('mkfifo', [path.join(root, 'docs/pipe.md')]);
    assert.match(await spec('docs/pipe.md'), /not a regular file/);
  });

  it('tells a path in another case how it is spelt', async () => {
    assert.match(await spec('docs/A.md'), /"docs\/A\.md" is spelt "docs\/a\.md" on disk/);
    assert.match(await spec('Docs/a.MD'), /is spelt "docs\/a\.md" on disk/);
  });

  it('finds a decision by its number', async () => {
    write('docs/adr/0009-dual-hash.md', '');
    write('docs/adr/ADR-0010.md', '');
    write('docs/adr/storage/adr-11-one-file.md', '');
    write('docs/adr/00091-other.md', '');
    write('docs/adr/0009-picture.png', '');
    assert.equal(await adr('ADR-0009'), 'found docs/adr/0009-dual-hash.md');
    assert.equal(await adr('ADR-0009: Dual hash'), 'found docs/adr/0009-dual-hash.md');
    assert.equal(await adr('ADR-10'), 'found docs/adr/ADR-0010.md');
    assert.equal(await adr('ADR-0011'), 'found docs/adr/storage/adr-11-one-file.md');
    assert.equal(await adr('docs/adr/0009-dual-hash.md'), 'found docs/adr/0009-dual-hash.md');
    assert.equal(await adr('0009-dual-hash.md'), 'found docs/adr/0009-dual-hash.md');
    assert.match(await adr('ADR-0012'), /ADR-0012 has no file in docs\/adr/);
  });

  it('refuses a decision with two files, and an ADR folder that is missing or elsewhere', async () => {
    assert.match(await adr('ADR-0009'), /"docs\/adr" is not there/);
    write('docs/adr/0009-one.md', '');
    write('docs/adr/old/ADR-0009-two.md', '');
    assert.match(await adr('ADR-0009'), /2 files in docs\/adr: 0009-one\.md, old\/ADR-0009-two\.md/);
    settings = { ...settings, adrFolder: '../adr' };
    assert.match(await adr('ADR-0009'), /outside the workspace folder/);
  });

  it('takes a test reference with wildcards as one that can\'t be looked up, unless a file is called so', async () => {
    write('tests/a.spec.ts', '');
    write('tests/[id].spec.ts', '');
    const facts = await factsOf({ test_verification: ['tests/**/*.spec.ts', 'tests/[id].spec.ts', 'tests/a.spec.ts (mocks)', 'tests/b.spec.ts'] });
    assert.deepEqual(
      facts.map((fact) => (fact.kind === 'found' ? fact.path : fact.reason)),
      [
        '"tests/**/*.spec.ts" is a pattern, and no file is called exactly so',
        'tests/[id].spec.ts',
        'tests/a.spec.ts',
        '"tests/b.spec.ts" is not there',
      ],
    );
  });

  it('sees a file that was written between two checks', async () => {
    const files = createContextFiles({ root, settings: () => settings });
    const wanted = taskWith({ related_specs: ['docs/later.md'] });
    assert.equal((await files.check(wanted)).context[0]?.kind, 'missing');
    write('docs/later.md', '');
    assert.equal((await files.check(wanted)).context[0]?.kind, 'found');
  });
});
