import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { codeHelp, codes, helpText } from '../../../../src/core/help/codeHelp';
import { FILE_PROBLEMS } from '../../../../src/core/help/fileProblems';
import { REFUSALS } from '../../../../src/core/help/refusals';

/** Words in capitals that are no codes: gaps of examples, what is never shown, and the system's errors. */
const NO_CODES: ReadonlySet<string> = new Set(['GAP-NO-SPEC', 'GAP-PRD', 'SPEC-REF-GAP', 'NOTHING', 'ENOSPC', 'EEXIST', 'ENOENT']);
/** Words of quick fixes and statuses that are spelt as kinds are. */
const NO_KINDS: ReadonlySet<string> = new Set(['in-progress', 'in-review', 'not-started', 'on-hold', 'to-do', 'orchestrator-state', 'jsonc-parser']);

function textsIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true }).map(String).filter((name) => /\.tsx?$/.test(name) && !name.startsWith('help'));
  // What stands in comments can't be shown.
  return all.map((name) => readFileSync(path.join(folder, name), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, ''));
}

const found = (folders: readonly string[], ...patterns: readonly RegExp[]) =>
  new Set(folders.flatMap(textsIn).flatMap((text) => patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))));

describe('the help of codes', () => {
  it('has an entry for every code that the sources can produce, and none is left over', () => {
    const said = found(['src/core', 'src/io', 'src/editor', 'src/cli', 'src/mcp'], /['`]((?:BLOCKED|WARN)::[A-Z-]+[A-Z])['`:]/g, /['`]([A-Z]+(?:-[A-Z]+)+)(?:['`]|::)/g, /code: '([A-Z]+)'/g);
    const wanted = [...said].filter((code) => !NO_CODES.has(code));
    assert.deepEqual(wanted.filter((code) => !codeHelp(code)).sort(), [], 'codes without help');
    const left = [...codes().filter(({ group }) => group !== 'Problems in the files')].map(({ code }) => code).filter((code) => !said.has(code));
    assert.deepEqual(left, [], 'help for codes that nothing says');
  });

  it('has an entry for every kind of problem, and none is left over', () => {
    const folders = ['src/core/manifest', 'src/core/state', 'src/core/problems', 'src/core/json'];
    const kinds = found(folders, /'([a-z]+(?:-[a-z]+)+)'/g, /kind: '(empty|syntax)'/g);
    const files = [...readFileSync('src/io/textFile.ts', 'utf8').matchAll(/unreadable\('([a-z-]+)'/g)].map(([, kind]) => kind ?? '');
    const scopes = [...readFileSync('src/core/problems/scopeFaults.ts', 'utf8').matchAll(/(\w+): '(?:warning|error)'/g)].map(([, kind]) => `file-scope-${kind}`);
    const all = new Set([...[...kinds].filter((kind) => !NO_KINDS.has(kind)), ...files, ...scopes]);
    assert.deepEqual([...all].sort(), FILE_PROBLEMS.map(([code]) => code).sort());
  });

  it('names each code once, and says of each what it means, why, and what to do', () => {
    assert.equal(new Set(codes().map(({ code }) => code)).size, codes().length);
    for (const help of codes()) assert.match(helpText(help), /^.{10,}\n\n\*\*Why it matters\.\*\* .{8,}\n\n\*\*What to do\.\*\* .{8,}/, help.code);
    for (const row of [...FILE_PROBLEMS, ...REFUSALS]) for (const text of row.slice(1)) assert.match(text, /^[“*`A-Zg].*[.*)]$/, row[0]);
  });

  it('finds a code with its subject, and a warning by the gate of its name', () => {
    assert.equal(codeHelp('BLOCKED::EMPTY-AC::PAY--T01')?.code, 'BLOCKED::EMPTY-AC');
    assert.equal(codeHelp('WARN::EMPTY-AC::PAY--T01')?.code, 'BLOCKED::EMPTY-AC');
    assert.equal(codeHelp('BLOCKED::STATE-INVALID::PAY--T01')?.code, 'BLOCKED::STATE-INVALID');
    assert.equal(codeHelp('UNKNOWN-TASK::__proto__')?.code, 'UNKNOWN-TASK');
    assert.equal(codeHelp('__proto__'), undefined);
  });
});
