import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { codes } from '../../../src/core/help/codeHelp';

const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const texts = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

/** What people read of the product, without what is told of its making. */
const documents = ['README.md', 'SUPPORT.md', ...fs.readdirSync('docs').filter((file) => file.endsWith('.md') && file !== 'decisions.md').map((file) => `docs/${file}`)].map((file) => [file, fs.readFileSync(file, 'utf8')] as const);

describe('the documents', () => {
  it('show what the sources say (else: npm run docs)', () => {
    const { status, stderr } = spawnSync(process.execPath, ['docs/all.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }).timeout(60_000);

  it('name codes that are there', () => {
    const known = new Set(codes().map(({ code }) => code));
    for (const [file, text] of documents) {
      for (const [, code = ''] of text.matchAll(/`((?:BLOCKED|WARN)::[A-Z-]+|(?:GIT|STATE|NO|RECORDED|UNTRUSTED)-[A-Z-]+[A-Z])(?:::[^`]+)?`/g)) assert.ok(known.has(code), `${file}: ${code}`);
    }
  });

  it('name settings that are there', () => {
    for (const [file, text] of documents) {
      for (const [, key = ''] of text.matchAll(/[`"](orchestrator\.[A-Za-z.]+)[`"]/g)) {
        const isCommand = contributes.commands.some(({ command }: { command: string }) => command === key);
        assert.ok(isCommand || key in contributes.configuration.properties, `${file}: ${key}`);
      }
    }
  });

  it('call commands as the palette does', () => {
    const titles = contributes.commands.map(({ title }: { title: string }) => texts[title.slice(1, -1)] ?? title) as string[];
    const close = (said: string) => titles.filter((title) => title.replace('…', '') === said.replace('…', ''));
    const said = documents.flatMap(([file, text]) => [...text.matchAll(/(?<![*\w])\*{1,2}(?:Orchestrator: )?([A-Z][^*\n]{3,60})\*{1,2}(?![*\w])/g)].map(([, title = '']) => ({ file, title })));
    assert.deepEqual(said.filter(({ title }) => close(title).length > 0 && !titles.includes(title)), []);
  });
});
