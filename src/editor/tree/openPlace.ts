import * as vscode from 'vscode';
import { OrchestratorError } from '../../core/orchestratorError';
import { placeOf, type Position, type Problem } from '../../core/problem';
import { placeOfTask } from '../../core/projections/treePlace';
import { PROBLEM_ICON, worstFirst } from '../../core/projections/treeProblems';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { uriOf } from '../backlogFile';
import { plain } from './plain';
import { elementOf } from './taskIdOf';
import { themeIcon } from './treeItem';

/** Opens the manifest at a task, or at one of its criteria, as the text is now. */
export async function openTask(backlog: Backlog, view: TaskView, criterion?: number): Promise<void> {
  const document = await openFile(uriOf(backlog, 'manifest'), backlog.settings.manifestPath);
  await showAt(document, placeOfTask(document.getText(), view.task, criterion));
}

/**
 * Opens the file of a problem at its place: of a row, of an index into the snapshot's problems, or of the
 * problems of a task or a kind; of all when that one is mended since. Several: a list, the worst first.
 */
export async function openProblem(backlog: Backlog, argument: unknown): Promise<void> {
  const node = elementOf(argument)?.node;
  const meant = node?.kind === 'problem' ? [node.problem] : problemsOf(backlog.snapshot.problems, argument);
  const found = meant.length > 0 ? meant : backlog.snapshot.problems;
  const problem = found.length > 1 ? await pickProblem(found) : found[0];
  if (problem) return openAt(backlog, problem);
  if (found.length > 0) return;
  throw new OrchestratorError('NO-PROBLEM', t('The manifest and the state file have no problems now'), t('Nothing has to be done.'));
}

function problemsOf(problems: readonly Problem[], argument: unknown): readonly Problem[] {
  if (typeof argument === 'number') return problems.filter((_, index) => index === argument);
  const wanted = typeof argument === 'object' && argument !== null ? argument : {};
  const { kind, taskId } = wanted as { kind?: unknown; taskId?: unknown };
  return problems.filter(
    (problem) =>
      (typeof kind !== 'string' || problem.kind === kind) && (typeof taskId !== 'string' || problem.taskId === taskId),
  );
}

async function pickProblem(problems: readonly Problem[]): Promise<Problem | undefined> {
  const rows = worstFirst(problems).map((problem) => ({
    iconPath: themeIcon(PROBLEM_ICON[problem.severity]),
    label: plain(problem.message),
    detail: `${plain(placeOf(problem))} · ${plain(problem.remedy)}`,
    problem,
  }));
  const choice = await vscode.window.showQuickPick(rows, {
    title: counted(problems.length, '{0} problem', '{0} problems'),
    placeHolder: t('Choose a problem to open its place'),
    matchOnDetail: true,
  });
  return choice?.problem;
}

async function openAt({ folder }: Backlog, problem: Problem): Promise<void> {
  const document = await openFile(vscode.Uri.joinPath(folder.uri, problem.file), problem.file);
  await showAt(document, problem.position);
}

/** Opens a text file, or says safely that it can't be opened. */
export async function openFile(uri: vscode.Uri, name: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (cause) {
    const remedy = t('Look whether it is there, is a text file, and is not larger than the editor opens.');
    throw new OrchestratorError('FILE-NOT-OPENED', t('{0} can’t be opened', plain(name)), remedy, { cause });
  }
}

/** Shows a document with the place selected and in the middle; line and column hold if the text changed since. */
export async function showAt(
  document: vscode.TextDocument,
  place: Pick<Position, 'line' | 'column' | 'length'> | undefined,
): Promise<void> {
  const start = document.validatePosition(new vscode.Position((place?.line ?? 1) - 1, (place?.column ?? 1) - 1));
  const end = document.positionAt(document.offsetAt(start) + (place?.length ?? 0));
  const selection = new vscode.Range(start, end.line === start.line ? end : start);
  const editor = await vscode.window.showTextDocument(document, { selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
