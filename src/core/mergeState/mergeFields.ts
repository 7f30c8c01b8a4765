import { MARKS, mergeMarks } from '../state/mergeMarks';
import { hasMoreLeft, mergedCriteria, type CriteriaOfBoth } from './criteria';
import { bothNotes, bothReasons, earlier, later, mergedField, sameHash, type OfBoth, type Outcome, type Put, type Three } from './fields';
import type { Fields } from './side';
import { mergedStatus, statusIn } from './status';

/** What a merge makes of an object of ours. */
export interface FieldMerge {
  /** By key; undefined takes it away. What is not named stays to the byte. */
  readonly puts: ReadonlyMap<string, Put | undefined>;
  /** Fields of two values that can't both be right, JSON texts. One of them stands. */
  readonly conflicts: readonly { readonly field: string; readonly ours: string; readonly theirs: string }[];
}

const ENTRY_RULES: ReadonlyMap<string, OfBoth> = new Map([
  ['started_at', earlier],
  ['completed_at', earlier],
  ['notes', bothNotes],
  ['blocked_reason', bothReasons],
]);

const FILE_RULES: ReadonlyMap<string, OfBoth> = new Map([
  ['last_updated', later],
  ['manifest_hash', sameHash],
]);

/** Merges the three forms of a task's entry, field by field. */
export function mergeEntry(base: Fields, ours: Fields, theirs: Fields): FieldMerge {
  const of = (key: string): Three => ({ base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) });
  const criteria = mergedCriteria(base, ours, theirs);
  const status = statusWith(criteria, mergedStatus(of('status')), ours, theirs);
  const stands = typeof status === 'object' && 'conflict' in status ? 'completed' : statusIn((status === 'ours' ? ours : theirs).get('status'));
  const decided = new Map<string, Outcome>(criteria?.outcomes);
  decided.set('status', status);
  // The time of a completion goes with it, unless nobody has decided yet whether it holds.
  const { base: before, ours: mine, theirs: other } = of('completed_at');
  const isDecided = stands !== 'completed' && !isStatusOpen(ours) && !isStatusOpen(theirs);
  if (isDecided && before !== undefined && (mine === undefined || other === undefined)) decided.set('completed_at', 'none');
  return merged(of, new Set([...ours.keys(), ...theirs.keys()]), (key, three) => decided.get(key) ?? mergedField(three, ENTRY_RULES.get(key)));
}

/** Whether an earlier merge left the status to a person. */
function isStatusOpen(entry: Fields): boolean {
  const marks = entry.get(MARKS);
  return marks !== undefined && mergeMarks({ [MARKS]: JSON.parse(marks) as unknown }).some(({ field }) => field === 'status');
}

/** Merges the fields of the file itself; `apart` are looked at elsewhere. */
export function mergeFileFields(base: Fields, ours: Fields, theirs: Fields, apart: ReadonlySet<string>): FieldMerge {
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])].filter((key) => !apart.has(key));
  const of = (key: string): Three => ({ base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) });
  return merged(of, keys, (key, three) => mergedField(three, FILE_RULES.get(key)));
}

function merged(of: (key: string) => Three, keys: Iterable<string>, decide: (key: string, three: Three) => Outcome): FieldMerge {
  const puts = new Map<string, Put | undefined>();
  const conflicts: { field: string; ours: string; theirs: string }[] = [];
  for (const key of keys) {
    if (key === MARKS) continue;
    const three = of(key);
    const { ours, theirs } = three;
    const outcome = decide(key, three);
    const isConflict = typeof outcome === 'object' && 'conflict' in outcome;
    if (isConflict && ours !== undefined && theirs !== undefined) conflicts.push({ field: key, ours, theirs });
    const side = isConflict ? outcome.conflict : outcome;
    if (side === 'ours' || (side === 'none' && ours === undefined)) continue;
    puts.set(key, typeof side === 'object' ? side : side === 'none' || theirs === undefined ? undefined : { raw: theirs });
  }
  return { puts, conflicts };
}

/** A completion that does not know of all criteria is none before a person says so: completing needs every one of them. */
function statusWith(criteria: CriteriaOfBoth | undefined, outcome: Outcome, ours: Fields, theirs: Fields): Outcome {
  if (!criteria || (outcome !== 'ours' && outcome !== 'theirs')) return outcome;
  const [chosen, other] = outcome === 'ours' ? [ours, theirs] : [theirs, ours];
  const isOver = statusIn(chosen.get('status')) === 'completed' && statusIn(other.get('status')) !== 'completed';
  if (!isOver || !other.has('status') || !hasMoreLeft(criteria, chosen)) return outcome;
  return { conflict: outcome === 'ours' ? 'theirs' : 'ours' };
}
