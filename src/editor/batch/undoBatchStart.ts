import type { Batch } from '../../core/batch/batch';
import { undoBatch } from '../../core/operations/batch/undoBatch';
import { OrchestratorError } from '../../core/orchestratorError';
import { oneLine } from '../../core/projections/treeText';
import { counted, t } from '../../core/words';
import type { Dispatcher } from '../agents/dispatcher';
import type { FolderBacklog } from '../folderBacklog';
import { confirm, tell, whisper } from '../messages';
import type { RememberedBatches } from './rememberedBatches';
import { pickBatch } from './showReport';

/** Takes a batch back that was started in this workspace, as far as nothing was done on it, and tells what stays. */
export async function undoBatchStart(backlog: FolderBacklog, remembered: RememberedBatches, { processes }: Pick<Dispatcher, 'processes'>, batchId: string | undefined): Promise<void> {
  const known = remembered.of(backlog.folder.uri, backlog.world);
  if (known.length === 0) {
    throw new OrchestratorError('UNDO-REFUSED', t('There is no start of a batch to undo here'), t('A batch can be undone in the workspace that started it, while nothing was done on it.'));
  }
  const batch = await pickBatch(known.map((one) => one.batch), batchId, t('Undo the start of which batch?'));
  const tasks = known.find((one) => one.batch === batch)?.tasks;
  if (!batch || !tasks) return;
  const running = tasks.filter(({ taskId }) => processes.isRunning(taskId)).map(({ taskId }) => taskId);
  if (!(await confirm(t('Undo the start of the batch of {0}?', oneLine(batch.of, 60)), undoDetail(batch, tasks, running), t('Undo Batch Start')))) return;
  for (const id of [batch.id, ...running]) await processes.end(id);
  const { undone, refused } = await undoBatch(backlog.world, batch, tasks);
  await remembered.keepOnly(batch.id, refused.map(({ taskId }) => taskId));
  await backlog.refresh();
  if (refused.length === 0) {
    whisper(counted(undone.length, 'The start of {0} task was undone', 'The start of {0} tasks was undone'));
    return;
  }
  const stays = refused.slice(0, 3).map(({ taskId, refusal }) => t('{0} stays: {1}. {2}', oneLine(taskId, 60), refusal.message, refusal.remedy));
  void tell('warning', [counted(undone.length, '{0} task of the batch was taken back.', '{0} tasks of the batch were taken back.'), ...stays].join(' '));
}

function undoDetail({ mode }: Pick<Batch, 'mode'>, tasks: readonly { readonly taskId: string }[], running: readonly string[]): string {
  const ids = tasks.map(({ taskId }) => oneLine(taskId, 60)).join(', ');
  return [
    ...(running.length > 0 ? [t('Agents that run in terminals are ended ({0}).', running.map((id) => oneLine(id, 60)).join(', '))] : []),
    mode === 'coordinator'
      ? t('The claims and the branch of {0} are removed, where nothing was done since. What an agent has begun stays, and is told.', ids)
      : t('Worktrees, branches and claims of {0} are removed, where nothing was done since. What an agent has begun stays, and is told.', ids),
  ].join(' ');
}
