import type { Task } from '../manifest/task';
import { DEFAULT_SETTINGS } from '../settings';
import type { RepositoryWork } from '../work';
import type { Conflict, ConflictCause } from './conflict';
import { learnedConflicts } from './learned';
import { readScope, scopesMeet, type Scope } from './scope';

/** Tells which tasks must not run at the same time. What it read of a task, and learned of two capabilities, it remembers. */
export interface Conflicts {
  /**
   * Why two tasks must not run at the same time, the strongest cause first: what a person named, scopes that meet, a
   * scope that is not known, what was learned. The same whichever comes first; a task does not conflict with itself.
   */
  between(a: Task, b: Task): Conflict | undefined;
}

export interface ConflictOptions {
  /** Where it is there, past work adds learned conflicts. */
  readonly work?: RepositoryWork;
  /** Paths that say nothing when two tasks touch them, relative to the backlog's root: manifest and state file. */
  readonly ignored?: readonly string[];
}

/** @param tasks of the whole manifest: the past of the completed ones teaches, too */
export function conflictsOf(tasks: readonly Task[], { work, ignored = FILES }: ConflictOptions = {}): Conflicts {
  const read = reader();
  const learned = work && learnedConflicts(tasks, work, ignored);
  return {
    between: (one, other) => {
      if (one.id === other.id) return undefined;
      const isInOrder = one.index <= other.index;
      const a = read(isInOrder ? one : other);
      const b = read(isInOrder ? other : one);
      const byName = named(a, b);
      const byScope = scopes(a, b);
      const byPast = learned?.(a.task, b.task);
      // Mostly there is none, and hundreds of thousands of pairs may be asked for.
      if (!byName && !byScope && !byPast) return undefined;
      return { tasks: [a.task.id, b.task.id], causes: [byName, byScope, byPast].filter((cause) => cause !== undefined) };
    },
  };
}

const FILES = [DEFAULT_SETTINGS.manifestPath, DEFAULT_SETTINGS.statePath];

/** What a task declares. */
interface Declared {
  readonly task: Task;
  /** Absent where it names none, as most do. */
  readonly conflictsWith?: ReadonlySet<string>;
  readonly scope: Scope;
}

/** Reads each task once. They are kept by their place in the manifest, which is found faster than a key. */
function reader(): (task: Task) => Declared {
  const known: Declared[] = [];
  return (task) => {
    const before = known[task.index];
    return before?.task === task ? before : (known[task.index] = declaredBy(task));
  };
}

function declaredBy(task: Task): Declared {
  const { conflictsWith = [], fileScope } = task;
  return { task, scope: readScope(fileScope), ...(conflictsWith.length > 0 ? { conflictsWith: new Set(conflictsWith) } : {}) };
}

function named(a: Declared, b: Declared): ConflictCause | undefined {
  const isByA = a.conflictsWith?.has(b.task.id) ?? false;
  const isByB = b.conflictsWith?.has(a.task.id) ?? false;
  if (!isByA && !isByB) return undefined;
  return { kind: 'named', by: [...(isByA ? [a.task.id] : []), ...(isByB ? [b.task.id] : [])] };
}

function scopes(a: Declared, b: Declared): ConflictCause | undefined {
  if (!a.scope.isKnown || !b.scope.isKnown) return { kind: 'unknown-scope', taskIds: [a, b].filter(({ scope }) => !scope.isKnown).map(({ task }) => task.id) };
  const meeting = scopesMeet(a.scope, b.scope);
  return meeting && { kind: 'scope', ...meeting };
}
