import type { TaskDocuments } from '../../src/core/documents';
import type { RepositoryFacts } from '../../src/core/git';
import type { StartPorts, StartRequest } from '../../src/core/operations/start';
import type { Git, Refusal, StateStore } from '../../src/core/ports';
import { err, ok } from '../../src/core/result';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';

/** A clean repository on `main`, apart from what is given. */
export function cleanRepository(given: Partial<RepositoryFacts> = {}): RepositoryFacts {
  return {
    kind: 'repository',
    root: '/project',
    head: { kind: 'branch', name: 'main', commit: 'a'.repeat(40) },
    dirty: [],
    branches: ['main'],
    remoteBranches: [],
    ...given,
  };
}

export const NO_DOCUMENTS: TaskDocuments = { taskId: '', context: [], tests: [] };

/** What a fake world did, in order. */
export interface FakeWorld {
  readonly ports: StartPorts;
  readonly done: string[];
  /** The step that fails, by the name it has in `done`. */
  failing: Map<string, Refusal>;
  head: string;
  branches: string[];
}

/** Ports whose effects are words in a list; each may be told to fail. */
export function fakeWorld(snapshot: Snapshot, facts: RepositoryFacts = cleanRepository()): FakeWorld {
  const done: string[] = [];
  const failing = new Map<string, Refusal>();
  const step = <T>(name: string, value: T) => {
    const refusal = failing.get(name.split(' ')[0] ?? '');
    if (refusal) return Promise.resolve(err(refusal));
    done.push(name);
    return Promise.resolve(ok(value));
  };
  const world: FakeWorld = { ports: undefined as never, done, failing, head: 'main', branches: [...facts.branches] };
  const git: Git = {
    facts: () => Promise.resolve(facts),
    checkBranchName: (name) => Promise.resolve(ok(name)),
    createBranch: (name, from) => step(`branch ${name} from ${from}`, { commit: 'a'.repeat(40) }),
    switchTo: (branch) => step(`switch ${branch}`, undefined),
    commit: (message, paths) => step(`commit ${message} [${paths.join()}]`, { commit: 'b'.repeat(40) }),
    deleteBranchAt: (name, commit) => step(`delete ${name} at ${commit.slice(0, 4)}`, undefined),
    resolve: () => Promise.resolve('b'.repeat(40)),
    worktrees: () => Promise.resolve([]),
    commitsOn: () => Promise.resolve([]),
    work: () => Promise.resolve(undefined),
    linkBranch: () => Promise.resolve(ok(undefined)),
    mergeDriver: () => Promise.resolve(undefined),
    setMergeDriver: (name) => step(`merge driver ${name}`, undefined),
    conflictStages: () => Promise.resolve(undefined),
    lastChange: () => Promise.resolve(undefined),
    versions: () => Promise.resolve([]),
    history: () => Promise.resolve(undefined),
  };
  const store: StateStore = {
    async update(decide) {
      const decided = decide(snapshot.state);
      if (!decided.ok) return decided;
      return step(`claim ${decided.value.taskId} ${JSON.stringify(decided.value.set)}`, { before: '{}', after: '{"x":1}' });
    },
    edit: (_decide, what) => step(`edit ${what}`, { before: '{}', after: '{"x":1}' }),
    text: () => Promise.resolve(ok('{"x":1}')),
    mend: (_decide, what) => step(`mend ${what}`, { before: '{}', after: '{"x":1}' }),
    restore: () => step('restore', undefined),
    lastChange: () => Promise.resolve(undefined),
    undo: (change) => step(`undo ${change.what}`, undefined),
  };
  const ports: StartPorts = {
    git,
    store,
    context: { check: (task) => Promise.resolve({ ...NO_DOCUMENTS, taskId: task.id }) },
    startLock: { hold: async (_what, action) => ok(await action()) },
    clock: { now: () => new Date('2026-01-02T03:04:05.678Z') },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    snapshot: () => Promise.resolve(snapshot),
    projectFacts: () => Promise.resolve({}),
  };
  return Object.assign(world, { ports });
}

/** A request for the next task under the default settings, apart from what is given. */
export function startRequest(given: Partial<StartRequest> = {}): StartRequest {
  return { overrides: new Set(), settings: DEFAULT_SETTINGS, isCancelled: () => false, onStep: () => undefined, ...given };
}
