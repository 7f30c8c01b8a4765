import type { Operation } from '../../core/operations/operation';

/** Which changes by a model's tools a person confirms: the setting `orchestrator.tools.confirm`. */
export type ToolConfirmation = 'always' | 'except-criteria';

/** Recorded in small steps, and taken back as easily: a person may find a question for each of them too much. */
const CRITERIA: readonly string[] = ['ac-done', 'ac-undo'];

/** Whether a person is asked before the operation runs for a model. Reading asks nothing. */
export function needsConfirmation({ id, effect }: Pick<Operation, 'id' | 'effect'>, setting: ToolConfirmation): boolean {
  if (effect === 'read') return false;
  return setting === 'always' || !CRITERIA.includes(id);
}
