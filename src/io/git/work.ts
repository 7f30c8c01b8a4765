import type { WorkQuery } from '../../core/ports';
import type { RepositoryWork } from '../../core/work';
import type { RunGit } from './gitProcess';

/** Reads what branches, worktrees and the base branch's history tell of tasks (DESIGN section 3, "State belongs to branches"). */
export function createWorkReader(_root: string, _run: RunGit): (query: WorkQuery) => Promise<RepositoryWork | undefined> {
  return () => Promise.resolve(undefined);
}
