import * as vscode from 'vscode';
import type { Operation } from '../../core/operations/operation';
import { noticeText } from '../../core/projections/treeText';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { confirm, tell } from '../messages';
import { refusalError } from '../refusalError';
import { plain } from '../tree/plain';
import { elementOf } from '../tree/taskIdOf';

/** The criterion of the row, or those that are chosen from a list of the ones that are done, or open. */
export async function askCriteria(view: TaskView, argument: unknown, areDone: boolean): Promise<{ criteria: readonly string[] } | undefined> {
  const node = elementOf(argument)?.node;
  const own = node?.kind === 'criterion' ? view.criteria[node.index] : undefined;
  if (own) return { criteria: [own.id] };
  const id = plain(view.task.id, 80);
  const rows = view.criteria
    .filter(({ isDone }) => isDone === areDone)
    // The id first: a text is cut where it does not fit, and one criterion may begin like another.
    .map((criterion) => ({ label: plain(criterion.id, 60), detail: plain(criterion.text, 300) || t('(no text)'), criterion }));
  if (rows.length === 0) {
    void tell('info', areDone ? t('No criterion of {0} is recorded as done.', id) : t('Every criterion of {0} is recorded as done.', id));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(rows, {
    canPickMany: true,
    title: areDone ? t('Criteria of {0} to record as open again', id) : t('Criteria of {0} to record as done', id),
    placeHolder: areDone ? t('Tick those that are not done after all') : t('Tick those that are built and tested'),
    matchOnDetail: true,
  });
  return chosen && chosen.length > 0 ? { criteria: chosen.map(({ criterion }) => criterion.id) } : undefined;
}

/** A text for one key of an operation's input, checked by the operation's own rule; undefined when the person left. */
export async function askText(
  { input }: Operation,
  key: string,
  task: string,
  options: { readonly title: string; readonly prompt: string; readonly value?: string },
): Promise<Readonly<Record<string, string>> | undefined> {
  const faultOf = (value: string) => {
    if (value.trim() === '') return t('Write at least a word; Escape leaves.');
    return input.safeParse({ task, [key]: value }).success ? undefined : t('It is too long: {0} characters.', value.length);
  };
  const box = Object.assign(vscode.window.createInputBox(), { ...options, ignoreFocusOut: true });
  try {
    return await new Promise((resolve) => {
      // Nothing is wrong before something was written.
      box.onDidChangeValue((value) => (box.validationMessage = faultOf(value)));
      box.onDidAccept(() => {
        box.validationMessage = faultOf(box.value);
        if (box.validationMessage === undefined) resolve({ [key]: box.value.trim() });
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** Shows what would change, and asks. */
export async function confirmed({ world }: FolderBacklog, operation: Operation, view: TaskView, yes: string): Promise<Record<string, never> | undefined> {
  const preview = await operation.preview?.(world, { task: view.task.id });
  if (preview && !preview.ok) throw refusalError(preview.error);
  const { title, lines } = preview?.value ?? { title: operation.title, lines: [] };
  const waiting = view.dependents.length === 0 ? [] : [counted(view.dependents.length, '{0} task depends on it and goes on waiting.', '{0} tasks depend on it and go on waiting.')];
  return (await confirm(`${title}?`, noticeText([...lines, ...waiting, t('Undo Last Change takes it back.')].join('\n')), yes)) ? {} : undefined;
}
