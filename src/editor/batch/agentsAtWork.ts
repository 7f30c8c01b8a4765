import { agentViews } from '../../core/batch/agentViews';
import type { Batch } from '../../core/batch/batch';
import type { AgentView, WorktreeFacts } from '../../core/batch/watch';
import type { World } from '../../core/operations/world';
import type { Log } from '../../core/ports';
import type { Settings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot';
import type { RepositoryWork } from '../../core/work';
import { listenToTree } from './listenToTree';
import { WorktreeWatch } from './worktreeWatch';

interface Looked {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/** The agents of one backlog, each in a worktree: what they record, commit and change, as one list that all views share. */
export class AgentsAtWork {
  private readonly watch: WorktreeWatch;
  private last: { readonly from: readonly unknown[]; readonly agents: readonly AgentView[]; readonly text: string } | undefined;

  /** The batches of the repository, newest first; none until git was asked. */
  batches: readonly Batch[] = [];

  constructor(
    private readonly world: Pick<World, 'trees' | 'batches'>,
    log: Log,
    onChange: () => void,
  ) {
    this.watch = new WorktreeWatch({ changes: (top, base) => world.trees.changes(top, base), listen: listenToTree, onChange, log });
  }

  /** Goes with the worktrees that come and go. True where the batches are others. */
  async follow(work: RepositoryWork | undefined): Promise<boolean> {
    this.watch.follow(work);
    const batches = work ? await this.world.batches.all() : [];
    if (JSON.stringify(batches) === JSON.stringify(this.batches)) return false;
    this.batches = batches;
    return true;
  }

  /** Looks into every worktree again. */
  refresh(): Promise<void> {
    return this.watch.refresh();
  }

  /** The same array while nothing that a person sees is different. */
  of({ snapshot, settings }: Looked): readonly AgentView[] {
    const { batches } = this;
    const facts: readonly WorktreeFacts[] = this.watch.facts;
    const from = [snapshot, facts, batches, settings.statePath];
    if (this.last?.from.every((part, index) => part === from[index])) return this.last.agents;
    const found = agentViews({ snapshot, batches, facts, settings });
    const text = JSON.stringify(found);
    const agents = this.last?.text === text ? this.last.agents : found;
    this.last = { from, agents, text };
    return agents;
  }

  dispose(): void {
    this.watch.dispose();
  }
}
