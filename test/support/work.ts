import { stateOnDemand } from '../../src/core/state/parse';
import { EMPTY_STATE, type StateEntry, type TaskState } from '../../src/core/state/taskState';
import type { BaseWork, RepositoryWork, TaskBranch, WorkCommit } from '../../src/core/work';

type Entries = Readonly<Record<string, unknown>>;

/** What git tells, on a checked out `main` without task branches, apart from what is given. */
export function repositoryWork(given: Partial<RepositoryWork> = {}): RepositoryWork {
  return { key: 'k', base: baseWork(), branches: [], landed: [], ...given };
}

/** `main`, checked out, apart from what is given. States are entries as a file would have them, read on demand. */
export function baseWork(given: { readonly state?: Entries; readonly forkState?: Entries; readonly ahead?: Entries; readonly name?: string } = {}): BaseWork {
  const { state, forkState, ahead, name = 'main' } = given;
  return {
    name,
    commit: 'a'.repeat(40),
    isCheckedOut: state === undefined,
    ...(state ? { state: stateFrom(state) } : {}),
    ...(forkState ? { forkState: stateFrom(forkState) } : {}),
    ...(ahead ? { ahead: { name: `origin/${name}`, commits: 1, state: stateFrom(ahead) } } : {}),
  };
}

/** The branch `feat/ID` with one commit of its own, checked out nowhere, apart from what is given. */
export function taskBranch(taskId: string, given: Partial<Omit<TaskBranch, 'taskId' | 'entry'>> & { readonly entry?: unknown } = {}): TaskBranch {
  const { entry, ...rest } = given;
  const read = entryFrom(entry);
  const tipAt = given.tipAt ?? '2026-01-02T01:00:00Z';
  return {
    taskId,
    name: `feat/${taskId}`,
    isLinked: false,
    tip: 'b'.repeat(40),
    tipAt,
    isHere: false,
    isReachable: false,
    commits: given.isReachable ? [] : [workCommit(`feat(${taskId}): build it`, tipAt)],
    ...rest,
    ...(read ? { entry: read } : {}),
  };
}

export function workCommit(subject: string, at = '2026-01-02T01:00:00Z', body = ''): WorkCommit {
  return { hash: 'c'.repeat(40), at, subject, body };
}

export function stateFrom(entries: Entries): TaskState {
  return stateOnDemand({ tasks: entries }) ?? EMPTY_STATE;
}

function entryFrom(entry: unknown): StateEntry | undefined {
  return entry === undefined ? undefined : stateFrom({ X: entry }).entries.get('X');
}
