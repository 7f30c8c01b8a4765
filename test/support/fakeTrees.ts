import type { Batch, BatchLog } from '../../src/core/batch/batch';
import type { AddedWorktree, ChangedFile, WorktreeLook, Worktrees } from '../../src/core/batch/worktrees';
import type { DirtyPath } from '../../src/core/git';
import type { Refusal, Workplace } from '../../src/core/ports';
import { err, ok, type Result } from '../../src/core/result';
import type { FakePlace } from './world';

/** A worktree in memory: what stands in it may be changed between two calls. */
export interface FakeTree {
  readonly added: AddedWorktree;
  readonly place: FakePlace;
  /** The commit its branch ends with. */
  tip: string;
  /** The state file as the last commit there has it. */
  committed: string | undefined;
  /** Changes that are not committed, besides the state file. */
  dirty: readonly DirtyPath[];
  unpushed: number;
  held: string | undefined;
  bytes: number;
  changes: readonly ChangedFile[] | undefined;
}

export interface FakeTrees extends Worktrees {
  /** By task id; a person may have made some. */
  readonly all: Map<string, FakeTree>;
  /** What the base branch's commit holds, where that is not what `here` holds now. */
  readonly base: { manifestText?: string; texts?: ReadonlyMap<string, string> };
  /** Answers of `fetch`, and what happens to be on the remote. */
  fetched: Result<void, Refusal>;
  onFetch: (() => void) | undefined;
  /** Runs when a worktree was made: somebody else's moment. */
  onAdd: ((tree: FakeTree) => void) | undefined;
}

/** The parts of a world that worktrees are made in. */
export interface TreesOptions {
  readonly here: FakePlace;
  readonly statePath: string;
  makePlace(root: string): FakePlace;
  /** Told of every call that changes something; a refusal is its answer. */
  onCall(what: string): Refusal | undefined;
  /** Where tasks are worked on that are not worked on here. */
  readonly worktrees: Map<string, FakePlace>;
}

/** Worktrees in memory that keep the promises of the real ones: an `add` fails whole, nothing that was done is taken away. */
export function fakeTrees({ here, statePath, makePlace, onCall, worktrees }: TreesOptions): FakeTrees {
  const all = new Map<string, FakeTree>();
  const treeAt = (top: string) => [...all].find(([, tree]) => tree.added.top === top);
  const gone = (top: string): Refusal => ({ code: 'WORKTREE-GONE', message: `There is no worktree ${top}`, remedy: 'Look which there are.' });
  const setBranches = (change: (names: readonly string[]) => readonly string[]) => {
    if (here.facts.kind === 'repository') here.facts = { ...here.facts, branches: change(here.facts.branches) };
  };
  const listed = () => {
    here.worktreeList = [{ root: here.root, ...(here.facts.kind === 'repository' && here.facts.head.kind === 'branch' ? { branch: here.facts.head.name } : {}) }, ...[...all.values()].map(({ added }) => ({ root: added.top, branch: added.branch }))];
  };
  const dirtyOf = (tree: FakeTree): readonly DirtyPath[] => [...(tree.place.stateText === tree.committed ? [] : [{ path: statePath, kind: 'unstaged' as const }]), ...tree.dirty];
  const drop = (taskId: string) => {
    all.delete(taskId);
    worktrees.delete(taskId);
    listed();
  };

  const trees: FakeTrees = {
    all,
    base: {},
    fetched: ok(undefined),
    onFetch: undefined,
    onAdd: undefined,
    add: ({ taskId, branch, from }) => {
      const refusal = onCall(`add ${taskId}`);
      if (refusal) return Promise.resolve(err(refusal));
      const names = here.facts.kind === 'repository' ? here.facts.branches : [];
      if (names.includes(branch)) return Promise.resolve(err({ code: 'BRANCH-EXISTS', message: `${branch} is there`, remedy: 'Resume it.' }));
      const top = `/trees/${taskId}`;
      const added: AddedWorktree = { top, root: top, branch, commit: from, linked: [], warnings: [] };
      const place = makePlace(top);
      place.manifestText = trees.base.manifestText ?? here.manifestText;
      place.stateText = here.stateText;
      for (const [path, text] of trees.base.texts ?? here.texts) place.texts.set(path, text);
      const tree: FakeTree = { added, place, tip: from, committed: place.stateText, dirty: [], unpushed: 0, held: undefined, bytes: 1000, changes: [] };
      setBranches((branches) => [...branches, branch]);
      if (here.facts.kind === 'repository') place.facts = { ...here.facts, root: top, dirty: [], head: { kind: 'branch', name: branch, commit: from } };
      Object.assign(place, { git: { ...place.git, commit: commitIn(tree, place) } });
      all.set(taskId, tree);
      worktrees.set(taskId, place);
      listed();
      trees.onAdd?.(tree);
      return Promise.resolve(ok(added));
    },
    takeBack: ({ top, branch }, commit) => {
      const refusal = onCall(`take back ${top}`);
      if (refusal) return Promise.resolve(err(refusal));
      const [taskId, tree] = treeAt(top) ?? [];
      if (taskId === undefined || !tree) return Promise.resolve(err(gone(top)));
      if (tree.tip !== commit || dirtyOf(tree).length > 0) return Promise.resolve(err({ code: 'WORKTREE-IN-USE', message: `Something was done in ${top}`, remedy: 'Keep it.' }));
      drop(taskId);
      setBranches((names) => names.filter((name) => name !== branch));
      return Promise.resolve(ok(undefined));
    },
    place: (root): Workplace => [...all.values()].find(({ added }) => added.root === root)?.place ?? here,
    look: (top) => {
      const tree = treeAt(top)?.[1];
      const look: WorktreeLook | undefined = tree && { top, branch: tree.added.branch, commit: tree.tip, dirty: dirtyOf(tree), unpushed: tree.unpushed, ...(tree.held === undefined ? {} : { held: tree.held }) };
      return Promise.resolve(look);
    },
    diskUse: (top, isCancelled) => Promise.resolve(isCancelled?.() ? undefined : treeAt(top)?.[1].bytes),
    remove: (top, { hasLanded, commit }) => {
      const refusal = onCall(`remove ${top}`);
      if (refusal) return Promise.resolve(err(refusal));
      const [taskId, tree] = treeAt(top) ?? [];
      if (taskId === undefined || !tree) return Promise.resolve(err(gone(top)));
      if (dirtyOf(tree).length > 0 || (tree.unpushed > 0 && !hasLanded) || tree.held !== undefined || (commit ?? tree.tip) !== tree.tip) return Promise.resolve(err({ code: 'WORKTREE-IN-USE', message: `${top} holds work`, remedy: 'Commit and push it.' }));
      drop(taskId);
      if (!hasLanded) return Promise.resolve(ok({ top }));
      setBranches((names) => names.filter((name) => name !== tree.added.branch));
      return Promise.resolve(ok({ top, branch: tree.added.branch }));
    },
    changes: (top) => Promise.resolve(treeAt(top)?.[1].changes),
    fetch: () => {
      const refusal = onCall('fetch');
      if (refusal) return Promise.resolve(err(refusal));
      trees.onFetch?.();
      return Promise.resolve(trees.fetched);
    },
  };
  return trees;
}

function commitIn(tree: FakeTree, place: FakePlace): Workplace['git']['commit'] {
  const { commit } = place.git;
  return async (message, paths) => {
    const done = await commit(message, paths);
    if (done.ok) Object.assign(tree, { tip: done.value.commit, committed: place.stateText });
    return done;
  };
}

export interface FakeBatches extends BatchLog {
  /** Newest first. */
  readonly list: Batch[];
}

/** Remembers batches in memory. */
export function fakeBatches(onCall: TreesOptions['onCall']): FakeBatches {
  const list: Batch[] = [];
  const without = (id: string) => {
    const at = list.findIndex((batch) => batch.id === id);
    if (at >= 0) list.splice(at, 1);
    return at;
  };
  return {
    list,
    all: () => Promise.resolve([...list]),
    ids: () => Promise.resolve(list.map(({ id }) => id)),
    keep: (batch) => {
      const refusal = onCall(`keep ${batch.id}`);
      if (refusal) return Promise.resolve(err(refusal));
      list.splice(Math.max(0, without(batch.id)), 0, batch);
      return Promise.resolve(ok(undefined));
    },
    forget: (id) => {
      const refusal = onCall(`forget ${id}`);
      if (refusal) return Promise.resolve(err(refusal));
      without(id);
      return Promise.resolve(ok(undefined));
    },
  };
}
