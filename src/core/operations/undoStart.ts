import type { Git, Refusal, StateStore } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import type { Started } from './start';

/**
 * Takes a start back while nothing was built on it: the branch still ends with the claim, and the working
 * tree holds nothing else. Work of an agent is never removed; then it refuses and says what is there.
 */
export async function undoStart(started: Started, ports: { git: Git; store: StateStore }): Promise<Result<void, Refusal>> {
  const { git, store } = ports;
  if (started.hadBranch) return undoClaim(started, store);
  const facts = await git.facts();
  if (facts.kind !== 'repository') return err(refusal(t('git can\'t be asked here'), t('Try again when the repository is reachable.')));
  const tip = await git.resolve(`refs/heads/${started.branch}`);
  const expected = started.claimCommit ?? started.baseCommit;
  if (tip === undefined) return err(refusal(t('the branch {0} is gone', started.branch), t('There is nothing to undo.')));
  if (tip !== expected) {
    return err(refusal(t('{0} has commits made after the start', started.branch), t('Keep the work, or remove the branch yourself once it is merged.')));
  }
  const isThere = facts.head.kind === 'branch' && facts.head.name === started.branch;
  if (isThere && started.claim) {
    const restored = await store.restore(started.claim);
    if (!restored.ok) return restored;
  } else if (isThere && facts.dirty.length > 0) {
    const paths = facts.dirty.slice(0, 3).map(({ path }) => path).join(', ');
    return err(refusal(t('there are changes that are not committed ({0})', paths), t('Stash them or move them away first. What is committed on the branch is work, and then the start stands.')));
  }
  if (isThere) {
    const back = await git.switchTo(started.base);
    if (!back.ok) return back;
  }
  const removed = await git.deleteBranchAt(started.branch, expected);
  return removed.ok ? ok(undefined) : removed;
}

/** Where the branch was there before, the branch stays, and with it what is committed on it. */
async function undoClaim({ branch, claim, claimCommit }: Started, store: StateStore): Promise<Result<void, Refusal>> {
  if (claim) return store.restore(claim);
  return err(refusal(t('{0} was there before, and the claim is committed on it', branch), t('Revert the commit {0} if the task is not to be in progress after all.', claimCommit?.slice(0, 8) ?? '')));
}

function refusal(why: string, remedy: string): Refusal {
  return { code: 'UNDO-REFUSED', message: t('The start was not undone: {0}', why), remedy };
}
