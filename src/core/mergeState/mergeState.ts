import { freshLayout, writeValue, type FileLayout } from '../json/layout';
import { relaid, type Standing } from '../json/relay';
import { appliedAll, applied, lastMember, type TextEdit } from '../json/textEdit';
import type { Refusal } from '../ports';
import { ok, type Result } from '../result';
import { insertion } from '../state/edit';
import { marksAfter, type MergeConflict } from './conflict';
import type { Put } from './fields';
import { mergeFileFields } from './mergeFields';
import { mergeSection } from './mergeSection';
import { fieldsOf, readSide, SECTIONS, type Side } from './side';
import { writtenObject, type Writing } from './writeFields';

/** The three forms of a state file. */
export interface Sides {
  /** What both grew from; undefined or blank where there was none. */
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

export interface MergedState {
  readonly text: string;
  /** What a person has to decide: one value stands, and both are in a mark inside the file, which is valid JSON. */
  readonly conflicts: readonly MergeConflict[];
  /** Ids of entries in which what both sides recorded is put together. */
  readonly combined: readonly string[];
  /** Ids of entries that are as theirs has them. */
  readonly taken: readonly string[];
}

/**
 * Merges two forms of a state file by what they say: task by task and field by field (README, "Merging"). It starts from the
 * text of ours and changes only the bytes that have to change. The same whichever side is called ours, but for the order of
 * things and the names in the marks. A base that can't be read counts as none: then nothing is taken for removed.
 *
 * @returns `BLOCKED::STATE-INVALID` where one of the two sides is no state file
 */
export function mergeState({ base, ours, theirs }: Sides): Result<MergedState, Refusal> {
  const other = readSide(theirs, 'theirs');
  const own = readSide(ours, 'ours');
  if (!own.ok) return own;
  if (!other.ok) return other;
  const before = base === undefined || base.trim() === '' ? undefined : readSide(base, 'base');
  return ok(merged(before?.ok === true ? before.value : undefined, withTasks(own.value, other.value), other.value));
}

function merged(base: Side | undefined, ours: Side, theirs: Side): MergedState {
  const sections = SECTIONS.filter((section) => ours.sections.has(section) && (section === 'tasks' || theirs.sections.has(section)));
  const merges = sections.map((section) => mergeSection(section, base, ours, theirs));
  const [before, mine, other] = [base, ours, theirs].map((side) => fieldsOf(side?.text ?? '', side?.root));
  const { puts, conflicts } = mergeFileFields(before ?? new Map(), mine ?? new Map(), other ?? new Map(), new Set<string>(sections));
  const unmarked = [...conflicts, ...merges.flatMap((one) => one.unmarked)];
  const marks = marksAfter(before ?? new Map(), mine ?? new Map(), other ?? new Map(), unmarked);
  const { edits, rest } = inPlace(ours, theirs, puts);
  const all = [...edits, ...merges.flatMap((one) => one.edits)].sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    text: atTheTop(appliedAll(ours.text, all), { puts: rest, marks }, ours, theirs),
    conflicts: [...unmarked, ...merges.flatMap((one) => one.conflicts)],
    combined: merges.flatMap(({ combined }) => combined),
    taken: merges.flatMap(({ taken }) => taken),
  };
}

/** Our file with an object of entries, where only theirs has one. */
function withTasks(ours: Side, theirs: Side): Side {
  if (ours.sections.has('tasks') || !theirs.sections.has('tasks')) return ours;
  const { text, root, layout } = ours;
  const empty = lastMember(root, 'tasks');
  const edit = empty ? { start: empty.start, end: empty.end, text: '{}' } : insertion(text, root, root.members.length, 'tasks', '{}', freshLayout(layout, ''));
  const made = readSide(applied(text, edit), 'ours');
  return made.ok ? made.value : ours;
}

/** Values that take the place of others, as edits of our text; what is new or goes is left for later. */
function inPlace({ root, layout }: Side, theirs: Side, puts: ReadonlyMap<string, Put | undefined>): { readonly edits: readonly TextEdit[]; readonly rest: ReadonlyMap<string, Put | undefined> } {
  const edits: TextEdit[] = [];
  const rest = new Map<string, Put | undefined>();
  for (const [key, put] of puts) {
    const member = lastMember(root, key);
    if (!member || !put) rest.set(key, put);
    else edits.push({ start: member.start, end: member.end, text: 'raw' in put ? relaid(put.raw, atTop(theirs.layout), atTop(layout), layout.eol) : writeValue(put.value, layout, layout.unit) });
  }
  return { edits, rest };
}

/** Where the fields of a file stand. */
function atTop({ unit }: FileLayout): Standing {
  return { indent: unit, unit };
}

/** New keys of the file and its own marks: seldom, and it costs a look at the whole text. */
function atTheTop(text: string, writing: Writing, ours: Side, theirs: Side): string {
  if (writing.puts.size === 0 && !writing.marks) return text;
  const { start, end } = ours.root;
  const tail = ours.text.length - end;
  const root = text.slice(start, text.length - tail);
  const written = writtenObject(root, theirs.text.slice(theirs.root.start, theirs.root.end), writing, { ours, theirs, indent: '', start });
  return text.slice(0, start) + written + text.slice(text.length - tail);
}
