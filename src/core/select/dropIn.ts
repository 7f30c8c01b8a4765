/**
 * The answers of the project script `vtm-status.mjs`, which `vtm` replaces (DESIGN section 3, "Selection",
 * and section 4). They rest on the parsed JSON alone: no schema, no snapshot, so that they start as fast as
 * the script did. Types are met loosely here, since nothing has checked the files.
 */

/** The script's flags, in the order in which it lists them. */
export const DROP_IN_FLAGS = ['--dashboard', '--next', '--status', '--blocked'] as const;

export type DropInFlag = (typeof DROP_IN_FLAGS)[number];

/** What goes to standard output as JSON, and the exit code. */
export interface DropInAnswer {
  readonly output: unknown;
  readonly exitCode: 0 | 1;
}

type Json = Readonly<Record<string, unknown>>;

const WAITING = 'Waiting on dependencies';

/** Answers one flag. Use {@link unusable} first: what it refuses reads here as empty. */
export function dropIn(flag: DropInFlag, manifest: unknown, state: unknown): DropInAnswer {
  const backlog = new Backlog(manifest, state);
  switch (flag) {
    case '--dashboard':
      return { output: dashboard(backlog), exitCode: 0 };
    case '--next':
      return next(backlog);
    case '--status':
      return { output: status(backlog), exitCode: 0 };
    case '--blocked':
      return { output: blocked(backlog), exitCode: 0 };
  }
}

/** Why the two parsed files can't be a manifest and a state, if so. A manifest without `tasks` is an empty one. */
export function unusable(manifest: unknown, state: unknown): string | undefined {
  if (!isObject(manifest)) return 'the manifest must be a JSON object';
  if (manifest['tasks'] != null && !Array.isArray(manifest['tasks'])) return 'tasks of the manifest must be an array';
  if (!isObject(state)) return 'the state must be a JSON object';
  if (state['tasks'] != null && !isObject(state['tasks'])) return 'tasks of the state must be an object of entries by task id';
  return undefined;
}

/** The first manifest object with this id, and its entry in the state file. */
export function findTask(id: string, manifest: unknown, state: unknown): { task: Json; entry: unknown } | undefined {
  const backlog = new Backlog(manifest, state);
  const task = backlog.tasks.find((candidate) => candidate['task_id'] === id);
  return task && { task, entry: backlog.entryOf(task) };
}

/** All ids of the manifest that are texts, in its order. */
export function taskIds(manifest: unknown): string[] {
  return new Backlog(manifest, undefined).tasks.map((task) => task['task_id']).filter((id) => typeof id === 'string');
}

/** The task of the manifest file as `--next` prints it: values as they stand, defaults where there are none. */
export function nextOutput(task: Json): Json {
  const est = task['est'];
  return {
    task_id: task['task_id'],
    title: task['title'],
    description: task['description'] || '',
    risk: task['risk'],
    phase: task['phase'],
    slice: task['slice'],
    size: (isObject(est) && est['size']) || 'M',
    acceptance_criteria: task['acceptance_criteria'] || [],
    depends_on_tasks: task['depends_on_tasks'] || [],
    related_specs: task['related_specs'] || [],
    related_adrs: task['related_adrs'] || [],
    related_guides: task['related_guides'] || [],
    test_verification: task['test_verification'] || [],
  };
}

/** The two files, as far as they have the right shape. */
class Backlog {
  readonly tasks: readonly Json[];
  /** The state's entries by task id. */
  readonly entries: Json;
  readonly ids: readonly string[];
  readonly completed: ReadonlySet<unknown>;

  constructor(manifest: unknown, state: unknown) {
    const tasks: unknown = isObject(manifest) ? manifest['tasks'] : undefined;
    const entries = isObject(state) ? state['tasks'] : undefined;
    this.tasks = Array.isArray(tasks) ? tasks.filter(isObject) : [];
    this.entries = isObject(entries) ? entries : {};
    this.ids = Object.keys(this.entries);
    this.completed = new Set(this.idsWith('completed'));
  }

  /** Ids with exactly this status, whether the manifest has them or not. */
  idsWith(wanted: string): string[] {
    return this.ids.filter((id) => statusIn(this.entries[id]) === wanted);
  }

  entryOf(task: Json): unknown {
    const id = task['task_id'];
    if (typeof id !== 'string' && typeof id !== 'number') return undefined;
    return Object.hasOwn(this.entries, id) ? this.entries[id] : undefined;
  }

  isPending(task: Json): boolean {
    const entry = this.entryOf(task);
    return entry == null || statusIn(entry) === 'pending';
  }

  missing(task: Json): unknown[] {
    return dependenciesOf(task).filter((id) => !this.completed.has(id));
  }

  eligible(): Json[] {
    return this.tasks.filter((task) => this.isPending(task) && dependenciesOf(task).every((id) => this.completed.has(id)));
  }
}

function pick(eligible: readonly Json[]): Json | undefined {
  const first = (risk: string) => eligible.find((task) => task['risk'] === risk);
  return first('High') ?? first('Medium') ?? first('Low') ?? eligible[0];
}

function next(backlog: Backlog): DropInAnswer {
  const task = pick(backlog.eligible());
  if (task) return { output: nextOutput(task), exitCode: 0 };
  const reason = 'All tasks are either completed, in-progress, blocked, or waiting on dependencies';
  return { output: { error: 'No eligible tasks', reason }, exitCode: 1 };
}

function dashboard(backlog: Backlog): Json {
  const eligible = backlog.eligible();
  const task = pick(eligible);
  const completed = backlog.completed.size;
  const total = backlog.tasks.length;
  return {
    progress: { completed, total, percentage: total === 0 ? 0 : Number(((completed / total) * 100).toFixed(1)) },
    next_task: task ? { task_id: task['task_id'], title: task['title'], risk: task['risk'] } : null,
    in_progress: backlog.idsWith('in-progress').length,
    blocked: backlog.idsWith('blocked').length,
    eligible: eligible.length,
  };
}

function status(backlog: Backlog): Json {
  return {
    by_phase: countBy(backlog, 'phase'),
    by_slice: countBy(backlog, 'slice'),
    by_risk: openByRisk(backlog),
    recent_completed: recentlyCompleted(backlog),
    in_progress_tasks: backlog.idsWith('in-progress'),
  };
}

function countBy(backlog: Backlog, key: 'phase' | 'slice'): Json {
  const groups = new Map<string, { completed: number; total: number }>();
  for (const task of backlog.tasks) {
    const name = keyText(task[key]);
    const group = groups.get(name) ?? { completed: 0, total: 0 };
    groups.set(name, group);
    group.total++;
    if (statusIn(backlog.entryOf(task)) === 'completed') group.completed++;
  }
  return Object.fromEntries(groups);
}

function openByRisk(backlog: Backlog): Json {
  const counts = new Map([['High', 0], ['Medium', 0], ['Low', 0]]);
  for (const task of backlog.tasks) {
    const at = statusIn(backlog.entryOf(task));
    if (at === 'completed' || at === 'abandoned') continue;
    const risk = keyText(task['risk']);
    counts.set(risk, (counts.get(risk) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** The five latest; times that can't be read come last. */
function recentlyCompleted(backlog: Backlog): Json[] {
  return backlog
    .idsWith('completed')
    .map((id) => ({ task_id: id, completed_at: field(backlog.entries[id], 'completed_at') }))
    .filter((entry) => entry.completed_at)
    .map((entry) => ({ entry, time: timeOf(entry.completed_at) }))
    .sort((a, b) => (a.time === b.time ? 0 : b.time - a.time))
    .slice(0, 5)
    .map(({ entry }) => entry);
}

function blocked(backlog: Backlog): Json[] {
  const found: Json[] = [];
  for (const task of backlog.tasks) {
    const entry = backlog.entryOf(task);
    const at = statusIn(entry);
    const missing = backlog.missing(task);
    if (at !== 'blocked' && !(missing.length > 0 && backlog.isPending(task))) continue;
    found.push({
      task_id: task['task_id'],
      title: task['title'],
      risk: task['risk'],
      blocked_reason: field(entry, 'blocked_reason') || WAITING,
      missing_dependencies: missing,
      status: at ?? 'pending',
    });
  }
  return found;
}

/** A dependency given as one text counts as a list of one. */
function dependenciesOf(task: Json): readonly unknown[] {
  const given = task['depends_on_tasks'];
  if (Array.isArray(given)) return given;
  return typeof given === 'string' && given !== '' ? [given] : [];
}

function statusIn(entry: unknown): unknown {
  return field(entry, 'status');
}

function field(entry: unknown, key: string): unknown {
  return isObject(entry) && Object.hasOwn(entry, key) ? entry[key] : undefined;
}

function timeOf(value: unknown): number {
  const time = typeof value === 'string' || typeof value === 'number' ? new Date(value).getTime() : Number.NaN;
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** A value as the key of an object; a list or an object is told by its JSON. */
function keyText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
