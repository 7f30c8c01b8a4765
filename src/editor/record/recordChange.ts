import type { Answer, Operation } from '../../core/operations/operation';
import { OrchestratorError } from '../../core/orchestratorError';
import type { FolderBacklog } from '../folderBacklog';
import { oneLine } from '../../core/projections/treeText';
import { t } from '../../core/words';
import { confirm } from '../messages';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import { plain } from '../tree/plain';
import { unsavedState } from '../unsavedState';

/**
 * Runs an operation of the table for a person, and shows its outcome in every view before it resolves.
 *
 * @returns undefined when the person would not save the state file first
 * @throws OrchestratorError with the refusal and its remedy, or in Restricted Mode
 */
export async function recordChange(
  backlog: FolderBacklog,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Promise<Answer | undefined> {
  requireTrust(t('Nothing is recorded in Restricted Mode'));
  const taskId = typeof input['task'] === 'string' ? input['task'] : undefined;
  if (!(await isSaved(backlog, taskId))) return undefined;
  const answer = await operation.run(backlog.world, input);
  // The watcher would see it too, a moment later.
  await backlog.freshSnapshot();
  if (!answer.ok) throw refusalError(answer.error);
  return answer.value;
}

/** What is recorded now in a few words, for the status bar: without the state, warnings and steps that agents are told. */
export function saidOf({ text, data }: Answer): string {
  const { said: whole, task_id: id } = data as { readonly said?: unknown; readonly task_id?: unknown };
  // What stands behind a semicolon is what to do next, for agents.
  const said = typeof whole === 'string' ? whole.split('; ', 1)[0] : undefined;
  if (said === undefined || typeof id !== 'string') return oneLine(text.split('\n', 1)[0] ?? '', LONGEST);
  return oneLine(said.startsWith('it ') ? `${id} ${said.slice(3)}` : said.startsWith(id.replace(/--T\d+$/, '')) ? said : `${id}: ${said}`, LONGEST);
}

/** The status bar cuts what is longer, and with it the way back. */
const LONGEST = 70;

/** Whether nothing of the state file is unsaved, or is saved now by the person's word. */
async function isSaved({ world, settings }: FolderBacklog, taskId: string | undefined): Promise<boolean> {
  const { root } = taskId === undefined ? world.here : await world.placeOf(taskId);
  const open = unsavedState(root, settings.statePath);
  if (!open) return true;
  const name = plain(settings.statePath);
  const detail = t('The change is recorded in that file. Save what you have written there first; it is kept.');
  if (!(await confirm(t('{0} has changes that are not saved', name), detail, t('Save and Go On')))) return false;
  if ((await open.save()) || !open.isDirty) return true;
  throw new OrchestratorError('STATE-NOT-SAVED', t('{0} could not be saved, so nothing was recorded', name), t('Save or close it in the editor, then try again.'));
}
