import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArguments } from '../../../src/cli/arguments';
import { answerFlag } from '../../../src/cli/dropInFlags';
import { mergeStateFiles } from '../../../src/cli/mergeStateFiles';
import { jsonText, print } from '../../../src/cli/output';
import { runWords } from '../../../src/cli/runWords';
import { OPERATIONS } from '../../../src/core/operations/table';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { HOSTILE_TEXTS } from '../hostile';
import { mutateText } from '../mutate';
import { project } from '../project';
import { assertSafe, MOST_ERROR } from '../promises';
import type { Random } from '../random';
import { scratch } from '../scratch';
import type { Target } from '../target';

/** What a call may touch, by a word that stands in it; beside what each may: the state, and what is kept of changes to it. */
const MORE: Readonly<Record<string, RegExp>> = {
  start: /^vtm\/project\/\.git\//,
  'start-batch': /^vtm\/project(\.worktrees$|\.worktrees\/|\/\.git\/)/,
  undo: /^vtm\/project\/\.git\//,
  'clean-up': /^vtm\/project(\.worktrees$|\.worktrees\/|\/\.git\/)/,
  link: /^vtm\/project\/\.git\//,
  'merge-driver': /^vtm\/project\/\.git(\/config|attributes)$/,
  init: /^vtm\/project\/docs\/backlog\/[\w-]+\.json$/,
};
const KEPT = /^data\/(backups|journal|lost-edits|readings)(\/|$)/;
const { manifestPath, statePath } = DEFAULT_SETTINGS;
const OPTIONS = ['--root', '--root=.', '--manifest', `--manifest=${manifestPath}`, '--state', `--state=${statePath}`, '--json', '--help', '--version', '--dry-run', '--sarif', '--note', '--page', '--max', '--take', '--next', '--dashboard', '--status', '--blocked', '--task', '--task=A--T01', '--', '-', '-h', '--no-such'];
const WORDS = ['A--T01', 'B--T01', 'AC01', 'B-AC02', '1', '0', '-1', '99999999999999999999', 'Phase 1', '.', '..', 'nowhere', manifestPath, statePath, 'docs', '/nowhere'];

/** What is done as it is meant, and writes: most words by chance are refused before. */
const CALLS = [
  'start D--T01',
  'start-batch D--T01',
  'ac-done B--T01 B-AC02',
  'ac-undo B--T01 B-AC01',
  'note B--T01 word',
  'block B--T01 reason',
  'unblock C--T01',
  'complete B--T01',
  'abandon C--T01 reason',
  'reopen A--T01',
  'undo B--T01',
  'link main B--T01',
  'clean-up --landed',
  'migrate',
  'rebaseline',
  'resolve-state',
  'merge-driver',
  'init manifest',
  'init state --state new/state.json',
  'context A--T01 docs/features/spec.md',
  `merge-state ${statePath} ${statePath} ${statePath}`,
].map((call) => call.split(' '));

/** The words behind `vtm`, in a project of their own. */
export const vtmWords: Target<readonly string[]> = {
  name: 'vtm',
  make: (random) => (random.isOneIn(2) ? varied(random, random.pick(CALLS)) : [...(random.isOneIn(5) ? [] : [random.pick([...OPERATIONS.map(({ id }) => id), 'merge-state', 'help'])]), ...random.some(0, 5, () => word(random))]),
  run: async (argv) => {
    // No process is given such a word, and a server reads from standard input, which is not there.
    if (argv.some((one) => one.includes('\0')) || argv.includes('mcp')) return;
    const { root, restore, touched } = project('vtm');
    restore();
    const aims = aimsOf(argv, root);
    const before = aims.map(mark);
    const { code, stdout, stderr } = await captured(() => main(argv, root));
    assert.ok([0, 1, 2, 3, 4].includes(code), `the exit code ${code}`);
    assert.doesNotMatch(stderr, /something unexpected happened/);
    assert.doesNotMatch(stdout + stderr, /\n {4}at .*:\d+:\d+/, 'a stack trace');
    assertSafe(stdout, 'standard output');
    for (const line of stderr.split('\n')) assertSafe(line, 'a line of standard error', MOST_ERROR);
    const may = mayTouch(argv, root);
    for (const file of touched()) assert.ok(may(file), `${file} was touched`);
    assert.deepEqual(aims.map(mark), before, `outside of the scratch something was touched: ${aims.join(', ')}`);
    if (!hasOwnState(argv)) JSON.parse(fs.readFileSync(path.join(root, statePath), 'utf8'));
  },
};

/** The values of options, and the words themselves. */
function valuesOf(argv: readonly string[]): readonly string[] {
  return argv.flatMap((word) => (/^--\w+=/.test(word) ? [word, word.replace(/^[^=]*=/, '')] : [word]));
}

/** Whether the state is another file than usual, or may be left in conflict by what is told to merge it. */
function hasOwnState(argv: readonly string[]): boolean {
  return argv.some((word) => /^--(state|root|manifest)/.test(word) || word.startsWith('merge-'));
}

/** Which files of the scratch a call may touch. */
function mayTouch(argv: readonly string[], root: string): (file: string) => boolean {
  const named = hasOwnState(argv) ? valuesOf(argv).map((value) => path.resolve(root, value)).filter((file) => file.startsWith(`${root}${path.sep}`)) : [];
  const files = [path.join(root, statePath), ...named].map((file) => path.relative(scratch(), file));
  const more = argv.flatMap((word) => (Object.hasOwn(MORE, word) ? MORE[word] : undefined) ?? []);
  return (file) => KEPT.test(file) || more.some((one) => one.test(file)) || files.some((one) => one === file || one.startsWith(`${file}${path.sep}`));
}

/** What the words could mean outside of the scratch, seen from the project and from where this process runs. */
function aimsOf(argv: readonly string[], root: string): readonly string[] {
  const aims = valuesOf(argv).flatMap((value) => [root, process.cwd()].map((from) => path.resolve(from, value)));
  return aims.filter((file) => !`${file}${path.sep}`.startsWith(`${scratch()}${path.sep}`));
}

/** What changes where a file is made, written or removed. */
function mark(file: string): string {
  if (!fs.existsSync(file)) return 'nothing';
  const stats = fs.statSync(file);
  return stats.isFile() ? `${stats.size} ${stats.mtimeMs} ${stats.ino}` : 'something';
}

/** A call with one of its words, or none, exchanged or put in. */
function varied(random: Random, call: readonly string[]): readonly string[] {
  return random.isOneIn(3) ? call : call.toSpliced(random.below(call.length) + 1, random.below(2), word(random));
}

function word(random: Random): string {
  const text = random.pick([OPTIONS, OPTIONS, WORDS, WORDS, HOSTILE_TEXTS][random.below(5)] ?? WORDS);
  return random.isOneIn(6) ? mutateText(random, text) : text;
}

/** As `vtm.ts` does it. */
async function main(argv: readonly string[], from: string): Promise<number> {
  if (argv[0] === 'merge-state' && argv.slice(1).every((one) => !one.startsWith('-'))) return mergeStateFiles(argv.slice(1), from);
  const call = parseArguments(argv);
  if (call.kind === 'words') return runWords(argv, from);
  const { output, exitCode } = answerFlag(call, from);
  print(jsonText(output));
  return exitCode;
}

async function captured(run: () => Promise<number>): Promise<{ code: number; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((text: string | Uint8Array) => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      return true;
    });
  }
  try {
    const code = await run();
    return { code, ...said };
  } finally {
    process.stdout.write = writes.stdout;
    process.stderr.write = writes.stderr;
  }
}
