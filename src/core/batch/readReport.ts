import type { World } from '../operations/world';
import type { Snapshot } from '../snapshot';
import type { Batch } from './batch';
import type { BatchReport } from './batchReport';
import { readAgents } from './readAgents';
import { batchReport } from './report';
import type { AgentView } from './watch';

/**
 * The report of a batch with all that git tells of it now: the commits of a coordinator's branch too.
 *
 * @param agents as they are watched; asked for where nobody does
 */
export async function readReport(world: World, batch: Batch, snapshot: Snapshot, agents?: readonly AgentView[]): Promise<BatchReport> {
  const { branch } = batch;
  const base = snapshot.work?.base?.name;
  const [seen, commits] = await Promise.all([
    agents ?? (batch.mode === 'worktrees' ? readAgents(world, snapshot, [batch]) : []),
    branch === undefined || base === undefined ? [] : world.here.git.commitsOn(branch, base),
  ]);
  return batchReport({ batch, snapshot, commits, agents: seen, settings: world.settings, now: world.clock.now() });
}
