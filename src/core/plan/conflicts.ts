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
      const [a, b] = one.index <= other.index ? [one, other] : [other, one];
      const [declaredA, declaredB] = [read(a), read(b)];
      const causes: (ConflictCause | undefined)[] = [named(declaredA, declaredB), scopes(declaredA, declaredB), learned?.(a, b)];
      const found = causes.filter((cause) => cause !== undefined);
      return found.length === 0 ? undefined : { tasks: [a.id, b.id], causes: found };
    },
  };
}

const FILES = [DEFAULT_SETTINGS.manifestPath, DEFAULT_SETTINGS.statePath];

/** What a task declares. */
interface Declared {
  readonly id: string;
  readonly conflictsWith: ReadonlySet<string>;
  readonly scope: Scope;
}

function reader(): (task: Task) => Declared {
  const known = new Map<Task, Declared>();
  return (task) => {
    const before = known.get(task);
    if (before) return before;
    const declared = { id: task.id, conflictsWith: new Set(task.conflictsWith), scope: readScope(task.fileScope) };
    known.set(task, declared);
    return declared;
  };
}

function named(a: Declared, b: Declared): ConflictCause | undefined {
  const [isByA, isByB] = [a.conflictsWith.has(b.id), b.conflictsWith.has(a.id)];
  if (!isByA && !isByB) return undefined;
  return { kind: 'named', by: [...(isByA ? [a.id] : []), ...(isByB ? [b.id] : [])] };
}

function scopes(a: Declared, b: Declared): ConflictCause | undefined {
  if (!a.scope.isKnown || !b.scope.isKnown) return { kind: 'unknown-scope', taskIds: [a, b].filter(({ scope }) => !scope.isKnown).map(({ id }) => id) };
  const meeting = scopesMeet(a.scope, b.scope);
  return meeting && { kind: 'scope', ...meeting };
}
