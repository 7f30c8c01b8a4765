import { existingBranch } from '../branches';
import { claimMessage } from '../delegate/commitMessages';
import { oneLine } from '../delegate/plainText';
import type { Refusal, StateChange, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import { baseBranchOf } from '../rules/gitRules';
import { branchFor, type Settings } from '../settings';
import type { Started } from './start';

/**
 * The start that a change of the journal belongs to, as git has it, whatever program made it: the branch ends with the
 * claim's commit, or with none where claims are not committed. Refuses once anything was built on it.
 */
export async function startedByJournal(change: StateChange, { git }: Pick<Workplace, 'git'>, settings: Settings): Promise<Result<Started, Refusal>> {
  const facts = await git.facts();
  if (facts.kind !== 'repository') return err(refusal(change, 'git can\'t be asked here'));
  const branch = existingBranch(branchFor(change.taskId, settings), facts);
  const base = baseBranchOf(facts, settings);
  if (branch === undefined || base === undefined) return err(refusal(change, `its branch ${oneLine(branchFor(change.taskId, settings))} is not there`));
  const [claim, another] = await git.commitsOn(branch, base);
  if (another || (claim && claim.subject !== claimMessage(change.taskId))) return err(refusal(change, `${oneLine(branch)} has commits made after the start`));
  const tip = claim?.hash ?? (await git.resolve(`refs/heads/${branch}`));
  if (tip === undefined) return err(refusal(change, `${oneLine(branch)} is not a branch of this repository`));
  return ok({ taskId: change.taskId, branch, base, baseCommit: tip, ...(claim ? { claimCommit: tip } : {}), at: change.at });
}

function refusal({ taskId }: StateChange, why: string): Refusal {
  return {
    code: 'UNDO-REFUSED',
    message: `The last change is the start of ${oneLine(taskId)}, which was not undone: ${why}`,
    remedy: 'Keep the task in progress, or give it up with abandon.',
  };
}
