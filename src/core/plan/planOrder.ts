import { orderIndexes } from '../graph/order';
import { rank } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';

/**
 * The order in which tasks are preferred among batches of one size: High risk first, then what the longest chain of
 * work waits for, then the ranking. With the ranking `phase` earlier phases and slices go before all that.
 *
 * @param views in the manifest's order
 */
export function planOrder(views: readonly TaskView[], snapshot: Snapshot, options: { readonly ranking: Settings['ranking']; minutesOf(view: TaskView): number }): readonly TaskView[] {
  const chains = chainMinutes(views, options.minutesOf);
  const ranked = rank(views, snapshot, options.ranking);
  const groups = groupNumbers(ranked, options.ranking);
  const keyed = ranked.map((view, at) => ({ view, group: groups[at] ?? 0, isHigh: view.task.risk === 'High', chain: chains.get(view) ?? 0 }));
  return keyed.sort((a, b) => a.group - b.group || Number(b.isHigh) - Number(a.isHigh) || b.chain - a.chain).map(({ view }) => view);
}

/** Minutes of the longest chain of tasks that begins with each. What hangs on a cycle has its own alone. */
function chainMinutes(views: readonly TaskView[], minutesOf: (view: TaskView) => number): ReadonlyMap<TaskView, number> {
  const places = new Map(views.map(({ task }, at) => [task.id, at]));
  const needs = views.map(({ unmet }) => unmet.flatMap((id) => places.get(id) ?? []));
  const chains = views.map(minutesOf);
  const behind = new Float64Array(views.length);
  for (const at of orderIndexes(needs).order.toReversed()) {
    const chain = (chains[at] ?? 0) + (behind[at] ?? 0);
    chains[at] = chain;
    for (const need of needs[at] ?? []) behind[need] = Math.max(behind[need] ?? 0, chain);
  }
  return new Map(views.map((view, at) => [view, chains[at] ?? 0]));
}

/** Which phase and slice each is of, by numbers that rise along the ranking; all of one where the ranking is by risk. */
function groupNumbers(ranked: readonly TaskView[], ranking: Settings['ranking']): readonly number[] {
  let number = 0;
  return ranked.map(({ task }, at) => {
    const before = ranked[at - 1]?.task;
    if (ranking === 'phase' && before && (before.phase !== task.phase || before.slice !== task.slice)) number++;
    return number;
  });
}
