import { criterionFinder } from '../../manifest/criteria';
import type { TaskView } from '../../snapshot';
import { counted } from '../../projections/treeText';
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
  const are = (ids: ReadonlySet<string>, one: string, many: string) => (ids.size === 0 ? [] : [`${counted(ids.size, one, many)}: ${names([...ids])}`]);
  const wrong = [
    ...are(unknown, 'recorded criterion is not in the manifest', 'recorded criteria are not in the manifest'),
    ...are(both, 'criterion is both done and left', 'criteria are both done and left'),
  ];
  const lines = [
    ...wrong,
    ...are(doubled, 'criterion stands twice in a list', 'criteria stand twice in a list'),
    ...are(new Set(forgotten), 'open criterion is not in acs_remaining', 'open criteria are not in acs_remaining'),
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
