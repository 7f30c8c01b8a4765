import type { AddedWorktree, RemovedWorktree } from '../../core/batch/worktrees';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { counted, t } from '../../core/words';
import { deleteBranchAt, resolveCommit } from '../git/branches';
import { isInside } from '../isInside';
import { lookAtTree, type SeenTree } from './lookAtTree';
import { takeAway } from './takeAway';
import { realOf, type TreePorts } from './treePorts';

const MOST_NAMED = 3;

interface RemoveOptions {
  readonly base: string;
  readonly hasLanded: boolean;
  readonly commit?: string;
}

/** Removes a working tree after a last look, and its branch where that is at the commit looked at and its work has landed. */
export async function removeTree(ports: TreePorts, top: string, { base, hasLanded, commit }: RemoveOptions): Promise<Result<RemovedWorktree, Refusal>> {
  const seen = await lookAtTree(ports, top, base);
  if (!seen) return err(unknownTree(top));
  const moved = commit !== undefined && seen.entry.commit !== commit;
  const refusal = (await whyKept(ports, seen)) ?? (moved ? movedOn(seen) : seen.look.unpushed > 0 && !hasLanded ? unpushed(seen) : undefined);
  if (refusal) return err(refusal);
  const gone = await takeAway(ports, seen);
  if (!gone.ok) return gone;
  const { branch, commit: tip } = seen.entry;
  const isGone = branch !== undefined && tip !== undefined && (await removeBranch(ports, { branch, tip, base, hasLanded }));
  return ok({ top: seen.look.top, ...(isGone ? { branch } : {}) });
}

/** Takes back a working tree and its branch, both only while nothing was done there. What is gone already is no fault. */
export async function takeBackTree(ports: TreePorts, { top, branch }: Pick<AddedWorktree, 'top' | 'branch'>, commit: string): Promise<Result<void, Refusal>> {
  const seen = await lookAtTree(ports, top, branch);
  if (seen && seen.entry.branch === branch) {
    const refusal = (await whyKept(ports, seen)) ?? (seen.entry.commit === commit ? undefined : movedOn(seen));
    if (refusal) return err(refusal);
    const gone = await takeAway(ports, seen);
    if (!gone.ok) return gone;
  }
  const isThere = (await resolveCommit(ports.run, `refs/heads/${branch}`)) !== undefined;
  return isThere ? deleteBranchAt(ports, branch, commit) : ok(undefined);
}

/** True once it is gone; it stays where it may hold what the base branch has not, and that is no fault. */
async function removeBranch(ports: TreePorts, { branch, tip, base, hasLanded }: { branch: string; tip: string; base: string; hasLanded: boolean }): Promise<boolean> {
  const { run, settings, log } = ports;
  if (branch === base || settings.baseBranches.includes(branch)) return false;
  const isMerged = hasLanded || (await run('read', ['merge-base', '--is-ancestor', tip, `refs/heads/${base}`])).exitCode === 0;
  if (!isMerged) return false;
  const deleted = await deleteBranchAt(ports, branch, tip);
  if (!deleted.ok) log?.warn(`the branch ${branch} stays: ${deleted.error.message}`);
  return deleted.ok;
}

/** Why a working tree must not go, whatever its commits. */
async function whyKept({ root }: TreePorts, { entry, isMain, look }: SeenTree): Promise<Refusal | undefined> {
  const where = shown(entry.root);
  if (isMain) return kept('WORKTREE-IS-MAIN', t('{0} is the main working tree of the repository', where), t('Choose a worktree that was made for a task.'));
  if (isInside(await realOf(entry.root), await realOf(root))) return kept('WORKTREE-IS-OPEN', t('{0} is the worktree that is open here', where), t('Do it from another worktree, or from the main one.'));
  if (look.held !== undefined) return kept('WORKTREE-HELD', t('{0} was not removed: {1}', where, look.held), t('Finish that first, or unlock it with "git worktree unlock" if it is yours.'));
  const { dirty } = look;
  if (dirty.length === 0) return undefined;
  const named = dirty.slice(0, MOST_NAMED).map(({ path }) => shown(path)).join(', ');
  const all = dirty.length > MOST_NAMED ? t('{0} and {1} more', named, dirty.length - MOST_NAMED) : named;
  return kept('WORKTREE-DIRTY', t('{0} was not removed: it has changes that are not committed: {1}', where, all), t('Commit what is to stay, then try again.'));
}

function unpushed({ entry, look }: SeenTree): Refusal {
  const message = counted(
    look.unpushed,
    '{1} was not removed: it has {0} commit that neither the base branch nor a remote has',
    '{1} was not removed: it has {0} commits that neither the base branch nor a remote has',
    shown(entry.root),
  );
  return kept('WORKTREE-UNPUSHED', message, t('Merge or push its branch first.'));
}

function movedOn({ entry }: SeenTree): Refusal {
  return kept('GIT-BRANCH-MOVED', t('{0} was not removed: it has other commits now', shown(entry.root)), t('Nothing was removed. Look at it before you decide about it.'));
}

function unknownTree(top: string): Refusal {
  return kept('WORKTREE-UNKNOWN', t('{0} is no worktree of this repository that git can look at', shown(top)), t('See what "git worktree list" says of it.'));
}

function kept(code: string, message: string, remedy: string): Refusal {
  return { code, message, remedy };
}
