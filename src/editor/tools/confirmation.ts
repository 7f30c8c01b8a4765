import * as vscode from 'vscode';
import type { Operation } from '../../core/operations/operation';
import { SECTION } from '../settings';

/** Which changes by a model's tools a person confirms. */
export type ToolConfirmation = 'always' | 'except-criteria';

/** Recorded in small steps, and taken back as easily: a person may find a question for each of them too much. */
const CRITERIA: readonly string[] = ['ac-done', 'ac-undo'];

/** Whether a person is asked before the operation runs for a model. Reading asks nothing. */
export function needsConfirmation({ id, effect }: Pick<Operation, 'id' | 'effect'>, setting: ToolConfirmation): boolean {
  if (effect === 'read') return false;
  return setting === 'always' || !CRITERIA.includes(id);
}

/** The person's own setting: a repository must not lift the question about what is written into it. */
export function readToolConfirmation(): ToolConfirmation {
  const own = vscode.workspace.getConfiguration(SECTION).inspect<unknown>('tools.confirm')?.globalValue;
  return own === 'except-criteria' ? 'except-criteria' : 'always';
}
