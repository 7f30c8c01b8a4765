import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { AddedWorktree } from '../../core/batch/worktrees';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { explained } from '../files';
import { commitForBranch, deleteBranchAt, refused, resolveCommit } from '../git/branches';
import { exclude } from '../git/exclude';
import { pastLocks } from '../git/locks';
import { allWords } from '../git/words';
import { readRegistered, type RegisteredWorktree } from '../git/worktrees';
import { isInside } from '../isInside';
import { linkInto } from './links';
import { takeBackTree } from './removeTree';
import { removeEmptyFolder } from './takeAway';
import { mainTop, realOf, type TreePorts } from './treePorts';
import { folderName, freePlace, worktreeFolder } from './worktreePlace';

/** A large repository is checked out, and the person's hooks run. */
const ADD_TIMEOUT_MS = 600_000;

interface AddRequest {
  readonly taskId: string;
  readonly branch: string;
  readonly from: string;
}

/** Makes a working tree on a new branch, with what the settings link into it; what was made is taken back where a step fails. */
export async function addTree(ports: TreePorts, { taskId, branch, from }: AddRequest): Promise<Result<AddedWorktree, Refusal>> {
  const { run } = ports;
  const found = await commitForBranch(run, branch, from);
  if (!found.ok) return found;
  const commit = found.value;
  const where = await choosePlace(ports, taskId);
  if (!where.ok) return where;
  const { main, top } = where.value;
  const made = await make(ports, { top, branch, commit });
  if (!made.ok) return made;
  const below = relative(await realOf(ports.places.root), await realOf(ports.root));
  const root = join(top, below);
  if (!(await isFile(join(root, ports.settings.manifestPath)))) return err(await takenBack(ports, { top, branch }, commit, withoutBacklog(ports, from)));
  const { linked, warnings } = await linkInto({ from: main, to: await realOf(top), commonDir: ports.places.commonDir, runIn: ports.runIn }, ports.settings.worktreeLinks);
  const submodules = (await isFile(join(top, '.gitmodules'))) ? [t('Submodules are not checked out in the worktree; "git submodule update --init" does it there.')] : [];
  return ok({ top, root, branch, commit, linked, warnings: [...made.value, ...warnings, ...submodules] });
}

/** Top of the main working tree, and a free place for a new one that git will not take for untracked. */
async function choosePlace({ run, places, settings }: TreePorts, taskId: string): Promise<Result<{ readonly main: string; readonly top: string }, Refusal>> {
  const registered = await readRegistered(run);
  if (!registered) return err({ code: 'GIT-REFUSED', message: t('git could not list the worktrees of this repository'), remedy: t('See what "git worktree list" says.') });
  const [main, commonDir] = await Promise.all([realOf(mainTop(places, registered)), realOf(places.commonDir)]);
  const folder = await worktreeFolder(settings.worktreeFolder, { top: main, commonDir });
  if (!folder.ok) return folder;
  const name = folderName(taskId);
  const gone = registered.find(({ root, isGone, lock }) => isGone && lock === undefined && root === join(folder.value, name));
  // A folder that was removed by hand still stands in git's list; of a detached one that is all that leads to its commits.
  const isForgotten = gone?.branch !== undefined && (await run('change', ['worktree', 'remove', '--', gone.root])).exitCode === 0;
  const taken = registered.filter((one) => !isForgotten || one !== gone).map(({ root }) => root);
  const top = await freePlace(folder.value, name, taken);
  if (!isInside(main, top)) return ok({ main, top });
  // In the repository itself, it must not make the working tree dirty.
  const below = relative(main, folder.value === main ? top : folder.value).split(sep).join('/');
  return exclude(commonDir, `${below}/`).then(
    () => ok({ main, top }),
    (error: unknown) => {
      const { because, remedy } = explained(error);
      return err({ code: 'WORKTREE-FOLDER', message: t('No worktree was made: git can\'t be told to ignore {0}: {1}', shown(folder.value), because), remedy });
    },
  );
}

interface Wanted {
  readonly top: string;
  readonly branch: string;
  readonly commit: string;
}

/** Resolves to warnings once the working tree stands: a hook that fails becomes git's own exit code. */
async function make(ports: TreePorts, wanted: Wanted): Promise<Result<readonly string[], Refusal>> {
  const { run, places } = ports;
  const { top, branch, commit } = wanted;
  let tree: RegisteredWorktree | undefined;
  const added = await pastLocks(places, async () => {
    const output = await run('change', ['worktree', 'add', '--quiet', '--no-track', '-b', branch, '--', top, commit], ADD_TIMEOUT_MS);
    tree = output.exitCode === 0 ? undefined : await standing(ports, wanted);
    // Else a second attempt would find the branch that the first one made.
    if (output.exitCode !== 0 && !tree) await removeBranch(ports, wanted);
    return tree ? { ...output, exitCode: 0 } : output;
  });
  if (added.exitCode !== 0) {
    await removeEmptyFolder(ports, dirname(top));
    return err(await refused(ports, t('to make the worktree {0}', shown(top)), added));
  }
  return ok(tree ? [t('The post-checkout hook failed in the worktree: {0}', allWords(added) || t('it said nothing'))] : []);
}

/** The working tree, where git made it whole and only a hook failed: until then its own lock is on it. */
async function standing({ run }: TreePorts, { top, branch }: Wanted): Promise<RegisteredWorktree | undefined> {
  return (await readRegistered(run))?.find((one) => one.root === top && one.branch === branch && !one.isGone && one.lock === undefined);
}

/** git makes the branch first, and leaves it where the rest fails. */
async function removeBranch(ports: TreePorts, { branch, commit }: Wanted): Promise<void> {
  if ((await resolveCommit(ports.run, `refs/heads/${branch}`)) === undefined) return;
  const removed = await deleteBranchAt(ports, branch, commit);
  if (!removed.ok) ports.log?.warn(`the branch ${branch} was made and could not be taken away again: ${removed.error.message}`);
}

/** Takes back what stands, and says so where that could not be. */
async function takenBack(ports: TreePorts, made: Pick<AddedWorktree, 'top' | 'branch'>, commit: string, refusal: Refusal): Promise<Refusal> {
  const back = await takeBackTree(ports, made, commit);
  return back.ok ? refusal : { ...refusal, message: t('{0}. The worktree stands, since it could not be taken back: {1}', refusal.message, back.error.message) };
}

function withoutBacklog({ settings }: TreePorts, from: string): Refusal {
  return {
    code: 'WORKTREE-WITHOUT-BACKLOG',
    message: t('No worktree was made: {0} is not in the commit that {1} stands for', shown(settings.manifestPath), shown(from)),
    remedy: t('Commit the manifest on the base branch, then try again.'),
  };
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then((stats) => stats.isFile(), () => false);
}
