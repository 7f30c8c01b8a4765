import type { Refusal } from '../../core/ports';
import { ok, type Result } from '../../core/result';
import type { BranchPorts } from './branches';

/** Remembers in git's configuration of a local branch which task is worked on there (`branch.<name>.orchestratortask`); undefined forgets it. */
export async function linkBranch({ run }: BranchPorts, branch: string, taskId: string | undefined): Promise<Result<void, Refusal>> {
  await run('change', taskId === undefined ? ['config', '--unset-all', `branch.${branch}.orchestratortask`] : ['config', `branch.${branch}.orchestratortask`, taskId]);
  return ok(undefined);
}
