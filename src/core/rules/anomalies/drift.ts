import { criterionFinder } from '../../manifest/criteria';
import type { TaskView } from '../../snapshot';
import { counted } from '../../words';
import { names } from './words';

/** Where the recorded criteria of a task and the manifest's part. */
interface Drift {
  /** One for each kind, worst first. */
  readonly lines: readonly string[];
  /** It says something wrong of what is done; otherwise only the list of what is left is out of date. */
  readonly isMisleading: boolean;
}

/** Compares the two lists of a task's entry with its criteria; undefined where they fit. */
export function driftOf(view: TaskView): Drift | undefined {
  const { entry, task } = view;
  if (!entry || view.status === 'unknown' || fits(view)) return undefined;
  const { acsCompleted, acsRemaining = [] } = entry;
  const find = criterionFinder(task);
  const unknown = new Set([...acsCompleted, ...acsRemaining].filter((id) => !find(id)));
  const done = found(acsCompleted, find);
  const left = found(acsRemaining, find);
  const leftIds = new Set(left);
  const both = new Set(done.filter((id) => leftIds.has(id)));
  const doubled = new Set([...repeated(done), ...repeated(left)]);
  const doneIds = new Set(done);
  const isUnderWay = view.status === 'in-progress' || view.status === 'blocked';
  const forgotten = isUnderWay && entry.acsRemaining ? task.criteria.filter(({ id }) => !doneIds.has(id) && !leftIds.has(id)).map(({ id }) => id) : [];
  const told = (ids: readonly string[], line: (count: number, listed: string) => string) => (ids.length === 0 ? [] : [line(ids.length, names(ids))]);
  const wrong = [
    ...told([...unknown], (count, ids) => counted(count, '{0} recorded criterion is not in the manifest: {1}', '{0} recorded criteria are not in the manifest: {1}', ids)),
    ...told([...both], (count, ids) => counted(count, '{0} criterion is both done and left: {1}', '{0} criteria are both done and left: {1}', ids)),
  ];
  const lines = [
    ...wrong,
    ...told([...doubled], (count, ids) => counted(count, '{0} criterion stands twice in a list: {1}', '{0} criteria stand twice in a list: {1}', ids)),
    ...told([...new Set(forgotten)], (count, ids) => counted(count, '{0} open criterion is not in acs_remaining: {1}', '{0} open criteria are not in acs_remaining: {1}', ids)),
  ];
  return lines.length === 0 ? undefined : { lines, isMisleading: wrong.length > 0 };
}

/** The usual case, told without building an index: as many recorded as done, and the rest left, in order. */
function fits({ entry, criteria, doneCount }: TaskView): boolean {
  if (entry?.acsCompleted.length !== doneCount) return false;
  const { acsRemaining: left } = entry;
  if (!left) return true;
  if (left.length !== criteria.length - doneCount) return false;
  let at = 0;
  return criteria.every(({ id, isDone }) => isDone || left[at++] === id);
}

function found(given: readonly string[], find: (id: string) => { readonly id: string } | undefined): string[] {
  return given.flatMap((id) => find(id)?.id ?? []);
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}
