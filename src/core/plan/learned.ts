import type { Task } from '../manifest/task';
import type { RepositoryWork, WorkCommit } from '../work';
import type { ConflictCause } from './conflict';
import { newestFirst, pastWork, type PastWork, type Touched } from './pastWork';

type Learned = Extract<ConflictCause, { readonly kind: 'learned' }>;

/** So many paths in common must be expected of two tasks. */
const FEWEST_EXPECTED = 0.5;
const MOST_PATHS = 5;
const MOST_COMMITS = 5;
/** Digits of a short hash. */
const SHORT = 7;

/**
 * What past work teaches of conflicts that nobody declared ("What history teaches"). Two tasks are likely to collide
 * where at least half a path in common is to be expected of them. How likely a task touches a path is told by the past
 * tasks of its capability: those that touched it, out of all and one more, so that few say less than many. The chance
 * that both touch it is the product, and a path that two of two touched on either side counts 4/9. Within one
 * capability only paths count that two of its tasks touched.
 *
 * So two paths that one past task of each touched suffice, as does one that three of three did; one path of one task does
 * not, nor do a few chance ones in a long history. A guess all the same, with what it rests on.
 *
 * @param tasks of the whole manifest, the completed ones too
 * @param ignored paths relative to the backlog's root that say nothing
 */
export function learnedConflicts(tasks: readonly Task[], work: RepositoryWork, ignored: readonly string[]): (a: Task, b: Task) => Learned | undefined {
  let past: ReadonlyMap<string, PastWork> | undefined;
  const known = new Map<PastWork, Map<PastWork, Learned | undefined>>();
  return (a, b) => {
    past ??= pastWork(tasks, work, ignored);
    const [one, other] = [past.get(a.capability.toLowerCase()), past.get(b.capability.toLowerCase())];
    if (!one || !other) return undefined;
    const ofOne = known.get(one) ?? new Map<PastWork, Learned | undefined>();
    known.set(one, ofOne);
    if (!ofOne.has(other)) ofOne.set(other, likelyConflict(one, other));
    return ofOne.get(other);
  };
}

interface Common {
  readonly path: string;
  readonly chance: number;
  readonly touched: readonly [Touched, Touched];
}

function likelyConflict(a: PastWork, b: PastWork): Learned | undefined {
  const [fewer, more] = a.paths.size <= b.paths.size ? [a, b] : [b, a];
  const common: Common[] = [];
  for (const [path, touched] of fewer.paths) {
    const other = more.paths.get(path);
    if (!other || (a === b && touched.size < 2)) continue;
    common.push({ path, chance: chanceOf(touched, fewer) * chanceOf(other, more), touched: [touched, other] });
  }
  if (common.reduce((sum, { chance }) => sum + chance, 0) < FEWEST_EXPECTED) return undefined;
  const told = common.sort((x, y) => y.chance - x.chance || (x.path < y.path ? -1 : 1)).slice(0, MOST_PATHS);
  return { kind: 'learned', paths: told.map(({ path }) => path), commits: commitsOf(told) };
}

function chanceOf({ size }: Touched, { taskCount }: PastWork): number {
  return size / (taskCount + 1);
}

/** For every path the newest of either side, or of two tasks, so that both are shown; then newest first. */
function commitsOf(common: readonly Common[]): readonly string[] {
  const newest = common.flatMap(({ touched: [one, other] }) => (one === other ? newestOf(one, 2) : [...newestOf(one, 1), ...newestOf(other, 1)]));
  const chosen = [...new Set(newest)].slice(0, MOST_COMMITS);
  return chosen.sort(newestFirst).map(({ hash }) => hash.slice(0, SHORT));
}

function newestOf(touched: Touched, count: number): readonly WorkCommit[] {
  return [...touched.values()].sort(newestFirst).slice(0, count);
}
