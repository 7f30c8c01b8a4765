import * as path from 'node:path';
import type { RepositoryWork } from '../core/work';
import { watchFolder, type FolderWatch } from '../io/watchFolder';

/** Watches the state files of other worktrees that are on a task's branch: claims stand there before they are committed. */
export class ElsewhereWatch {
  private readonly watched = new Map<string, FolderWatch>();
  private isDisposed = false;

  constructor(private readonly onChange: () => void) {}

  /** Begins with the files that are new, and lets go those that no branch names any more. */
  follow(work: RepositoryWork | undefined): void {
    if (this.isDisposed) return;
    const files = new Map((work?.branches ?? []).flatMap(({ isHere, worktree, stateFile }) => (isHere || worktree === undefined || stateFile === undefined ? [] : [[stateFile, worktree] as const])));
    for (const [file, watch] of this.watched) {
      if (files.has(file)) continue;
      watch.dispose();
      this.watched.delete(file);
    }
    for (const [file, worktree] of files) {
      if (!this.watched.has(file)) this.watched.set(file, watchFolder(path.dirname(file), [path.basename(file)], this.onChange, worktree));
    }
  }

  dispose(): void {
    this.isDisposed = true;
    for (const watch of this.watched.values()) watch.dispose();
    this.watched.clear();
  }
}
