import type { Criterion, Task } from '../manifest/task';
import { likeness, normalised, wordsOf } from './words';

/** What a criterion of the former manifest is in today's. */
export interface CriterionMatch {
  readonly from: Criterion;
  readonly to: Criterion;
  /** The words differ, but enough of them are the same. */
  readonly isReworded: boolean;
}

/** From here on, two texts are taken for one that was reworded: six words in ten. */
export const LEAST_LIKENESS = 0.6;

/** Past so many pairs, only the same text counts: a task has a dozen criteria, and never thousands. */
const MOST_PAIRS = 40_000;

/**
 * Which criterion of a task became which: first those with the same text, then those whose words are alike, the most
 * alike first. One with the same id and a wholly different text is another criterion. Each is matched once.
 *
 * @returns by the id of the former criterion; those that have no counterpart are not there
 */
export function matchCriteria(before: Pick<Task, 'criteria'>, after: Pick<Task, 'criteria'>): ReadonlyMap<string, CriterionMatch> {
  const from = firstOfEach(before.criteria);
  const open = new Map(firstOfEach(after.criteria).map((one) => [one.id, one]));
  const found = new Map<string, CriterionMatch>();
  const take = (one: Criterion, to: Criterion, isReworded: boolean) => {
    found.set(one.id, { from: one, to, isReworded });
    open.delete(to.id);
  };
  // Its own id first: of two with the same text, each stays what it was.
  for (const one of from) {
    const same = open.get(one.id);
    if (same && normalised(same.text) === normalised(one.text)) take(one, same, false);
  }
  const byWords = new Map<string, Criterion[]>();
  for (const one of open.values()) {
    const key = normalised(one.text);
    if (key !== '') byWords.set(key, [...(byWords.get(key) ?? []), one]);
  }
  for (const one of from) {
    const to = found.has(one.id) ? undefined : byWords.get(normalised(one.text))?.shift();
    if (to) take(one, to, false);
  }
  for (const { one, to } of alike(from.filter(({ id }) => !found.has(id)), [...open.values()])) {
    if (!found.has(one.id) && open.has(to.id)) take(one, to, true);
  }
  return found;
}

/** Pairs that are alike enough, the most alike first; of those that are equally alike, the one with the same id, then in the order of both. */
function alike(from: readonly Criterion[], to: readonly Criterion[]): readonly { readonly one: Criterion; readonly to: Criterion }[] {
  if (from.length * to.length > MOST_PAIRS) return [];
  const targets = to.map((one) => ({ to: one, words: wordsOf(one.text) }));
  return from
    .flatMap((one) => {
      const words = wordsOf(one.text);
      return targets.map((target) => ({ one, to: target.to, score: likeness(words, target.words) }));
    })
    .filter(({ score }) => score >= LEAST_LIKENESS)
    .sort((a, b) => b.score - a.score || Number(b.one.id === b.to.id) - Number(a.one.id === a.to.id));
}

function firstOfEach(criteria: readonly Criterion[]): readonly Criterion[] {
  const seen = new Set<string>();
  return criteria.filter(({ id }) => !seen.has(id) && seen.add(id));
}
