import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import { batchReportText } from '../../core/batch/report';
import { readReport } from '../../core/operations/batch/readReport';
import { OrchestratorError } from '../../core/orchestratorError';
import { counted, language, t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { plain } from '../tree/plain';
import type { ShownReports } from './shownReports';

/** Shows the report of a batch as things are now: of the one named, or of one that the person chooses. */
export async function showReport(backlog: FolderBacklog, reports: Pick<ShownReports, 'show'>, batchId: string | undefined): Promise<void> {
  const batch = await pickBatch(await backlog.world.batches.all(), batchId, t('Show the report of which batch?'));
  if (!batch) return;
  await backlog.refresh();
  const { world, snapshot, agents, folder } = backlog;
  await reports.show({ batchId: batch.id, folder: folder.uri, text: batchReportText(await readReport(world, batch, snapshot, agents)) });
}

/** The batch that is meant: the one named, the only one, or the one that is chosen; newest first. */
export async function pickBatch(batches: readonly Batch[], batchId: string | undefined, title: string): Promise<Batch | undefined> {
  const named = batches.find(({ id }) => id === batchId);
  if (named ?? batches.length === 1) return named ?? batches[0];
  if (batches.length === 0) throw new OrchestratorError('NO-BATCH', t('No batch was started in this repository'), t('Start one with Start Parallel Batch.'));
  const rows = batches.map((batch) => ({
    label: plain(batch.of, 80),
    description: counted(batch.tasks.length, '{0} task, {1}', '{0} tasks, {1}', new Date(batch.at).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' })),
    detail: plain(batch.tasks.map(({ taskId }) => taskId).join(', ')),
    batch,
  }));
  return (await vscode.window.showQuickPick(rows, { title, matchOnDetail: true }))?.batch;
}
