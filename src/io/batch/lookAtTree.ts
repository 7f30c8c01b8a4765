import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorktreeLook } from '../../core/batch/worktrees';
import { oneLine } from '../../core/delegate/plainText';
import type { DirtyPath } from '../../core/git';
import { resolveCommit } from '../git/branches';
import { findGitDirectories } from '../git/directories';
import type { RunGit } from '../git/gitProcess';
import { operationUnderWay } from '../git/operationUnderWay';
import { parseStatus } from '../git/status';
import { readRegistered, type RegisteredWorktree } from '../git/worktrees';
import { isLink, isOwnLink } from './links';
import { realOf, type TreePorts } from './treePorts';

/** A working tree of the repository, with all that decides whether it may go. */
export interface SeenTree {
  readonly entry: RegisteredWorktree;
  readonly isMain: boolean;
  /** Where git keeps its own data; absent where its folder is gone. */
  readonly gitDir?: string;
  readonly look: WorktreeLook;
  /** Absolute paths of links that git ignores, and of those that we made: they are never followed. */
  readonly links: readonly string[];
}

export type LookPorts = Pick<TreePorts, 'run' | 'runIn' | 'settings'>;

/** Looks at a working tree; undefined where it is none of the repository, or git can't be asked. Changes nothing. */
export async function lookAtTree(ports: LookPorts, top: string, base: string): Promise<SeenTree | undefined> {
  const { run } = ports;
  const [registered, real, baseTip] = await Promise.all([readRegistered(run), realOf(top), resolveCommit(run, `refs/heads/${base}`)]);
  const index = (await Promise.all((registered ?? []).map(({ root }) => realOf(root)))).indexOf(real);
  const entry = registered?.[index];
  if (!entry || entry.isBare || entry.commit === undefined) return undefined;
  const [unpushed, there] = await Promise.all([countUnpushed(run, entry.commit, baseTip), whatIsThere(ports, entry.root)]);
  if (unpushed === undefined || there === undefined) return undefined;
  const held = entry.lock === undefined ? there.held : lockWords(entry.lock);
  return {
    entry,
    isMain: index === 0,
    ...(there.gitDir === undefined ? {} : { gitDir: there.gitDir }),
    look: {
      top: entry.root,
      ...(entry.branch === undefined ? {} : { branch: entry.branch }),
      commit: entry.commit,
      dirty: there.dirty,
      unpushed,
      ...(held === undefined ? {} : { held }),
    },
    links: there.links,
  };
}

interface OnDisk extends Pick<SeenTree, 'gitDir' | 'links'>, Pick<WorktreeLook, 'dirty' | 'held'> {}

/** What stands in its folder; nothing where that is gone. Undefined where it is no working tree any more. */
async function whatIsThere(ports: LookPorts, top: string): Promise<OnDisk | undefined> {
  const real = await realpath(top).catch(() => undefined);
  if (real === undefined) return { dirty: [], links: [] };
  // Without its own `.git`, git would tell of the repository that it lies in.
  const directories = await findGitDirectories(real);
  if (directories?.top !== real) return undefined;
  const [files, operation] = await Promise.all([readOpenFiles(ports, real), operationUnderWay(directories.gitDir)]);
  return files && { gitDir: directories.gitDir, ...files, ...(operation === undefined ? {} : { held: `a ${operation} is under way` }) };
}

/** Changed, staged and untracked files but for links of ours; and the links that will not be followed. */
async function readOpenFiles({ runIn, settings }: LookPorts, top: string): Promise<{ readonly dirty: readonly DirtyPath[]; readonly links: readonly string[] } | undefined> {
  const asked = await runIn(top)('read', ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames']);
  if (asked.exitCode !== 0) return undefined;
  const { dirty, ignored } = parseStatus(asked.stdout);
  const own = await Promise.all(dirty.map(async ({ kind, path }) => kind === 'untracked' && (await isOwnLink(top, path, settings.worktreeLinks))));
  const links = [...ignored, ...dirty.filter((_, index) => own[index]).map(({ path }) => path)].map((path) => join(top, path));
  const isOne = await Promise.all(links.map(isLink));
  return { dirty: dirty.filter((_, index) => !own[index]), links: links.filter((_, index) => isOne[index]) };
}

/** Commits that no remote branch has, nor the base branch. */
async function countUnpushed(run: RunGit, commit: string, baseTip: string | undefined): Promise<number | undefined> {
  const asked = await run('read', ['rev-list', '--count', commit, '--not', ...(baseTip === undefined ? [] : [baseTip]), '--remotes']);
  return asked.exitCode === 0 ? Number(asked.stdout.trim()) : undefined;
}

function lockWords(reason: string): string {
  return reason === '' ? 'it is locked in git' : `it is locked in git: ${oneLine(reason).slice(0, 200)}`;
}
