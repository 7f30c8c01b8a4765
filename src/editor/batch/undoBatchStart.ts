import { undoBatch } from '../../core/operations/batch/undoBatch';
import { OrchestratorError } from '../../core/orchestratorError';
import { counted, oneLine } from '../../core/projections/treeText';
import type { Dispatcher } from '../agents/dispatcher';
import type { FolderBacklog } from '../folderBacklog';
import { confirm, tell, whisper } from '../messages';
import type { RememberedBatches } from './rememberedBatches';
import { pickBatch } from './showReport';

/** Takes a batch back that was started in this workspace, as far as nothing was done on it, and tells what stays. */
export async function undoBatchStart(backlog: FolderBacklog, remembered: RememberedBatches, { processes }: Pick<Dispatcher, 'processes'>, batchId: string | undefined): Promise<void> {
  const known = remembered.of(backlog.folder.uri, backlog.world);
  if (known.length === 0) {
    throw new OrchestratorError('UNDO-REFUSED', 'There is no start of a batch to undo here', 'A batch can be undone in the workspace that started it, while nothing was done on it.');
  }
  const batch = await pickBatch(known.map((one) => one.batch), batchId, 'Undo the start of which batch?');
  const tasks = known.find((one) => one.batch === batch)?.tasks;
  if (!batch || !tasks) return;
  const running = tasks.filter(({ taskId }) => processes.isRunning(taskId)).map(({ taskId }) => taskId);
  const ends = running.length > 0 ? `Agents that run in terminals are ended (${running.map((id) => oneLine(id, 60)).join(', ')}). ` : '';
  const what = batch.mode === 'coordinator' ? 'The claims and the branch' : 'Worktrees, branches and claims';
  const detail = `${ends}${what} of ${tasks.map(({ taskId }) => oneLine(taskId, 60)).join(', ')} are removed, where nothing was done since. What an agent has begun stays, and is told.`;
  if (!(await confirm(`Undo the start of the batch of ${oneLine(batch.of, 60)}?`, detail, 'Undo Batch Start'))) return;
  for (const id of [batch.id, ...running]) await processes.end(id);
  const { undone, refused } = await undoBatch(backlog.world, batch, tasks);
  await remembered.keepOnly(batch.id, refused.map(({ taskId }) => taskId));
  await backlog.refresh();
  if (refused.length === 0) {
    whisper(`The start of ${counted(undone.length, 'task')} was undone`);
    return;
  }
  const stays = refused.slice(0, 3).map(({ taskId, refusal }) => `${oneLine(taskId, 60)} stays: ${refusal.message}. ${refusal.remedy}`);
  void tell('warning', `${counted(undone.length, 'task')} of the batch ${undone.length === 1 ? 'was' : 'were'} taken back. ${stays.join(' ')}`);
}
