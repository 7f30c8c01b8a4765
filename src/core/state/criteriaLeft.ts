import type { TaskView } from '../snapshot';

/** The ids of the criteria that are open, each once and in the manifest's order; those in `alsoDone` count as done. */
export function criteriaLeft({ criteria }: Pick<TaskView, 'criteria'>, alsoDone?: ReadonlySet<string>): readonly string[] {
  return [...new Set(criteria.filter(({ id, isDone }) => !isDone && !alsoDone?.has(id)).map(({ id }) => id))];
}

/** The lists of an entry whose task is worked on. Criteria that are recorded as done stay recorded, to the byte. */
export function listsInProgress(view: Pick<TaskView, 'criteria' | 'entry'>): Readonly<Record<string, readonly string[]>> {
  const hasRecord = (view.entry?.acsCompleted.length ?? 0) > 0;
  return { ...(hasRecord ? {} : { acs_completed: [] }), acs_remaining: criteriaLeft(view) };
}
