import { itemsOf, membersOf } from '../json/members';
import { meaningOf } from '../json/meaning';
import { MARKS } from '../state/mergeMarks';
import { fieldsOf, type Fields } from './side';

/** Two values that can't both be right, one of which stands in the file while both are in its mark. */
export interface MergeConflict {
  /** Undefined where it is a field of the file itself. */
  readonly taskId?: string;
  readonly field: string;
  /** JSON texts. */
  readonly ours: string;
  readonly theirs: string;
}

/**
 * The marks of an object after a merge: those that neither side has settled, and the new ones, each once. An item that is
 * no mark of ours stays as it is.
 *
 * @returns JSON texts, ours first; undefined where ours need not change
 */
export function marksAfter(base: Fields, ours: Fields, theirs: Fields, fresh: readonly MergeConflict[]): readonly string[] | undefined {
  const [before, mine, other] = [base, ours, theirs].map((fields) => marksIn(fields.get(MARKS)));
  if (!before || !mine || !other) return undefined;
  const marks = new Map<string, string>();
  for (const [key, text] of mine) if (other.has(key) || !before.has(key)) marks.set(key, text);
  for (const [key, text] of other) if (!mine.has(key) && !before.has(key)) marks.set(key, text);
  for (const text of fresh.map(markText)) if (!marks.has(keyOf(text))) marks.set(keyOf(text), text);
  const isSame = marks.size === mine.size && [...marks.keys()].every((key) => mine.has(key));
  return isSame ? undefined : [...marks.values()];
}

/** One conflict in the file: an object on a line of its own. */
function markText({ taskId, field, ours, theirs }: MergeConflict): string {
  const task = taskId === undefined ? '' : `"task": ${JSON.stringify(taskId)}, `;
  return `{ ${task}"field": ${JSON.stringify(field)}, "ours": ${onOneLine(ours)}, "theirs": ${onOneLine(theirs)} }`;
}

function onOneLine(value: string): string {
  return value.replace(/\s*[\r\n]\s*/g, ' ');
}

/** Marks by what they say, whichever side is called ours. */
function marksIn(list: string | undefined): ReadonlyMap<string, string> {
  if (list?.startsWith('[') !== true) return new Map();
  const texts = itemsOf(list, 0).items.map(({ start, end }) => onOneLine(list.slice(start, end)));
  return new Map(texts.map((text) => [keyOf(text), text]));
}

function keyOf(mark: string): string {
  if (!mark.startsWith('{')) return meaningOf(mark);
  const { ours = '', theirs = '', ...rest } = Object.fromEntries([...fieldsOf(mark, membersOf(mark, 0))].map(([key, value]) => [key, meaningOf(value)]));
  return JSON.stringify([Object.entries(rest).sort(), [ours, theirs].sort()]);
}
