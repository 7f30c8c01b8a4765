import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { WorktreeLook } from '../../core/batch/worktrees';
import { cut } from '../../core/cut';
import { oneLine } from '../../core/delegate/plainText';
import type { DirtyPath } from '../../core/git';
import { t } from '../../core/words';
import { sweepDeadWriter } from '../deadWriter';
import { resolveCommit } from '../git/branches';
import { findGitDirectories } from '../git/directories';
import type { RunGit } from '../git/gitProcess';
import { operationUnderWay } from '../git/operationUnderWay';
import { parseStatus, type Status } from '../git/status';
import { readRegistered, type RegisteredWorktree } from '../git/worktrees';
import { isLink, isOwnLink, isThere } from './links';
import { realOf, type TreePorts } from './treePorts';
import { isLeftUnfinished, otherThanCommitted } from './unfinished';

/** A working tree of the repository, with all that decides whether it may go. */
export interface SeenTree {
  readonly entry: RegisteredWorktree;
  readonly isMain: boolean;
  /** git was killed while it made it: its lock on it is in nobody's way. */
  readonly isUnfinished: boolean;
  readonly look: WorktreeLook;
  /** Absolute paths of links that git ignores, and of those that we made: they are never followed. */
  readonly links: readonly string[];
}

export type LookPorts = Pick<TreePorts, 'root' | 'run' | 'runIn' | 'feedIn' | 'settings'>;

/** Looks at a working tree; undefined where it is none of the repository, or git can't be asked. */
export async function lookAtTree(ports: LookPorts, top: string, base: string): Promise<SeenTree | undefined> {
  const { run } = ports;
  const [registered, real, baseTip] = await Promise.all([readRegistered(run), realOf(top), resolveCommit(run, `refs/heads/${base}`)]);
  const index = (await Promise.all((registered ?? []).map(({ root }) => realOf(root)))).indexOf(real);
  const entry = registered?.[index];
  if (!entry || entry.isBare || entry.commit === undefined) return undefined;
  const unfinished = await isLeftUnfinished(ports.root, entry);
  const [unpushed, there] = await Promise.all([countUnpushed(run, entry.commit, baseTip), whatIsThere(ports, entry.root, unfinished)]);
  if (unpushed === undefined || there === undefined) return undefined;
  const held = entry.lock === undefined || unfinished ? there.held : lockWords(entry.lock);
  return {
    entry,
    isMain: index === 0,
    isUnfinished: unfinished,
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

interface OnDisk extends Pick<SeenTree, 'links'>, Pick<WorktreeLook, 'dirty' | 'held'> {}

/** What stands in its folder; nothing where that is gone. Undefined where it is no working tree any more. */
async function whatIsThere(ports: LookPorts, top: string, unfinished: boolean): Promise<OnDisk | undefined> {
  const real = await realpath(top).catch(() => undefined);
  if (real === undefined) return { dirty: [], links: [] };
  // Without its own `.git`, git would tell of the repository that it lies in.
  const directories = await findGitDirectories(real);
  if (directories?.top !== real) return undefined;
  const [files, operation] = await Promise.all([readOpenFiles(ports, real), operationUnderWay(directories.gitDir)]);
  const dirty = files && unfinished ? await otherThanCommitted(directories.gitDir, { run: ports.runIn(real), feed: ports.feedIn(real) }, files.dirty) : files?.dirty;
  return files && dirty && { links: files.links, dirty, ...(operation === undefined ? {} : { held: t('a {0} is under way', operation) }) };
}

/** Changed, staged and untracked files but for links of ours; and the links that will not be followed. */
async function readOpenFiles({ runIn, settings }: LookPorts, top: string): Promise<{ readonly dirty: readonly DirtyPath[]; readonly links: readonly string[] } | undefined> {
  const status = await readStatus(runIn(top), top, basename(settings.statePath));
  if (!status) return undefined;
  const { dirty, ignored } = status;
  const own = await Promise.all(dirty.map(async ({ kind, path }) => kind === 'untracked' && (await isOwnLink(top, path, settings.worktreeLinks))));
  const links = [...ignored, ...dirty.filter((_, index) => own[index]).map(({ path }) => path)].map((path) => join(top, path));
  const isOne = await Promise.all(links.map(isLink));
  const unseen = await filesInSubmodules(runIn(top), top);
  return unseen && { dirty: [...dirty.filter((_, index) => !own[index]), ...unseen], links: links.filter((_, index) => isOne[index]) };
}

/** Without what writers of the state file left there when they died: nobody could commit that. */
async function readStatus(run: RunGit, top: string, stateName: string): Promise<Status | undefined> {
  const ask = async () => {
    const asked = await run('read', ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames']);
    return asked.exitCode === 0 ? parseStatus(asked.stdout) : undefined;
  };
  const status = await ask();
  const left = (status?.dirty ?? []).filter(({ path, kind }) => kind === 'untracked' && basename(path).startsWith(`.${stateName}.`));
  if (left.length === 0) return status;
  const folders = new Set(left.map(({ path }) => dirname(path)));
  for (const folder of folders) await sweepDeadWriter(join(top, folder, stateName)).catch(() => undefined);
  return ask();
}

/** What lies in the folder of a submodule that is not checked out: git tells nothing of it, and would remove it. */
async function filesInSubmodules(run: RunGit, top: string): Promise<readonly DirtyPath[] | undefined> {
  if (!(await isThere(join(top, '.gitmodules')))) return [];
  const asked = await run('read', ['ls-files', '--stage', '-z']);
  if (asked.exitCode !== 0) return undefined;
  const folders = asked.stdout.split('\0').filter((line) => line.startsWith('160000 ')).map((line) => line.slice(line.indexOf('\t') + 1));
  const contents = await Promise.all(folders.map((folder) => readdir(join(top, folder)).catch((): string[] => [])));
  return folders.filter((_, index) => contents[index]?.includes('.git') === false && contents[index].length > 0).map((path) => ({ path, kind: 'submodule' }));
}

/** Commits that no remote branch has, nor the base branch. */
async function countUnpushed(run: RunGit, commit: string, baseTip: string | undefined): Promise<number | undefined> {
  const asked = await run('read', ['rev-list', '--count', commit, '--not', ...(baseTip === undefined ? [] : [baseTip]), '--remotes']);
  return asked.exitCode === 0 ? Number(asked.stdout.trim()) : undefined;
}

function lockWords(reason: string): string {
  return reason === '' ? t('it is locked in git') : t('it is locked in git: {0}', cut(oneLine(reason), 200));
}
