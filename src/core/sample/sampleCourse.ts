import { claimMessage, commitScaffolds } from '../delegate/commitMessages';
import { parseManifest } from '../manifest/parse';
import type { Task } from '../manifest/task';
import { inScopeOf } from '../plan/scope';
import { applyPatch, newStateText } from '../state/edit';
import type { StatePatch } from '../state/patch';
import { parseState } from '../state/parse';
import { stamp } from '../state/stamp';
import type { StateEntry } from '../state/taskState';

/** Texts by path, relative to the project's root, with forward slashes. */
export type SampleFiles = Readonly<Record<string, string>>;

/** One commit of the sample's history. The commits are in the order in which they are made. */
export interface SampleCommit {
  /** `main`, or the branch of a task. */
  readonly branch: string;
  /** The branch whose tip it is the second parent of: a merge. */
  readonly merges?: string;
  readonly at: Date;
  readonly message: string;
  /** What it adds or changes. */
  readonly files: SampleFiles;
}

export const SAMPLE_MANIFEST = 'docs/backlog/virtual-task-manifest.json';
export const SAMPLE_STATE = 'docs/backlog/task-state.json';

/** The sample's own record is of a day and a half: drawn out to two weeks it is the work of one person with one agent. */
const STRETCH = 10;
const DAY_MS = 86_400_000;
/** Since then only the task in progress was worked on: a day that is not over tells nothing of a pace. */
const SINCE_MS = 26 * 3_600_000;

/** A task that the sample's record says was begun, with its times as they are told now. */
interface Begun {
  readonly task: Task;
  readonly entry: StateEntry;
  readonly from: Date;
  /** When it was completed, or when it was last worked on. */
  readonly to: Date;
  readonly files: SampleFiles;
}

/**
 * The history of the sample project as it would be had its work been done in the days before `now`: a plan, then for
 * each task a branch with its claim, a commit for each criterion with its record, and the merge of what was completed.
 * Nothing in it is made up but the time of day: tasks, criteria, order and code are the sample's own.
 */
export function sampleCourse(files: SampleFiles, now: Date): readonly SampleCommit[] {
  const begun = begunTasks(files, now);
  const first = begun[0]?.from ?? now;
  const planned = new Date(first.getTime() - DAY_MS);
  const taken = new Set(begun.flatMap((one) => Object.keys(one.files)));
  const rest = Object.entries(files).filter(([path]) => path !== SAMPLE_STATE && !taken.has(path));
  const manifest = datedAt(files[SAMPLE_MANIFEST] ?? '', planned);
  const plan: SampleCommit = { branch: 'main', at: planned, message: 'Plan the first release', files: { ...Object.fromEntries(rest), [SAMPLE_MANIFEST]: manifest } };
  return [plan, ...commitsOf(begun, manifestHash(files))];
}

function begunTasks(files: SampleFiles, now: Date): readonly Begun[] {
  const tasks = parseManifest(files[SAMPLE_MANIFEST] ?? '', SAMPLE_MANIFEST).manifest?.tasks ?? [];
  const state = parseState(files[SAMPLE_STATE] ?? '', SAMPLE_STATE).state;
  const last = Date.parse(state?.lastUpdated ?? '');
  const moved = (time: string) => new Date(now.getTime() - SINCE_MS - (last - Date.parse(time)) * STRETCH);
  const found = tasks.flatMap((task) => {
    const entry = state?.entries.get(task.id);
    if (entry?.startedAt === undefined) return [];
    const to = entry.completedAt === undefined ? now : moved(entry.completedAt);
    return [{ task, entry, from: moved(entry.startedAt), to, files: filesOf(task, files) }];
  });
  return found.sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** The code of a task: what lies in its scope, and its tests. */
function filesOf({ fileScope, tests }: Task, files: SampleFiles): SampleFiles {
  const isIn = inScopeOf(fileScope ?? []);
  const named = new Set(tests.map(({ path }) => path));
  return Object.fromEntries(Object.entries(files).filter(([path]) => named.has(path) || isIn?.(path)));
}

function manifestHash(files: SampleFiles): string | undefined {
  return parseState(files[SAMPLE_STATE] ?? '', SAMPLE_STATE).state?.manifestHash;
}

/** A manifest that was written at this time. */
function datedAt(text: string, at: Date): string {
  return text.replace(/("timestamp":\s*)"[^"]*"/, (_, key: string) => `${key}${JSON.stringify(stamp(at))}`);
}

/**
 * The tasks' commits by time. A branch is taken off `main` as it stands when the task is claimed, and brings its own
 * entry and files alone when it is merged.
 */
function commitsOf(begun: readonly Begun[], hash: string | undefined): readonly SampleCommit[] {
  const record = (text: string | undefined, patch: StatePatch) => (text === undefined ? newStateText(patch, hash) : applyPatch(text, patch));
  const steps = begun.flatMap(stepsOf).sort((a, b) => a.at.getTime() - b.at.getTime());
  const states = new Map<string, string>();
  return steps.map(({ branch, merges, at, message, files, patches }) => {
    const before = states.get(branch) ?? states.get('main');
    const after = patches.reduce<string | undefined>(record, before) ?? '';
    states.set(branch, after);
    return { branch, at, message, files: { ...files, [SAMPLE_STATE]: after }, ...(merges === undefined ? {} : { merges }) };
  });
}

interface Step extends Omit<SampleCommit, 'files'> {
  readonly files: SampleFiles;
  readonly patches: readonly StatePatch[];
}

function stepsOf({ task, entry, from, to, files }: Begun): readonly Step[] {
  const branch = `feat/${task.id}`;
  const patch = (at: Date, set: StatePatch['set']): StatePatch => ({ taskId: task.id, set, lastUpdated: stamp(at) });
  const ids = task.criteria.map(({ id }) => id);
  const claim = patch(from, { status: 'in-progress', started_at: stamp(from), acs_completed: [], acs_remaining: ids });
  const done = commitScaffolds(task).filter(({ criterionId }) => entry.acsCompleted.includes(criterionId));
  const isCompleted = entry.status === 'completed';
  // The last is not the end: a task in progress was worked on a while ago.
  const part = (to.getTime() - from.getTime()) / (done.length + 1);
  const built = done.map(({ message }, index): Step => {
    const at = new Date(from.getTime() + part * (index + 1));
    const set = { acs_completed: ids.slice(0, index + 1), acs_remaining: ids.slice(index + 1) };
    return { branch, at, message, files: share(files, index, done.length), patches: [patch(at, set)] };
  });
  const start: Step = { branch, at: from, message: claimMessage(task.id), files: {}, patches: [claim] };
  if (!isCompleted) return [start, ...built];
  const note = entry.notes === undefined ? {} : { notes: entry.notes };
  const completion = patch(to, { status: 'completed', completed_at: stamp(to), ...note });
  const end: Step = { branch, at: to, message: `chore(${task.id}): record it as completed`, files: {}, patches: [completion] };
  const all = [...[start, ...built, end].flatMap(({ patches }) => patches)];
  const merge: Step = { branch: 'main', merges: branch, at: new Date(to.getTime() + 1000), message: `Merge branch '${branch}'`, files, patches: all };
  return [start, ...built, end, merge];
}

/** The files of one of several commits, as evenly as they go. */
function share(files: SampleFiles, index: number, count: number): SampleFiles {
  return Object.fromEntries(Object.entries(files).filter((_, place) => place % count === index));
}
