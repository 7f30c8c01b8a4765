/** The key, in an entry or at the top of a state file, under which a merge lists what it could not decide. Other programs pass it over. */
export const MARKS = 'merge_conflicts';

/** The kind of the problem that a mark is. */
export const MERGE_CONFLICT = 'merge-conflict';

/** A mark as it is read back. `index` is its place in the list. */
export interface MergeMark {
  readonly index: number;
  /** The entry it is about, where it does not stand in that entry. */
  readonly task?: string;
  readonly field: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** The marks of an entry, or of the file; what is no mark is passed over. */
export function mergeMarks(holder: unknown): readonly MergeMark[] {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, MARKS)) return [];
  const list = (holder as Record<string, unknown>)[MARKS];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index): readonly MergeMark[] => {
    const { task, field, ours, theirs } = (item ?? {}) as Record<string, unknown>;
    if (typeof field !== 'string' || ours === undefined || theirs === undefined) return [];
    return [{ index, field, ours, theirs, ...(typeof task === 'string' ? { task } : {}) }];
  });
}
