import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Log, Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { resolveCommit } from './branches';
import type { Places } from './facts';
import type { GitOutput, RunGit } from './gitProcess';
import { lockedRefusal, pastLocks } from './locks';
import { parseStatus } from './status';
import { allWords, gitWords, refusedByGit } from './words';

/** Hooks of a commit may build and test the whole project. */
const COMMIT_TIMEOUT_MS = 600_000;

interface CommitPorts {
  readonly run: RunGit;
  readonly places: Places;
  /** The backlog's root: paths are relative to it. */
  readonly root: string;
  readonly log: Log | undefined;
}

/**
 * Commits these paths as they are on disk and nothing else, whatever is staged. The person's hooks and
 * signing apply. Where it is refused, the index is as it was.
 */
export async function commitPaths(ports: CommitPorts, message: string, paths: readonly string[]): Promise<Result<{ commit: string }, Refusal>> {
  const { run, places, log } = ports;
  const odd = paths.find((one) => one === '' || one.includes('\0') || path.isAbsolute(one));
  if (paths.length === 0 || odd !== undefined) return err(badPaths(odd));
  const specs = (await Promise.all(paths.map((one) => writtenPath(ports.root, one)))).map((one) => `:(literal)${one}`);
  const [unknown, before, changes] = await Promise.all([
    whoCommits(run),
    resolveCommit(run, 'HEAD'),
    run('read', ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames', '--', ...specs]),
  ]);
  if (unknown) return err(unknown);
  if (changes.exitCode !== 0) return err(refusedByGit(t('to look at what changed'), changes));
  const { dirty, ignored } = parseStatus(changes.stdout);
  if (dirty.length === 0) return err(nothingToCommit(paths, ignored));
  // A file git does not know yet is only announced, so that the commit can name it; no content is staged.
  const fresh = dirty.filter(({ kind }) => kind === 'untracked').map((one) => `:(top,literal)${one.path}`);
  if (fresh.length > 0) {
    const added = await pastLocks(places, () => run('change', ['add', '--intent-to-add', '--', ...fresh]));
    if (added.exitCode !== 0) return err((await lockedRefusal(places, t('to add the file'), added)) ?? refusedByGit(t('to add the file'), added));
  }
  const ended = await pastLocks(places, () =>
    run('change', ['commit', '--quiet', '--only', `--message=${message}`, '--', ...specs], COMMIT_TIMEOUT_MS),
  );
  const after = await resolveCommit(run, 'HEAD');
  if (after !== undefined && (ended.exitCode === 0 || after !== before)) {
    if (ended.exitCode !== 0) log?.warn(`committed, though git ended with code ${ended.exitCode}: ${gitWords(ended)}`);
    return ok({ commit: after });
  }
  if (fresh.length > 0) await run('change', ['rm', '--cached', '--quiet', '--ignore-unmatch', '--', ...fresh]);
  return err(await whyRefused(ports, ended));
}

/** What was written where a path is a link, or leads through one: git commits no file by the name of a link to it. */
async function writtenPath(root: string, given: string): Promise<string> {
  const [realRoot, real] = await Promise.all([fs.realpath(root), fs.realpath(path.join(root, given))].map((one) => one.catch(() => undefined)));
  const written = realRoot === undefined || real === undefined ? given : path.relative(realRoot, real);
  return (path.isAbsolute(written) ? given : written).split(path.sep).join('/');
}

/** git says itself whether it knows who commits: `git var` fails just as the commit would. */
async function whoCommits(run: RunGit): Promise<Refusal | undefined> {
  const asked = await Promise.all(['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((name) => run('read', ['var', name])));
  const failed = asked.find(({ exitCode }) => exitCode !== 0);
  if (!failed) return undefined;
  if (failed.failure) return refusedByGit(t('to say who commits'), failed);
  return {
    code: 'GIT-IDENTITY-MISSING',
    message: t('git does not know who commits: {0}', gitWords({ ...failed, stderr: lastFatal(failed.stderr) })),
    remedy: t('Set your name and address: git config --global user.name "Your Name", and git config --global user.email "you@example.com". Then try again.'),
  };
}

function lastFatal(stderr: string): string {
  return stderr.split('\n').filter((line) => line.startsWith('fatal:')).join('\n') || stderr;
}

async function whyRefused(ports: CommitPorts, ended: GitOutput): Promise<Refusal> {
  const locked = await lockedRefusal(ports.places, t('to commit'), ended);
  if (locked) return locked;
  if (ended.failure) return refusedByGit(t('to commit'), ended);
  // These words come from git itself, and LANGUAGE keeps them English.
  if (/failed to sign|gpg failed|signing failed|user\.signingkey/i.test(ended.stderr)) {
    return {
      code: 'GIT-SIGNING-FAILED',
      message: t('The commit could not be signed: {0}', allWords(ended)),
      remedy: t('Unlock or set up your signing key so that "git commit" works in a terminal, then try again.'),
    };
  }
  // A hook that refuses ends git with 1 and no words of git's own; git's own refusals are fatal and end with 128.
  const isHook = (ended.exitCode === 1 && (await hasCommitHook(ports))) || /\bhook\b/.test(ended.stderr);
  if (isHook) {
    return {
      code: 'GIT-HOOK-REFUSED',
      message: t('A hook refused the commit: {0}', allWords(ended) || t('it said nothing')),
      remedy: t('Mend what the hook names, then try again. The hooks of the repository are left to decide.'),
    };
  }
  return refusedByGit(t('to commit'), ended);
}

async function hasCommitHook({ run, root }: CommitPorts): Promise<boolean> {
  // As a change, because reads are told that there is no folder of hooks.
  const asked = await run('change', ['rev-parse', '--git-path', 'hooks']);
  const names = await fs.readdir(path.resolve(root, asked.stdout.trim())).catch((): string[] => []);
  return ['pre-commit', 'prepare-commit-msg', 'commit-msg'].some((name) => names.includes(name));
}

function nothingToCommit(paths: readonly string[], ignored: readonly string[]): Refusal {
  if (ignored.length > 0) {
    return {
      code: 'GIT-IGNORED',
      message: t('git ignores {0}, so it can\'t be committed', ignored.slice(0, 3).map(shown).join(', ')),
      remedy: t('Take the file out of .gitignore, or turn off committing the claim in the settings.'),
    };
  }
  return {
    code: 'GIT-NOTHING-TO-COMMIT',
    message: t('There is nothing to commit: {0} did not change', paths.slice(0, 3).map(shown).join(', ')),
    remedy: t('Nothing has to be done if the change is committed already.'),
  };
}

function badPaths(odd: string | undefined): Refusal {
  return {
    code: 'GIT-REFUSED',
    message: odd === undefined ? t('A commit needs at least one path') : t('{0} is not a path relative to the workspace folder', shown(odd)),
    remedy: t('Name files inside the workspace folder.'),
  };
}
