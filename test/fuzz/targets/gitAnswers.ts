import * as fs from 'node:fs';
import * as path from 'node:path';
import { DRIVER } from '../../../src/core/mergeState/driver';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { readBranchNames } from '../../../src/io/git/branchNames';
import { commitsOn } from '../../../src/io/git/commits';
import { conflictStages } from '../../../src/io/git/conflictStages';
import { readFacts } from '../../../src/io/git/facts';
import { lastChange, versions } from '../../../src/io/git/fileHistory';
import { createGitFeed, type FeedGit } from '../../../src/io/git/gitFeed';
import { createGitProcess, type RunGit } from '../../../src/io/git/gitProcess';
import { createHistoryReader } from '../../../src/io/git/history';
import { readMergeDriver } from '../../../src/io/git/mergeDriver';
import { createWorkReader } from '../../../src/io/git/work';
import { refusedByGit } from '../../../src/io/git/words';
import { readRegistered } from '../../../src/io/git/worktrees';
import { makeRepository } from '../../support/repository';
import { HOSTILE_TEXTS } from '../hostile';
import { asBytes, mutateText } from '../mutate';
import { assertSafe, assertTold } from '../promises';
import { scratchFolder } from '../scratch';
import { MANIFEST_TEXT, STATE, STATE_TEXT } from '../seeds';
import type { Target } from '../target';

/** Some of the answers, by their place among those of an ordinary repository, in Latin-1; the others are as they were. */
interface Answers {
  readonly answers: readonly { readonly at: number; readonly text: string; readonly exitCode: number }[];
  readonly packedRefs: string;
}

const PIECES = ['\0', '\n', ' ', '\0\0', '# branch.head (detached)', '# branch.oid (initial)', '1 .M N... ', '2 R. N... ', 'u UU ', '? ', '! ', 'refs/heads/', 'refs/remotes/', 'worktree ', 'blob 5\n', 'blob 99999999999999999999\n', ' missing\n', 'commit ', '0'.repeat(40), ...HOSTILE_TEXTS.map(asBytes)];

/** What git says, wrong: it may be of another version, interrupted, or lie in a repository that somebody made for that. */
export const gitAnswers: Target<Answers> = {
  name: 'git-answers',
  make: async (random) => {
    const { texts } = await ordinary();
    const answers = random.some(1, 3, () => {
      const at = random.below(texts.length);
      return { at, text: mutateText(random, texts[at]?.[1] ?? '', PIECES), exitCode: random.isOneIn(6) ? random.pick([1, 128, -1]) : 0 };
    });
    return { answers, packedRefs: mutateText(random, PACKED, PIECES) };
  },
  run: async ({ answers, packedRefs }) => {
    const { root, commit, texts } = await ordinary();
    const known = new Map(texts.map(([question, text]) => [question, { text, exitCode: 0 }]));
    for (const { at, text, exitCode } of answers) known.set(texts[at % texts.length]?.[0] ?? '', { text, exitCode });
    const told = (args: readonly string[], lines: readonly string[] = []) => known.get(questionOf(args, lines)) ?? { text: '', exitCode: 128 };
    const run: RunGit = (_effect, args) => {
      const { text, exitCode } = told(args);
      const stdout = Buffer.from(text, 'latin1').toString('utf8');
      return Promise.resolve({ exitCode, stdout, stderr: exitCode === 0 ? '' : stdout, ...(exitCode === -1 ? { failure: 'timed-out' as const } : {}) });
    };
    const feed: FeedGit = (args, lines, take) => {
      const { text, exitCode } = told(args, lines);
      const bytes = Buffer.from(text, 'latin1');
      for (let at = 0; at < bytes.length; at += 1000) take(bytes.subarray(at, at + 1000));
      return Promise.resolve(exitCode === 0);
    };
    await readAll({ root, commit, run, feed });
    for (const { text, exitCode } of answers) assertTold(refusedByGit('to look', { exitCode, stdout: '', stderr: text }), 'what git refused');
    const folder = scratchFolder('packed');
    fs.writeFileSync(path.join(folder, 'packed-refs'), packedRefs, 'latin1');
    await readBranchNames(folder);
  },
};

const PACKED = `# pack-refs with: peeled fully-peeled sorted \n${'a'.repeat(40)} refs/heads/main\n${'b'.repeat(40)} refs/remotes/origin/feat/A--T01\n^${'c'.repeat(40)}\n`;

interface Asked {
  readonly root: string;
  readonly commit: string;
  readonly run: RunGit;
  readonly feed: FeedGit;
}

/** Every reader of git's answers. */
async function readAll({ root, commit, run, feed }: Asked): Promise<void> {
  const { statePath, manifestPath, maxFileBytes } = DEFAULT_SETTINGS;
  const facts = await readFacts(run, root);
  if ('reason' in facts) assertSafe(facts.reason, 'why git can\'t be asked', 2_000);
  await createWorkReader(root, run, feed)(DEFAULT_SETTINGS);
  await createHistoryReader(feed)({ commit, statePath, manifestPath, maxFileBytes });
  await lastChange(run, statePath);
  await versions(run, feed, manifestPath, 10);
  await commitsOn(run, 'feat/A--T01', 'main');
  await readRegistered(run);
  await conflictStages(run, feed, statePath);
  await readMergeDriver(run, DRIVER, statePath);
}

/** Commits have other hashes each time. */
function questionOf(args: readonly string[], lines: readonly string[]): string {
  return JSON.stringify([args, lines]).replace(/[0-9a-f]{40}/g, '#');
}

interface Ordinary {
  readonly root: string;
  readonly commit: string;
  /** Questions and answers, in an order that is always the same. */
  readonly texts: readonly (readonly [question: string, answer: string])[];
}

let made: Promise<Ordinary> | undefined;

/** What git says of a repository with branches, a worktree, a merge and work that is not committed. */
function ordinary(): Promise<Ordinary> {
  made ??= makeOrdinary();
  return made;
}

async function makeOrdinary(): Promise<Ordinary> {
  const { statePath, manifestPath } = DEFAULT_SETTINGS;
  const { root, git, write } = makeRepository({ files: { [manifestPath]: MANIFEST_TEXT, [statePath]: STATE_TEXT, 'a file.txt': 'a\n' } });
  git('checkout', '-q', '-b', 'feat/B--T01');
  write(statePath, JSON.stringify({ tasks: { ...STATE.tasks, 'B--T01': { status: 'completed' } } }));
  git('commit', '-qam', 'feat(B--T01): the second thing\n\nA body\nof lines');
  git('checkout', '-q', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'feat(A--T01): Build it (#12)');
  git('merge', '-q', '--no-ff', '-m', 'Merge branch feat/B--T01', 'feat/B--T01');
  git('branch', 'feat/ünï/C--t01');
  git('worktree', 'add', '-q', path.join(path.dirname(root), 'a tree'), '-b', 'feat/D--T01');
  git('update-ref', 'refs/remotes/origin/feat/A--T01', 'HEAD~1');
  write('new file.txt', 'x');
  write('a file.txt', 'b\n');
  const real = { run: createGitProcess({ root, gitPath: () => undefined }), feed: createGitFeed({ root, gitPath: () => undefined }) };
  const answers = new Map<string, string>();
  const run: RunGit = async (effect, args) => {
    const output = await real.run(effect, args);
    answers.set(questionOf(args, []), asBytes(output.stdout));
    return output;
  };
  const feed: FeedGit = async (args, lines, take) => {
    const chunks: Buffer[] = [];
    const isWell = await real.feed(args, lines, (chunk) => (chunks.push(chunk), take(chunk)));
    answers.set(questionOf(args, lines), Buffer.concat(chunks).toString('latin1'));
    return isWell;
  };
  const commit = git('rev-parse', 'main').trim();
  await readAll({ root, commit, run, feed });
  return { root, commit, texts: [...answers].sort(([a], [b]) => (a < b ? -1 : 1)) };
}
