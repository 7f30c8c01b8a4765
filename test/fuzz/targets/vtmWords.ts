import assert from 'node:assert/strict';
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
import { contentsOf, project } from '../project';
import { assertSafe, MOST_ERROR } from '../promises';
import type { Random } from '../random';
import type { Target } from '../target';

/** They write more than the state file, each what it is for. */
const WRITES_MORE = new Set(['init', 'start', 'start-batch', 'merge-state', 'merge-driver', 'clean-up', 'link']);
const { manifestPath, statePath } = DEFAULT_SETTINGS;
const OPTIONS = ['--root', '--root=.', '--manifest', `--manifest=${manifestPath}`, '--state', `--state=${statePath}`, '--json', '--help', '--version', '--dry-run', '--sarif', '--note', '--page', '--max', '--take', '--next', '--dashboard', '--status', '--blocked', '--task', '--task=A--T01', '--', '-', '-h', '--no-such'];
const WORDS = ['A--T01', 'B--T01', 'AC01', 'B-AC02', '1', '0', '-1', '99999999999999999999', 'Phase 1', '.', '..', 'nowhere', manifestPath, statePath, 'docs', '/nowhere'];

/** The words behind `vtm`, in a project of their own. */
export const vtmWords: Target<readonly string[]> = {
  name: 'vtm',
  make: (random) => [...(random.isOneIn(5) ? [] : [random.pick([...OPERATIONS.map(({ id }) => id), 'merge-state', 'help'])]), ...random.some(0, 5, () => word(random))],
  run: async (argv) => {
    // No process is given such a word, and a server reads from standard input, which is not there.
    if (argv.some((one) => one.includes('\0')) || argv.includes('mcp')) return;
    const { root, restore } = project('vtm');
    restore();
    const before = contentsOf(root);
    const { code, stdout, stderr } = await captured(() => main(argv, root));
    assert.ok([0, 1, 2, 3, 4].includes(code), `the exit code ${code}`);
    assert.doesNotMatch(stderr, /something unexpected happened/);
    assert.doesNotMatch(stdout + stderr, /\n {4}at .*:\d+:\d+/, 'a stack trace');
    assertSafe(stdout, 'standard output');
    for (const line of stderr.split('\n')) assertSafe(line, 'a line of standard error', MOST_ERROR);
    const after = contentsOf(root);
    if (argv.some((one) => WRITES_MORE.has(one)) || argv.some((one) => one.startsWith('--state'))) return;
    for (const file of new Set([...before.keys(), ...after.keys()])) if (file !== path.normalize(statePath)) assert.equal(after.get(file), before.get(file), `${file} was written`);
    JSON.parse(after.get(path.normalize(statePath)) ?? 'there is no state file');
  },
};

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
