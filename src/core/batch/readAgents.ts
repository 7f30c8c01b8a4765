import type { World } from '../operations/world';
import type { Snapshot } from '../snapshot';
import { agentViews } from './agentViews';
import type { Batch } from './batch';
import type { AgentView, WorktreeFacts } from './watch';

/** What each agent does now, its worktree's changes asked of git. For faces that do not watch. */
export async function readAgents({ trees, settings }: Pick<World, 'trees' | 'settings'>, snapshot: Snapshot, batches: readonly Batch[]): Promise<readonly AgentView[]> {
  const base = snapshot.work?.base?.name;
  const agents = agentViews({ snapshot, batches, facts: [], settings });
  if (base === undefined) return agents;
  const facts = await Promise.all(
    agents.map(async ({ taskId, worktree }): Promise<WorktreeFacts> => {
      const changes = await trees.changes(worktree, base);
      return { taskId, worktree, ...(changes ? { changes } : {}) };
    }),
  );
  return agentViews({ snapshot, batches, facts, settings });
}
