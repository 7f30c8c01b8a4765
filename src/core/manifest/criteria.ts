import type { Criterion, Task } from './task';

/**
 * Finds the criteria that a state file or a person means: by full id, or by the bare end of it (`AC01`, `ac1`).
 * A bare id that fits two criteria means neither. Built once for many questions, since one task may have many criteria.
 */
export function criterionFinder({ criteria }: Pick<Task, 'criteria'>): (given: string) => Criterion | undefined {
  const exact = new Map<string, Criterion>();
  for (const criterion of criteria) if (!exact.has(criterion.id)) exact.set(criterion.id, criterion);
  // Nearly all are given in full, so what the others need is made once one of them comes.
  let loosely: ((given: string) => Criterion | undefined) | undefined;
  return (given) => exact.get(given) ?? (loosely ??= looseFinder(criteria))(given);
}

function looseFinder(criteria: readonly Criterion[]): (given: string) => Criterion | undefined {
  const folded = new Map<string, Criterion | undefined>();
  const bare = new Map<number, Criterion | undefined>();
  for (const criterion of criteria) {
    addOnce(folded, criterion.id.toLowerCase(), criterion);
    const number = bareNumber(criterion.id);
    if (number !== undefined) addOnce(bare, number, criterion);
  }
  return (given) => {
    const found = folded.get(given.toLowerCase());
    if (found || bareId(given)?.length !== given.trim().length) return found;
    return bare.get(bareNumber(given) ?? Number.NaN);
  };
}

/** What stands twice under a key is found by it no more; one criterion that is written twice is still one. */
function addOnce<K>(map: Map<K, Criterion | undefined>, key: K, criterion: Criterion): void {
  if (!map.has(key)) map.set(key, criterion);
  else if (map.get(key)?.id !== criterion.id) map.set(key, undefined);
}

function bareId(id: string): string | undefined {
  return /AC[-_]?\d+$/i.exec(id.trim())?.[0];
}

function bareNumber(id: string): number | undefined {
  const bare = bareId(id);
  return bare === undefined ? undefined : Number(bare.replace(/\D/g, ''));
}
