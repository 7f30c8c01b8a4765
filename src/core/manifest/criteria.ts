import type { Criterion, Task } from './task';

/**
 * The criterion a state file or a person means: its full id, or the bare end of it (`AC01`, `ac1`).
 * A bare id that fits two criteria means neither.
 */
export function findCriterion(task: Pick<Task, 'criteria'>, given: string): Criterion | undefined {
  const exact = task.criteria.find((criterion) => criterion.id === given);
  if (exact) return exact;
  const wanted = bareId(given);
  const fits = task.criteria.filter((criterion) => criterion.id.toLowerCase() === given.toLowerCase());
  if (fits.length === 1) return fits[0];
  if (wanted === undefined || wanted.length !== given.trim().length) return undefined;
  const bare = task.criteria.filter((criterion) => sameBare(bareId(criterion.id), wanted));
  return bare.length === 1 ? bare[0] : undefined;
}

function bareId(id: string): string | undefined {
  return /AC[-_]?\d+$/i.exec(id.trim())?.[0];
}

function sameBare(a: string | undefined, b: string): boolean {
  return a !== undefined && Number(a.replace(/\D/g, '')) === Number(b.replace(/\D/g, ''));
}
