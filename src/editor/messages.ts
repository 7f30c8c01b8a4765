import * as vscode from 'vscode';
import { OrchestratorError } from '../core/orchestratorError';
import { noticeText } from '../core/projections/treeText';
import { t } from '../core/words';
import { withoutIcons } from './withoutIcons';

/** A button of a message, and what it does. */
export interface MessageAction {
  readonly title: string;
  run(): unknown;
}

/**
 * The one place that shows messages. A message is for what a person must act on or asked for;
 * everything else is a row in the tree or a line in the log. Resolves when it was answered; never wait for
 * that inside an operation. What stands in the text is shown as it is, and is never a link.
 */
export async function tell(
  severity: 'info' | 'warning' | 'error',
  text: string,
  actions: readonly MessageAction[] = [],
): Promise<void> {
  const titles = actions.map((action) => action.title);
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[severity];
  const answer = await show(noticeText(text), ...titles);
  await actions.find((action) => action.title === answer)?.run();
}

/** A question that must be answered before something is changed. True when the person said yes. */
export async function confirm(text: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(noticeText(text), { modal: true, detail: noticeText(detail) }, yes)) === yes;
}

/**
 * A line in the status bar that goes by itself: for what was done and needs no answer. With `way` it stays longer, and
 * a click takes that way, such as back.
 */
export function whisper(text: string, way?: vscode.Command): void {
  // What was done before is no longer what a click would take back.
  whispered?.dispose();
  if (!way) {
    vscode.window.setStatusBarMessage(`$(check) ${withoutIcons(text)}`, 4000);
    return;
  }
  const item = vscode.window.createStatusBarItem('orchestrator.change', vscode.StatusBarAlignment.Left, 49);
  item.name = t('Orchestrator: Last Change');
  item.text = `$(check) ${withoutIcons(text)} · ${way.title}`;
  item.accessibilityInformation = { label: t('{0}. {1}', text, way.title), role: 'button' };
  item.tooltip = `${way.title}…`;
  item.command = way;
  item.show();
  whispered = item;
  setTimeout(() => item.dispose(), 12_000).unref();
}

/** One line at a time: the newest is what a person did last. */
let whispered: vscode.StatusBarItem | undefined;

/** The text of an error as a person may see it; unsafe ones point to the log. */
export function safeText(error: unknown): string {
  return error instanceof OrchestratorError ? t('{0}. {1}', error.message, error.remedy) : t('Something went wrong in the extension; the log has the details.');
}
