import { editsOf, type JsonChange } from '../json/changes';
import { appliedAll } from '../json/textEdit';
import type { JsonPath } from '../problem';
import { MARKS, mergeMarks, type MergeMark } from '../state/mergeMarks';
import { SECTIONS } from './side';

/** A mark of a state file with its place. */
export interface PlacedMark {
  readonly mark: MergeMark;
  /** The entry it is about; undefined where it is the file itself. */
  readonly taskId: string | undefined;
  readonly path: JsonPath;
  /** What it is about. */
  readonly field: JsonPath;
}

/** All marks of a state file, given as its value. */
export function marksOf(state: unknown): readonly PlacedMark[] {
  const entries = SECTIONS.flatMap((section) => {
    const held = Object.hasOwn(Object(state) as object, section) ? (state as Record<string, unknown>)[section] : undefined;
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return [];
    return Object.entries(held).flatMap(([id, entry]) => placed(entry, [section, id], id));
  });
  return [...placed(state, [], undefined), ...entries];
}

/** The changes that settle a mark in favour of one side, whichever value stands. */
export function settling({ path, field }: PlacedMark, side: 'ours' | 'theirs'): readonly JsonChange[] {
  return [
    { kind: 'copy', path: field, from: [...path, side] },
    { kind: 'remove', path, withList: true },
  ];
}

/** The text with all its marks settled in favour of one side. */
export function settled(text: string, side: 'ours' | 'theirs'): string {
  const state: unknown = JSON.parse(text.replace('\uFEFF', ''));
  return appliedAll(text, editsOf(text, marksOf(state).flatMap((mark) => settling(mark, side))));
}

function placed(holder: unknown, at: JsonPath, taskId: string | undefined): readonly PlacedMark[] {
  return mergeMarks(holder).map((mark) => ({
    mark,
    taskId: taskId ?? mark.task,
    path: [...at, MARKS, mark.index],
    field: mark.task === undefined || at.length > 0 ? [...at, mark.field] : [mark.field, mark.task],
  }));
}
