import { criterionFinder } from './manifest/criteria';
import type { Manifest } from './manifest/manifest';
import type { Criterion, Task } from './manifest/task';
import { satisfies } from './overlay/dependencies';
import { overlayOf } from './overlay/overlay';
import type { Merge, StatusSource } from './overlay/source';
import type { Problem } from './problem';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { EMPTY_STATE, type ReadStatus, type StateEntry, type TaskState } from './state/taskState';
import type { RepositoryWork, TaskBranch } from './work';

/** How one of the two files stands. `stale`: it is broken now, and the last good reading is shown. */
export type FileHealth = 'missing' | 'broken' | 'stale' | 'ok';

/** A task with everything that is known of it now. */
export interface TaskView {
  readonly task: Task;
  readonly status: ReadStatus;
  readonly entry: StateEntry | undefined;
  /** Where `status` and `entry` were read. */
  readonly source: StatusSource;
  /** What git tells of its branch, where it has one and git was asked. */
  readonly work?: TaskBranch;
  /** Its work is in the base branch, by what the history says. */
  readonly merge?: Merge;
  /** Its work is in the base branch: merged, or recorded there as completed. Not while only a remote has that. */
  readonly hasLanded: boolean;
  /** The manifest's criteria, with what the state says of each. */
  readonly criteria: readonly (Criterion & { readonly isDone: boolean })[];
  readonly doneCount: number;
  /** Dependencies that do not let it start yet, by the setting `dependencies`, in the manifest's order of naming. */
  readonly unmet: readonly string[];
  /** The task's branch where there is one, here or on a remote, and git was asked: that of `work`, else by its name. */
  readonly branch: string | undefined;
  /** Ids of the tasks that name this one as a dependency. */
  readonly dependents: readonly string[];
}

/** What is true of one backlog at one moment. Frozen; every view is a projection of it (DESIGN section 2). */
export interface Snapshot {
  readonly rev: number;
  /** A name to tell backlogs apart, and the paths relative to the root. */
  readonly backlog: BacklogName;
  readonly manifestHealth: FileHealth;
  readonly stateHealth: FileHealth;
  readonly manifest: Manifest | undefined;
  readonly state: TaskState;
  /** In the manifest's order; of a doubled id only the first. */
  readonly tasks: readonly TaskView[];
  readonly byId: ReadonlyMap<string, TaskView>;
  /** State entries whose task the manifest does not have. */
  readonly orphans: readonly string[];
  readonly problems: readonly Problem[];
  /** What `manifest` and `state` were read from: for places in them, which are looked up only when they are shown. */
  readonly texts: { readonly manifest?: string; readonly state?: string };
  /** What branches and history tell; absent while git was not asked, or can't be. */
  readonly work?: RepositoryWork;
}

export interface BacklogName {
  readonly name: string;
  readonly manifestPath: string;
  readonly statePath: string;
}

/** What was read of one file. `value` with `health: 'stale'` is the last good one. */
export interface Reading<T> {
  readonly health: FileHealth;
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** The text that `value` was read from, without a byte order mark. */
  readonly text?: string;
}

/** Joins manifest and state into the one truth that all views show. */
export function buildSnapshot(input: {
  rev: number;
  backlog: BacklogName;
  manifest: Reading<Manifest>;
  state: Reading<TaskState>;
  /** The branch of a task, where git was asked and there is one. */
  branchOf?: (taskId: string) => string | undefined;
  /** What git tells of branches, worktrees and history, once it was asked. */
  work?: RepositoryWork;
  /** How ids become branches, and when a dependency is done; the defaults where it is left out. */
  settings?: Pick<Settings, 'branchPattern' | 'dependencies'>;
}): Snapshot {
  const manifest = input.manifest.value;
  const state = input.state.value ?? EMPTY_STATE;
  const { tasks, dependents } = manifest?.structure ?? { tasks: [], dependents: [] };
  const settings = input.settings ?? DEFAULT_SETTINGS;
  const recordOf = overlayOf({ state, work: input.work, settings, isTask: isAmong(tasks) });
  const byId = new Map<string, TaskView>();
  const views = tasks.map((task, place) => {
    const { entry, source, work, merge, hasLanded } = recordOf(task.id);
    const { criteria, doneCount, status } = recordedView(task, entry);
    const branch = work?.name ?? input.branchOf?.(task.id);
    // Spreading what is mostly absent takes longer than all the rest of ten thousand tasks.
    const alone = { task, status, entry, source, hasLanded, criteria, doneCount, unmet: NOTHING, branch, dependents: dependents[place] ?? NOTHING };
    const view = work || merge ? { ...alone, ...(work ? { work } : {}), ...(merge ? { merge } : {}) } : alone;
    byId.set(task.id, view);
    return view;
  });
  // A dependency may stand later, or be no task of the manifest.
  const isUnmet = (id: string) => !satisfies(byId.get(id) ?? recordOf(id), settings.dependencies);
  for (const view of views) if (view.task.dependsOn.some(isUnmet)) view.unmet = view.task.dependsOn.filter(isUnmet);
  const orphans = [...state.entries.keys()].filter((id) => !byId.has(id));
  return Object.freeze({
    rev: input.rev,
    backlog: input.backlog,
    manifestHealth: input.manifest.health,
    stateHealth: input.state.health,
    manifest,
    state,
    tasks: views,
    byId,
    orphans: manifest ? orphans : [],
    problems: [...input.manifest.problems, ...input.state.problems],
    texts: {
      ...(input.manifest.text === undefined ? {} : { manifest: input.manifest.text }),
      ...(input.state.text === undefined ? {} : { state: input.state.text }),
    },
    ...(input.work ? { work: input.work } : {}),
  });
}

const NOTHING: readonly string[] = [];
const NONE: ReadonlySet<string | undefined> = new Set();

function doneIn(task: Task, recorded: readonly string[]): ReadonlySet<string | undefined> {
  const find = criterionFinder(task);
  return new Set(recorded.map((given) => find(given)?.id));
}

/**
 * The same task under another reading of the working tree's state, such as the one found under the store's lock. What
 * branches told of it, and of its dependencies, stays.
 */
export function withState(view: TaskView, state: TaskState): TaskView {
  const entry = state.entries.get(view.task.id);
  return { ...view, ...recordedView(view.task, entry), source: { kind: entry ? 'file' : 'none' } };
}

/** Tells which ids are those of tasks, once somebody asks. */
function isAmong(tasks: readonly Task[]): (id: string) => boolean {
  let ids: ReadonlySet<string> | undefined;
  return (id) => (ids ??= new Set(tasks.map((task) => task.id))).has(id);
}

/** What an entry says of a task. */
function recordedView(task: Task, entry: StateEntry | undefined): Pick<TaskView, 'task' | 'status' | 'entry' | 'criteria' | 'doneCount'> {
  const done = entry && entry.acsCompleted.length > 0 ? doneIn(task, entry.acsCompleted) : NONE;
  let doneCount = 0;
  const criteria = task.criteria.map(({ id, text }) => {
    const isDone = done.has(id);
    if (isDone) doneCount++;
    return { id, text, isDone };
  });
  return { task, status: entry?.status ?? 'pending', entry, criteria, doneCount };
}
