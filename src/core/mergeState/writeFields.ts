import { fileLayoutOf, freshLayout, layoutOf, memberIndent, type FileLayout } from '../json/layout';
import { membersOf } from '../json/members';
import { relaid } from '../json/relay';
import { applied, lastMember, removal } from '../json/textEdit';
import { insertion, patchedEntry, placeOf } from '../state/edit';
import { MARKS } from '../state/mergeMarks';
import type { JsonValue } from '../state/patch';
import type { Put } from './fields';
import type { Side } from './side';

/** What is written into an object. */
export interface Writing {
  readonly puts: ReadonlyMap<string, Put | undefined>;
  /** Its marks after the merge, JSON texts; undefined leaves them. */
  readonly marks: readonly string[] | undefined;
}

/** An object of ours in its place: `indent` is that of the line on which it begins, and `start` its offset in our text. */
interface Place {
  readonly ours: Side;
  readonly theirs: Side;
  readonly indent: string;
  readonly start: number;
}

/** The text of an object of ours with what the merge makes of it; every byte that need not change stays. */
export function writtenObject(entry: string, theirEntry: string, { puts, marks }: Writing, place: Place): string {
  const { ours, theirs, indent } = place;
  const set: [string, JsonValue][] = [];
  const remove: string[] = [];
  const raw: [string, string][] = [];
  for (const [key, put] of puts) {
    if (put === undefined) remove.push(key);
    else if ('value' in put) set.push([key, put.value]);
    else raw.push([key, put.raw]);
  }
  const file = set.length > 0 ? { ...ours.layout, blockArrays: fileLayoutOf(ours.text, ours.root, place.start).blockArrays } : ours.layout;
  let text = patchedEntry(entry, { taskId: '', set: Object.fromEntries(set), remove, lastUpdated: '' }, file, indent);
  const theirIndent = memberIndent(layoutOf(theirEntry, membersOf(theirEntry, 0)) ?? freshLayout(theirs.layout, ''));
  const touched = Object.fromEntries(puts);
  for (const [key, value] of raw) {
    const from = { indent: theirIndent, unit: theirs.layout.unit };
    text = withMember(text, key, (to, eol) => relaid(value, from, { indent: to, unit: ours.layout.unit }, eol), { file: ours.layout, indent, index: (range) => placeOf(range, key, touched) });
  }
  return marks ? withMarks(text, marks, ours.layout, indent) : text;
}

/** An object with these marks and no others; without any, the key goes. */
function withMarks(text: string, marks: readonly string[], file: FileLayout, indent: string): string {
  if (marks.length === 0) return applied(text, removal(membersOf(text, 0), MARKS));
  const write = (to: string, eol: string | undefined) => (eol === undefined ? `[${marks.join(', ')}]` : `[${eol}${to}${file.unit}${marks.join(`,${eol}${to}${file.unit}`)}${eol}${to}]`);
  return withMember(text, MARKS, write, { file, indent, index: ({ members }) => members.length });
}

interface Where {
  readonly file: FileLayout;
  readonly indent: string;
  /** Before which member a new one is put. */
  index(range: ReturnType<typeof membersOf>): number;
}

/** The object with one member set. `write` is told the indentation of the member's line, and the line ends if there are any. */
function withMember(text: string, key: string, write: (indent: string, eol: string | undefined) => string, { file, indent, index }: Where): string {
  const range = membersOf(text, 0);
  const layout = layoutOf(text, range) ?? freshLayout(file, indent);
  const value = write(memberIndent(layout), /[\r\n]/.test(layout.open) ? file.eol : undefined);
  const member = lastMember(range, key);
  return applied(text, member ? { start: member.start, end: member.end, text: value } : insertion(text, range, index(range), key, value, layout));
}
