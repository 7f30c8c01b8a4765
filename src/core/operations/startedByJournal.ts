import { existingBranch } from '../branches';
import { claimMessage } from '../delegate/commitMessages';
import { oneLine } from '../delegate/plainText';
import type { Refusal, StateChange, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import { baseBranchOf } from '../rules/gitRules';
import { branchFor, type Settings } from '../settings';
import { t } from '../words';
import type { Started } from './start';

/**
 * The start that a change of the journal belongs to, as git has it, whatever program made it: the branch ends with the
 * claim's commit, or with none where claims are not committed. Refuses once anything was built on it.
 */
export async function startedByJournal(change: StateChange, { git }: Pick<Workplace, 'git'>, settings: Settings): Promise<Result<Started, Refusal>> {
  const facts = await git.facts();
  if (facts.kind !== 'repository') return err(refusal(change, t('git can\'t be asked here')));
  const branch = existingBranch(branchFor(change.taskId, settings), facts);
  const base = baseBranchOf(facts, settings);
  if (branch === undefined || base === undefined) return err(refusal(change, t('its branch {0} is not there', oneLine(branchFor(change.taskId, settings)))));
  const [claim, another] = await git.commitsOn(branch, base);
  if (another || (claim && claim.subject !== claimMessage(change.taskId))) return err(refusal(change, t('{0} has commits made after the start', oneLine(branch))));
  const tip = claim?.hash ?? (await git.resolve(`refs/heads/${branch}`));
  if (tip === undefined) return err(refusal(change, t('{0} is not a branch of this repository', oneLine(branch))));
  return ok({ taskId: change.taskId, branch, base, baseCommit: tip, ...(claim ? { claimCommit: tip } : {}), at: change.at });
}

function refusal({ taskId }: StateChange, why: string): Refusal {
  return {
    code: 'UNDO-REFUSED',
    message: t('The last change is the start of {0}, which was not undone: {1}', oneLine(taskId), why),
    remedy: t('Keep the task in progress, or give it up with abandon.'),
  };
}
