import { fileLayoutOf, freshLayout, layoutOf, memberIndent, writeObject, type FileLayout, type ObjectLayout } from '../json/layout';
import { membersOf, skipSpace, type ObjectRange } from '../json/members';
import { appliedAll, lastMember, removals, type TextEdit } from '../json/textEdit';
import { OrchestratorError } from '../orchestratorError';
import { insertion, patchedEntry } from '../state/edit';
import { t } from '../words';
import type { Migration, Proposal } from './migration';

/** The object at the top of a state file that keeps entries of tasks that are gone, by id. Other programs pass it over. */
const ARCHIVE = 'archived';

export interface MigratedState {
  readonly text: string;
  /** In the offsets of the text before, the first first; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

export interface MigrationStamp {
  /** For `manifest_hash`; undefined leaves it. */
  readonly manifestHash: string | undefined;
  /** For `last_updated`: ISO 8601 in UTC. */
  readonly lastUpdated: string;
}

/**
 * Writes the accepted proposals into the text of a state file. Every entry keeps its bytes, under its own id, under
 * its new one, or in the archive; only lists of criteria are rewritten. An entry that loses recorded criteria is kept
 * in the archive as it was. Without proposals only the two fields of `stamp` are written.
 *
 * @param text valid JSON with an object at its root
 * @throws OrchestratorError `BLOCKED::STATE-INVALID` when root, `tasks`, an entry or the archive is not an object
 */
export function migratedState(text: string, { proposals }: Pick<Migration, 'proposals'>, accepted: ReadonlySet<string>, stamp: MigrationStamp): MigratedState {
  const root = objectAt(text, skipSpace(text, 0), t('the state file'));
  const tasksMember = lastMember(root, 'tasks');
  const layout = fileLayoutOf(text, root, tasksMember?.start ?? root.start);
  const taken = proposals.filter(({ id }) => accepted.has(id));
  const edits: TextEdit[] = [];
  if (tasksMember && text.charAt(tasksMember.start) === '{') {
    const tasks = membersOf(text, tasksMember.start);
    const steps = stepsOf(taken);
    const indent = memberIndent(layoutOf(text, root) ?? freshLayout(layout, ''));
    const tasksLayout = layoutOf(text, tasks) ?? freshLayout(layout, indent);
    edits.push(...entryEdits(text, { root, tasks, layout, tasksLayout }, steps), ...removals(tasks, ({ key }) => steps.archived.has(key)));
    const archive = archivedMembers(text, tasks, steps);
    if (archive.length > 0) edits.push(archiving(text, root, archive, tasksLayout, layout));
  }
  edits.push(...stamps(text, root, layout, stamp));
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return { text: appliedAll(text, edits), edits };
}

interface Steps {
  /** New ids by old ones. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;
  /** Goes from `tasks` to the archive. */
  readonly archived: ReadonlySet<string>;
  /** Stays, and is kept in the archive as it was. */
  readonly copied: ReadonlySet<string>;
}

/** A criteria step of an entry that is to be renamed goes with the renaming. */
function stepsOf(taken: readonly Proposal[]): Steps {
  const renames = taken.filter((one) => one.kind === 'rename');
  const renamed = new Map(renames.map(({ taskId, to }) => [taskId, to.id]));
  const criteria = taken.filter((one) => one.kind === 'criteria').filter(({ taskId, task }) => task.id === (renamed.get(taskId) ?? taskId));
  return {
    renamed,
    lists: new Map(criteria.map(({ taskId, change }) => [taskId, change.lists])),
    archived: new Set(taken.filter(({ kind }) => kind === 'archive').map(({ taskId }) => taskId)),
    copied: new Set(criteria.filter(({ change }) => change.lost.length > 0).map(({ taskId }) => taskId)),
  };
}

interface Around {
  readonly root: ObjectRange;
  readonly tasks: ObjectRange;
  readonly layout: FileLayout;
  readonly tasksLayout: ObjectLayout;
}

/** Of a doubled id each is renamed, and the last, which counts, has its lists rewritten. */
function entryEdits(text: string, { root, tasks, layout, tasksLayout }: Around, { renamed, lists }: Steps): readonly TextEdit[] {
  const last = new Map(tasks.members.map((member) => [member.key, member]));
  return tasks.members.flatMap((member) => {
    const name = renamed.get(member.key);
    const set = last.get(member.key) === member ? lists.get(member.key) : undefined;
    const edits: TextEdit[] = name === undefined ? [] : [{ start: member.keyStart, end: member.keyEnd, text: JSON.stringify(name) }];
    if (set && Object.keys(set).length > 0) {
      const near = { ...layout, blockArrays: fileLayoutOf(text, root, member.start).blockArrays };
      const patch = { taskId: member.key, set, lastUpdated: '' };
      edits.push({ start: member.start, end: member.end, text: patchedEntry(text.slice(member.start, member.end), patch, near, memberIndent(tasksLayout)) });
    }
    return edits;
  });
}

/** Ids and bytes, in the order of the file. */
function archivedMembers(text: string, tasks: ObjectRange, { archived, copied }: Steps): readonly (readonly [string, string])[] {
  return tasks.members.filter(({ key }) => archived.has(key) || copied.has(key)).map(({ key, start, end }) => [key, text.slice(start, end)]);
}

/** What was archived under an id before stays: another entry of that id goes beside it, as `ID (2)`. */
function archiving(text: string, root: ObjectRange, entries: readonly (readonly [string, string])[], tasksLayout: ObjectLayout, file: FileLayout): TextEdit {
  const member = lastMember(root, ARCHIVE);
  if (!member) {
    const written = writeObject(named(entries, new Map()), tasksLayout);
    return insertion(text, root, root.members.length, ARCHIVE, written, freshLayout(file, ''));
  }
  const archive = objectAt(text, member.start, t('"{0}" of the state file', ARCHIVE));
  const before = new Map(archive.members.map(({ key, start, end }) => [key, text.slice(start, end)]));
  const fresh = named(entries, before);
  const last = archive.members.at(-1);
  if (!last) return { start: archive.start, end: archive.end, text: writeObject(fresh, tasksLayout) };
  const layout = layoutOf(text, archive) ?? tasksLayout;
  const written = fresh.map(([key, value]) => `${layout.separator}${JSON.stringify(key)}${layout.colon}${value}`);
  return { start: last.end, end: last.end, text: written.join('') };
}

function named(entries: readonly (readonly [string, string])[], before: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const all = new Map(before);
  return entries.flatMap(([id, bytes]) => {
    let name = id;
    for (let turn = 2; all.has(name) && all.get(name) !== bytes; turn++) name = `${id} (${turn})`;
    if (all.has(name)) return [];
    all.set(name, bytes);
    return [[name, bytes] as const];
  });
}

function stamps(text: string, root: ObjectRange, file: FileLayout, { manifestHash, lastUpdated }: MigrationStamp): readonly TextEdit[] {
  const wanted = [...(manifestHash === undefined ? [] : [['manifest_hash', manifestHash] as const]), ['last_updated', lastUpdated] as const];
  const edits = wanted.flatMap(([key, value]) => {
    const member = lastMember(root, key);
    return member ? [{ start: member.start, end: member.end, text: JSON.stringify(value) }] : [];
  });
  const missing = wanted.filter(([key]) => !lastMember(root, key));
  if (missing.length === 0) return edits;
  const [first, second] = missing.map(([key, value]) => [key, JSON.stringify(value)] as const);
  if (!first) return edits;
  const layout = layoutOf(text, root) ?? freshLayout(file, '');
  // The time follows the hash, as in a file that is newly made.
  const index = first[0] === 'last_updated' ? root.members.findLastIndex(({ key }) => key === 'manifest_hash') + 1 : 0;
  const value = second ? `${first[1]}${layout.separator}${JSON.stringify(second[0])}${layout.colon}${second[1]}` : first[1];
  return [...edits, insertion(text, root, index, first[0], value, freshLayout(file, ''))];
}

function objectAt(text: string, start: number, what: string): ObjectRange {
  if (text.charAt(start) === '{') return membersOf(text, start);
  throw new OrchestratorError('BLOCKED::STATE-INVALID', t('{0} is not an object, so nothing was written', what), t('Mend that place by hand, or take the last version from git.'));
}
