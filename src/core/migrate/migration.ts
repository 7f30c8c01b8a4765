import { diffManifests, type ManifestDiff } from '../manifest/diff';
import type { Task } from '../manifest/task';
import type { StateEntry, TaskState } from '../state/taskState';
import { counted, t } from '../words';
import { criteriaChange, isAnyChange, type CriteriaChange } from './criteriaChange';
import { proposeRenames, type Rename } from './renames';
import { byText } from './words';

/** What the state file would become under today's manifest, in steps of which each may be turned down. */
export interface Migration {
  /** By kind (renames, criteria, archive, links), and by id of the entry. */
  readonly proposals: readonly Proposal[];
  /** What a person should know and nothing can be done about, as sentences with the task's id first. */
  readonly notes: readonly MigrationNote[];
  /** From the former manifest to today's; absent where no former one is known. */
  readonly diff?: ManifestDiff;
  /** Entries that stay as they are. */
  readonly kept: number;
}

export interface MigrationNote {
  readonly taskId: string;
  /** A sentence without a full stop. */
  readonly text: string;
}

/** `taskId` is the key of the entry as the state file has it now. `id` names the proposal: `rename OLD--T01`. */
export type Proposal =
  | { readonly kind: 'rename'; readonly id: string; readonly taskId: string; readonly from: Task; readonly to: Task; readonly score: number; readonly entry: StateEntry }
  | { readonly kind: 'criteria'; readonly id: string; readonly taskId: string; readonly task: Task; readonly change: CriteriaChange; readonly entry: StateEntry }
  | { readonly kind: 'archive'; readonly id: string; readonly taskId: string; /** As the former manifest had it. */ readonly former: Task | undefined; readonly entry: StateEntry }
  /** The branch keeps its name and is told which task it is now. */
  | { readonly kind: 'link'; readonly id: string; readonly taskId: string; readonly branch: string; readonly to: Task };

export interface MigrationInput {
  /** The tasks the state was recorded against, if they are known. */
  readonly before: readonly Task[] | undefined;
  readonly after: readonly Task[];
  readonly state: TaskState;
  /** The local branch of a task that is gone, by its id; undefined where there is none. */
  readonly branchOf?: (taskId: string) => string | undefined;
}

/**
 * Proposes how the state follows the manifest: entries of tasks that got another id are renamed, recorded criteria
 * are carried over by their text, and entries whose task is gone are archived. Pure, and independent of the order in
 * which tasks and entries stand. A status is never changed.
 */
export function proposeMigration({ before, after, state, branchOf }: MigrationInput): Migration {
  const diff = before && diffManifests(before, after);
  const former = firstById(before ?? []);
  const today = firstById(after);
  const renames = diff ? renamesOf(diff, state) : new Map<string, Rename>();
  const found: Proposal[] = [];
  const notes: MigrationNote[] = [];
  for (const [taskId, entry] of state.entries) {
    const rename = renames.get(taskId);
    const old = former.get(taskId);
    const task = rename?.to ?? today.get(taskId);
    if (!task) found.push({ kind: 'archive', id: `archive ${taskId}`, taskId, former: old, entry });
    if (rename) found.push({ kind: 'rename', id: `rename ${taskId}`, taskId, ...rename, entry });
    const branch = rename && branchOf?.(taskId);
    if (rename && branch !== undefined) found.push({ kind: 'link', id: `link ${taskId}`, taskId, branch, to: rename.to });
    if (!task || !old) continue;
    const change = criteriaChange(entry, old, task);
    if (isAnyChange(change)) found.push({ kind: 'criteria', id: `criteria ${taskId}`, taskId, task, change, entry });
    notes.push(...notesOf(taskId, entry, old, task, change));
  }
  const touched = new Set(found.map(({ taskId }) => taskId));
  return {
    proposals: found.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || byText(a.taskId, b.taskId)),
    notes: notes.sort((a, b) => byText(a.taskId, b.taskId)),
    ...(diff ? { diff } : {}),
    kept: state.entries.size - touched.size,
  };
}

const KINDS: readonly Proposal['kind'][] = ['rename', 'criteria', 'archive', 'link'];

/** By the old id. A task that has a record of its own already is nobody's new name. */
function renamesOf({ removed, added }: ManifestDiff, { entries }: TaskState): ReadonlyMap<string, Rename> {
  const free = added.filter(({ id }) => !entries.has(id));
  return new Map(proposeRenames(unique(removed), unique(free)).map((rename) => [rename.from.id, rename]));
}

function notesOf(taskId: string, entry: StateEntry, old: Task, task: Task, { lost, moved }: CriteriaChange): readonly MigrationNote[] {
  const isOver = entry.status === 'completed';
  const reworded = moved.filter(({ isReworded }) => isReworded).length;
  const odd = entry.notUnderstood?.find((key) => key.startsWith('acs_'));
  const texts = [
    ...(old.id === task.id && old.title !== task.title ? [t('its title was "{0}" and is "{1}"', old.title, task.title)] : []),
    ...(odd === undefined ? [] : [t('its {0} is not a list of criterion ids, so its criteria stay as they are', odd)]),
    ...(isOver && lost.length > 0 ? [t('it stays completed, though criteria it was completed with are gone')] : []),
    ...(isOver && task.criteria.length > old.criteria.length ? [t('it stays completed, though it has new criteria')] : []),
    ...(reworded > 0 ? [counted(reworded, '{0} recorded criterion is in other words now', '{0} recorded criteria are in other words now')] : []),
  ];
  return texts.map((text) => ({ taskId, text }));
}

function firstById(tasks: readonly Task[]): ReadonlyMap<string, Task> {
  return new Map(unique(tasks).map((task) => [task.id, task]));
}

function unique(tasks: readonly Task[]): readonly Task[] {
  const seen = new Set<string>();
  return tasks.filter(({ id }) => !seen.has(id) && seen.add(id));
}
