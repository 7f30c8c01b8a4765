import type { WorktreeFacts } from '../../core/batch/watch';
import type { Worktrees } from '../../core/batch/worktrees';
import type { Log } from '../../core/ports';
import type { RepositoryWork, TaskBranch } from '../../core/work';
import { createCoalescer, type Coalescer } from '../../io/coalesce';

/** What agents write comes in bursts; git is asked once for each, and a build in the worktree holds nothing up. Milliseconds. */
const PAUSE = { delayMs: 150, longestMs: 500 };

/** Of more worktrees than this, those with the latest commits are watched: each costs the system a watcher. */
const MOST_WATCHED = 20;

export interface WorktreeWatchPorts extends Pick<Worktrees, 'changes'> {
  /** Calls `heard` whenever something may have changed below `top`, however often. */
  listen(top: string, heard: () => void): { dispose(): unknown };
  /** `facts` are others. */
  onChange(): void;
  readonly log: Pick<Log, 'error'>;
}

interface Watched {
  readonly taskId: string;
  readonly listener: { dispose(): unknown };
  readonly look: Coalescer;
  /** What was committed, there and on the base branch. */
  commits: string;
  base: string;
  changes?: WorktreeFacts['changes'];
}

/**
 * Watches the worktrees of tasks for what they change beyond the base branch: files as they are saved, and commits. One
 * worktree is read at a time, and only that in which something happened.
 */
export class WorktreeWatch {
  private readonly watched = new Map<string, Watched>();
  private isDisposed = false;

  /** What was read so far; another array once something is different. */
  facts: readonly WorktreeFacts[] = [];

  constructor(private readonly ports: WorktreeWatchPorts) {}

  /** Begins with worktrees that are new, lets go those that are gone, and reads anew where something was committed. */
  follow(work: RepositoryWork | undefined): void {
    if (this.isDisposed) return;
    const { base } = work ?? {};
    const wanted = new Map(base ? watchable(work?.branches ?? []).map((branch) => [branch.worktree, branch]) : []);
    for (const [top, { taskId }] of this.watched) if (wanted.get(top)?.taskId !== taskId) this.letGo(top);
    for (const [top, { taskId, tip }] of wanted) {
      if (!base) continue;
      const known = this.watched.get(top) ?? this.begin(top, taskId);
      const commits = `${tip} ${base.name} ${base.commit}`;
      if (known.commits !== commits) known.look.trigger();
      Object.assign(known, { commits, base: base.name });
    }
    this.gather();
  }

  /** Reads every worktree again. */
  async refresh(): Promise<void> {
    await Promise.all([...this.watched.values()].map(({ look }) => look.flush()));
  }

  dispose(): void {
    this.isDisposed = true;
    for (const top of [...this.watched.keys()]) this.letGo(top);
  }

  private begin(top: string, taskId: string): Watched {
    const look = createCoalescer({
      ...PAUSE,
      run: () => this.read(top),
      onError: (error) => this.ports.log.error(`${taskId}: its worktree could not be looked at`, error),
    });
    const begun: Watched = { taskId, look, listener: this.ports.listen(top, () => look.trigger()), commits: '', base: '' };
    this.watched.set(top, begun);
    return begun;
  }

  private letGo(top: string): void {
    const watched = this.watched.get(top);
    this.watched.delete(top);
    watched?.listener.dispose();
    watched?.look.dispose();
  }

  private async read(top: string): Promise<void> {
    const watched = this.watched.get(top);
    if (!watched) return;
    const changes = await this.ports.changes(top, watched.base);
    if (this.watched.get(top) !== watched) return;
    if (changes) watched.changes = changes;
    else delete watched.changes;
    if (this.gather()) this.ports.onChange();
  }

  private gather(): boolean {
    const facts = [...this.watched].map(([worktree, { taskId, changes }]) => ({ taskId, worktree, ...(changes ? { changes } : {}) }));
    if (JSON.stringify(facts) === JSON.stringify(this.facts)) return false;
    this.facts = facts;
    return true;
  }
}

function watchable(branches: readonly TaskBranch[]): readonly (TaskBranch & { readonly worktree: string })[] {
  const there = branches.flatMap((branch) => (branch.isHere || branch.worktree === undefined ? [] : [{ ...branch, worktree: branch.worktree }]));
  return there.sort((a, b) => (a.tipAt < b.tipAt ? 1 : a.tipAt > b.tipAt ? -1 : 0)).slice(0, MOST_WATCHED);
}
