import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import { batchReportText } from '../../core/batch/report';
import { readReport } from '../../core/operations/batch/readReport';
import { OrchestratorError } from '../../core/orchestratorError';
import { counted } from '../../core/projections/treeText';
import type { FolderBacklog } from '../folderBacklog';
import { plain } from '../tree/plain';

const SCHEME = 'orchestrator-batch';

/** Reports of batches, shown read-only as they were when they were asked for. Text of files in them is never rendered. */
export class ShownReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** By address: what is open follows when its report is asked for again. */
  private readonly texts = new Map<string, string>();

  readonly onDidChange = this.changed.event;
  // After the event, which is looked for here.
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? 'This report is no longer kept. Run Show Batch Report again.\n';
  }

  /** Shows the report of a batch as things are now; an open one is brought up to date. */
  async show(backlog: FolderBacklog, batch: Batch): Promise<void> {
    await backlog.refresh();
    const text = batchReportText(await readReport(backlog.world, batch, backlog.snapshot, backlog.agents));
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${batch.id.replace(/[^\w.-]+/g, '-')} report.md`, query: backlog.folder.uri.toString() });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.changed).dispose();
  }
}

/** The batch that is meant: the one named, the only one, or the one that is chosen; newest first. */
export async function pickBatch(batches: readonly Batch[], batchId: string | undefined, title: string): Promise<Batch | undefined> {
  const named = batches.find(({ id }) => id === batchId);
  if (named ?? batches.length === 1) return named ?? batches[0];
  if (batches.length === 0) throw new OrchestratorError('NO-BATCH', 'No batch was started in this repository', 'Start one with Start Parallel Batch.');
  const rows = batches.map((batch) => ({
    label: plain(batch.of, 80),
    description: `${counted(batch.tasks.length, 'task')}, ${batch.at.slice(0, 16).replace('T', ' ')} UTC`,
    detail: plain(batch.tasks.map(({ taskId }) => taskId).join(', ')),
    batch,
  }));
  return (await vscode.window.showQuickPick(rows, { title, matchOnDetail: true }))?.batch;
}
