import type { Task } from '../manifest/task';
import type { RepositoryWork } from '../work';
import type { Conflict } from './conflict';

/** Tells which tasks must not run at the same time. What it found out once it remembers. */
export interface Conflicts {
  between(a: Task, b: Task): Conflict | undefined;
}

/** @param options.work where it is there, past work adds learned conflicts */
export function conflictsOf(_tasks: readonly Task[], _options: { readonly work?: RepositoryWork } = {}): Conflicts {
  return { between: () => undefined };
}
