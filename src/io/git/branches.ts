import type { Log, Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { checkBranchName } from './branchName';
import { forgetBranchSection } from './branchSection';
import type { Places } from './facts';
import type { GitOutput, RunGit } from './gitProcess';
import { lockedRefusal, pastLocks } from './locks';
import { refusedByGit } from './words';

/** What the steps on branches work with. */
export interface BranchPorts {
  readonly run: RunGit;
  readonly places: Places;
  readonly log: Log | undefined;
}

/** The full hash of the commit a revision stands for. What looks like an option stands for nothing. */
export async function resolveCommit(run: RunGit, revision: string): Promise<string | undefined> {
  if (revision === '' || revision.startsWith('-') || /[\0\n]/.test(revision)) return undefined;
  const asked = await run('read', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return asked.exitCode === 0 ? asked.stdout.trim() || undefined : undefined;
}

/**
 * Makes a branch and switches to it. The branch is made by one atomic step that fails if it is there, so
 * of two at once one wins; when switching is refused it is taken away again, while it is still where it was made.
 */
export async function createBranch(ports: BranchPorts, name: string, from: string): Promise<Result<{ commit: string }, Refusal>> {
  const { run, places, log } = ports;
  const found = await commitForBranch(run, name, from);
  if (!found.ok) return found;
  const commit = found.value;
  const ref = `refs/heads/${name}`;
  const nothing = '0'.repeat(commit.length);
  const made = await pastLocks(places, () => run('change', ['update-ref', '-m', `branch: Created from ${from}`, ref, commit, nothing]));
  if (made.exitCode !== 0) return err((await clashOf(run, name)) ?? (await refused(ports, t('to make the branch {0}', name), made)));
  const switched = await switchAndSee(ports, name);
  if (switched.ok) return ok({ commit });
  const undone = await run('change', ['update-ref', '-d', ref, commit]);
  if (undone.exitCode !== 0) log?.warn(`the branch ${name} was made and could not be taken away again: ${undone.stderr}`);
  return switched;
}

/** The commit that a new branch would begin at; refused where its name can't be one or is taken, or `from` stands for no commit. */
export async function commitForBranch(run: RunGit, name: string, from: string): Promise<Result<string, Refusal>> {
  // `update-ref` takes names that git's own commands refuse, such as HEAD.
  const allowed = await checkBranchName(run, name);
  if (!allowed.ok) return allowed;
  const [commit, clash] = await Promise.all([resolveCommit(run, from), clashOf(run, name)]);
  if (commit === undefined) return err(noCommit(from));
  return clash ? err(clash) : ok(commit);
}

/** Switches to a branch, or to a remote's branch of that name if exactly one remote has it. */
export async function switchTo(ports: BranchPorts, branch: string): Promise<Result<void, Refusal>> {
  const checked = await ports.run('read', ['check-ref-format', `refs/heads/${branch}`]);
  if (branch.startsWith('-') || branch.startsWith('@') || checked.exitCode !== 0) {
    if (checked.failure) return err(refusedByGit(t('to switch to {0}', branch), checked));
    return err({ code: 'BLOCKED::BRANCH-NAME', message: t('{0} is no name of a branch', shown(branch)), remedy: t('Choose a branch that git lists.') });
  }
  const local = await localBranches(ports.run);
  const spelt = local.find((other) => other.toLowerCase() === branch.toLowerCase());
  if (!local.includes(branch) && spelt !== undefined) {
    return err({ code: 'GIT-REFUSED', message: t('There is no branch {0}, but one spelt {1}', branch, spelt), remedy: t('Switch to {0}.', spelt) });
  }
  return switchAndSee(ports, branch);
}

/** Removes a branch only while it points at `commit` and no working tree has it checked out. */
export async function deleteBranchAt(ports: BranchPorts, name: string, commit: string): Promise<Result<void, Refusal>> {
  const { run, places } = ports;
  const ref = `refs/heads/${name}`;
  const tip = await resolveCommit(run, ref);
  if (tip === undefined || tip !== commit || !/^[0-9a-f]{40,64}$/.test(commit)) {
    return err({
      code: 'GIT-BRANCH-MOVED',
      message: tip === undefined ? t('There is no branch {0}', shown(name)) : t('The branch {0} is not where it was: it has other commits now', name),
      remedy: t('Nothing was removed. Look at the branch before you decide about it.'),
    });
  }
  const worktrees = await run('read', ['worktree', 'list', '--porcelain']);
  if (worktrees.exitCode !== 0) return err(refusedByGit(t('to list the worktrees'), worktrees));
  if (worktrees.stdout.split('\n').includes(`branch ${ref}`)) {
    return err({ code: 'GIT-BRANCH-CHECKED-OUT', message: t('The branch {0} is checked out', name), remedy: t('Switch to another branch first.') });
  }
  const removed = await pastLocks(places, () => run('change', ['update-ref', '-d', ref, commit]));
  if (removed.exitCode !== 0) return err(await refused(ports, t('to remove the branch {0}', name), removed));
  await forgetBranchSection(run, places, name);
  return ok(undefined);
}

/** A post-checkout hook's failure becomes git's own exit code although the switch is made: so HEAD decides. */
async function switchAndSee({ run, places, log }: BranchPorts, branch: string): Promise<Result<void, Refusal>> {
  const switched = await pastLocks(places, () => run('change', ['switch', '--quiet', '--guess', branch]));
  if (switched.exitCode === 0) return ok(undefined);
  const head = await run('read', ['symbolic-ref', '--quiet', 'HEAD']);
  if (!switched.failure && head.stdout.trim() === `refs/heads/${branch}` && !/^(fatal|error):/m.test(switched.stderr)) {
    log?.warn(`switched to ${branch}, but the post-checkout hook failed: ${switched.stderr}`);
    return ok(undefined);
  }
  return err(await refused({ places }, t('to switch to {0}', branch), switched));
}

/** Why a step failed: a lock of git's own, or git's words. */
export async function refused({ places }: Pick<BranchPorts, 'places'>, tried: string, output: GitOutput): Promise<Refusal> {
  return (await lockedRefusal(places, tried, output)) ?? refusedByGit(tried, output);
}

/** Whether the name, the same in another case, or a part of it is taken by a branch. */
async function clashOf(run: RunGit, name: string): Promise<Refusal | undefined> {
  const wanted = name.toLowerCase();
  for (const other of await localBranches(run)) {
    const taken = other.toLowerCase();
    if (other === name) return exists(t('The branch {0} is there already', name), t('Resume work on it, or choose another task.'));
    if (taken === wanted) return exists(t('The branch {0} is there already, spelt {1}', name, other), t('Resume work on {0}, or choose another task.', other));
    if (wanted.startsWith(`${taken}/`) || taken.startsWith(`${wanted}/`)) {
      const message = t('The branch {0} can\'t be made, because there is a branch {1}: git keeps branches like files in folders', name, other);
      return exists(message, t('Give {0} another name, or change the branch pattern in the settings.', other));
    }
  }
  return undefined;
}

function exists(message: string, remedy: string): Refusal {
  return { code: 'BLOCKED::BRANCH-EXISTS', message, remedy };
}

async function localBranches(run: RunGit): Promise<string[]> {
  const refs = await run('read', ['for-each-ref', '--format=%(refname)', 'refs/heads']);
  return refs.stdout.split('\n').filter((ref) => ref.startsWith('refs/heads/')).map((ref) => ref.slice(11));
}

function noCommit(from: string): Refusal {
  return {
    code: 'GIT-REFUSED',
    message: t('No branch can be made from {0}: it stands for no commit', shown(from)),
    remedy: t('Commit something on the base branch first, or choose another base branch in the settings.'),
  };
}
