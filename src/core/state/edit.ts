import {
  comparable,
  fileLayoutOf,
  freshLayout,
  isArray,
  layoutOf,
  memberIndent,
  rewriteArray,
  writeObject,
  writeValue,
  type FileLayout,
  type ObjectLayout,
} from '../json/layout';
import { membersOf, skipSpace, type ObjectRange } from '../json/members';
import { applied, lastMember, removal, trimmed, type TextEdit } from '../json/textEdit';
import { OrchestratorError } from '../orchestratorError';
import { t } from '../words';
import type { JsonValue, StatePatch } from './patch';

/** Where a new key of an entry goes. Behind `status`, a reason does not disturb the comma of the last line. */
const KEY_ORDER = ['status', 'blocked_reason', 'started_at', 'completed_at', 'acs_completed', 'acs_remaining', 'notes'];

/** A text that a patch was applied to, with what has to be known to take it back. */
export interface PatchedText {
  readonly text: string;
  /** What was done to the text before, in its offsets, the first first. They do not overlap. */
  readonly edits: readonly TextEdit[];
  /** The task's entry, to the byte; `before` is undefined where there was none. */
  readonly entry: { readonly before: string | undefined; readonly after: string };
}

/** As {@link patchText}, when only the text is wanted. */
export function applyPatch(text: string, patch: StatePatch): string {
  return patchText(text, patch).text;
}

/**
 * Applies a patch to the text of a state file and keeps every byte that need not change: unknown keys, order,
 * indentation, line ends, byte order mark, numbers, duplicates (of which the last counts). A new entry goes to the
 * end of `tasks`. The text must be valid JSON with an object at its root.
 *
 * @throws OrchestratorError `BLOCKED::STATE-INVALID` when root, `tasks` or the entry is not an object
 */
export function patchText(text: string, patch: StatePatch): PatchedText {
  let range: ObjectRange | undefined;
  // Large files are scanned once: the entries are found while the end of `tasks` is looked for.
  const root = objectAt(text, skipSpace(text, 0), t('The state file'), (key, at) => {
    if (key !== 'tasks') return undefined;
    range = text.charAt(at) === '{' ? membersOf(text, at) : undefined;
    return range?.end;
  });
  const tasks = lastMember(root, 'tasks');
  const layout = fileLayoutOf(text, root, tasks?.start ?? root.start);
  if (!tasks) {
    return patchedAfter(text, insertion(text, root, root.members.length, 'tasks', '{}', freshLayout(layout, '')), patch);
  }
  if (text.startsWith('null', tasks.start)) {
    return patchedAfter(text, { start: tasks.start, end: tasks.end, text: '{}' }, patch);
  }
  if (!range) throw notAnObject(t('"tasks" of the state file'));
  const { edit, ...entry } = entryEdit(text, root, range, layout, patch);
  const edits = [edit];
  const stamp = lastMember(root, 'last_updated');
  const value = JSON.stringify(patch.lastUpdated);
  edits.push(
    stamp
      ? { start: stamp.start, end: stamp.end, text: value }
      : insertion(text, root, root.members.indexOf(tasks), 'last_updated', value, freshLayout(layout, '')),
  );
  edits.sort((a, b) => a.start - b.start);
  return { text: edits.reduceRight(applied, text), edits, entry };
}

/** The patch on a text that had to be prepared for it: what both did is told as one edit. */
function patchedAfter(text: string, preparing: TextEdit, patch: StatePatch): PatchedText {
  const patched = patchText(applied(text, preparing), patch);
  return { ...patched, edits: [trimmed(text, { start: 0, end: text.length, text: patched.text })] };
}

/** The text of a state file that holds this patch alone, laid out as the spec's example: two spaces, a final newline. */
export function newStateText(patch: StatePatch, manifestHash?: string): string {
  const head = manifestHash === undefined ? {} : { manifest_hash: manifestHash };
  return applyPatch(`${writeValue({ ...head, last_updated: '', tasks: {} }, FRESH, '')}\n`, patch);
}

const FRESH: FileLayout = { eol: '\n', unit: '  ', colon: ': ', blockArrays: false };

function entryEdit(text: string, root: ObjectRange, range: ObjectRange, layout: FileLayout, patch: StatePatch): { edit: TextEdit } & PatchedText['entry'] {
  const indent = memberIndent(layoutOf(text, root) ?? freshLayout(layout, ''));
  const tasksLayout = layoutOf(text, range) ?? freshLayout(layout, indent);
  const entry = lastMember(range, patch.taskId);
  if (entry) {
    const near = { ...layout, blockArrays: fileLayoutOf(text, root, entry.start).blockArrays };
    const old = text.slice(entry.start, entry.end);
    const after = patchedEntry(old, patch, near, memberIndent(tasksLayout));
    return { edit: { start: entry.start, end: entry.end, text: after }, before: old, after };
  }
  const entryLayout = siblingLayout(text, range) ?? freshLayout(layout, memberIndent(tasksLayout));
  const members = Object.entries(patch.set).map(
    ([key, value]) => [key, writeValue(value, inline(layout, entryLayout), memberIndent(entryLayout))] as const,
  );
  const after = writeObject(members, entryLayout);
  return { edit: insertion(text, range, range.members.length, patch.taskId, after, tasksLayout), before: undefined, after };
}

/** The text of one entry with a patch applied, laid out like what is there. `indent` is that of the entry. */
export function patchedEntry(old: string, patch: StatePatch, file: FileLayout, indent: string): string {
  let text = old;
  objectAt(text, 0, t('The entry of {0}', patch.taskId));
  for (const key of patch.remove ?? []) {
    for (let range = membersOf(text, 0); lastMember(range, key); range = membersOf(text, 0)) {
      text = applied(text, removal(range, key));
    }
  }
  for (const [key, value] of Object.entries(patch.set)) {
    const range = membersOf(text, 0);
    const layout = layoutOf(text, range) ?? freshLayout(file, indent);
    text = applied(text, setting(text, range, key, value, inline(file, layout), layout, patch.set));
  }
  return text;
}

function setting(
  text: string,
  range: ObjectRange,
  key: string,
  value: JsonValue,
  file: FileLayout,
  layout: ObjectLayout,
  touched: StatePatch['set'],
): TextEdit {
  const indent = memberIndent(layout);
  const member = lastMember(range, key);
  if (!member) {
    return insertion(text, range, placeOf(range, key, touched), key, writeValue(value, file, indent), layout);
  }
  const { start, end } = member;
  const old = text.slice(start, end);
  if (comparable(JSON.parse(old)) === comparable(value)) return { start, end, text: old };
  const canKeep = isArray(value) && old.startsWith('[');
  return { start, end, text: canKeep ? rewriteArray(old, value, file, indent) : writeValue(value, file, indent) };
}

/**
 * The index a new key of an entry is put at: behind the keys it follows in the spec, but not behind a last line that
 * would change for its comma alone (RELIABILITY, G6: one status change is a diff of at most 6 lines).
 */
export function placeOf(range: ObjectRange, key: string, touched: object): number {
  const count = range.members.length;
  const rank = KEY_ORDER.indexOf(key);
  const before = range.members.findLastIndex((member) => {
    const other = KEY_ORDER.indexOf(member.key);
    return rank < 0 || (other >= 0 && other < rank);
  });
  const last = range.members.at(-1);
  const wouldTouchLast = before + 1 === count && count > 1 && last !== undefined && !Object.hasOwn(touched, last.key);
  return wouldTouchLast ? count - 1 : before + 1;
}

/** The edit that puts a member before the one at `index`, or behind the last; `fresh` lays out an object that is empty. */
export function insertion(text: string, range: ObjectRange, index: number, key: string, value: string, fresh: ObjectLayout): TextEdit {
  const layout = layoutOf(text, range) ?? fresh;
  const written = JSON.stringify(key) + layout.colon + value;
  const next = range.members[index];
  const last = range.members.at(-1);
  if (next) return { start: next.keyStart, end: next.keyStart, text: written + layout.separator };
  if (last) return { start: last.end, end: last.end, text: layout.separator + written };
  return { start: range.start, end: range.end, text: `{${layout.open}${written}${layout.close}}` };
}

/** The layout of the last entry that has one: entries of one file look alike. */
function siblingLayout(text: string, tasks: ObjectRange): ObjectLayout | undefined {
  const sibling = tasks.members.slice(-20).findLast((member) => /^\{\s*"/.test(text.slice(member.start, member.start + 200)));
  return sibling && layoutOf(text, membersOf(text, sibling.start));
}

/** Inside an object that stands on one line, arrays do too. */
function inline(file: FileLayout, layout: ObjectLayout): FileLayout {
  return /[\r\n]/.test(layout.open) ? file : { ...file, eol: undefined };
}

function objectAt(text: string, start: number, what: string, endOf?: Parameters<typeof membersOf>[2]): ObjectRange {
  if (text.charAt(start) === '{') return membersOf(text, start, endOf);
  throw notAnObject(what);
}

function notAnObject(what: string): OrchestratorError {
  return new OrchestratorError(
    'BLOCKED::STATE-INVALID',
    t('{0} is not an object, so nothing was written', what),
    t('Mend that place by hand, or take the last version from git.'),
  );
}
