import * as vscode from 'vscode';
import { byCode, codeWords, partsOf } from '../../core/projections/attentionGroups';
import { PROBLEM_ICON } from '../../core/projections/treeProblems';
import type { Anomaly, Escalation } from '../../core/rules/anomaly';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { whisper } from '../messages';
import { plain } from '../tree/plain';
import { themeIcon } from '../tree/treeItem';

/** An anomaly or an escalation. */
export type Matter = { readonly anomaly: Anomaly } | { readonly escalation: Escalation };

/** A code that the person does not want to see, to be shown again. */
interface Hidden {
  readonly hidden: string;
}

interface Row<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/** So many anomalies of one severity are offered; the tree has all. */
const MOST_OFFERED = 500;

/** Asks for something that needs attention; what is only good to know stands last. Undefined when the person left. */
export function pickMatter(backlog: Backlog): Promise<Matter | undefined> {
  return pick(matterRows(backlog), t('What needs attention'), t('Nothing needs attention'));
}

/** As {@link pickMatter}, with the codes that were hidden below. */
export function pickMatterOrHidden(backlog: Backlog): Promise<Matter | Hidden | undefined> {
  const hidden = backlog.chosen('hidden').map((code) => ({ label: t('Show “{0}” Again', plain(codeWords(code))), description: plain(code), iconPath: new vscode.ThemeIcon('eye'), value: { hidden: code } }));
  return pick<Matter | Hidden>([...matterRows(backlog), ...section(t('not shown in this editor'), hidden)], t('What needs attention'), t('Nothing needs attention'));
}

function matterRows({ attention, snapshot }: Backlog): readonly Row<Matter>[] {
  const { warnings, finished, infos } = partsOf(attention, snapshot);
  const sections: readonly (readonly [string, readonly Row<Matter>[]])[] = [
    [t('for another agent'), attention.escalations.map(escalationRow)],
    [t('to look at'), warnings.slice(0, MOST_OFFERED).map(anomalyRow)],
    [t('in finished tasks'), finished.slice(0, MOST_OFFERED).map(anomalyRow)],
    [t('informational'), infos.slice(0, MOST_OFFERED).map(anomalyRow)],
  ];
  return sections.flatMap(([heading, rows]) => section(heading, rows));
}

function section<T>(heading: string, rows: readonly Row<T>[]): readonly Row<T>[] {
  return rows.length > 0 ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...rows] : [];
}

/** Asks for an escalation; a single one is offered too, since sending it starts something. */
export async function pickEscalation({ attention }: Backlog): Promise<Escalation | undefined> {
  const chosen = await pick(attention.escalations.map(escalationRow), t('Send which escalation to its agent?'), t('There is nothing to send to another agent'));
  return chosen && 'escalation' in chosen ? chosen.escalation : undefined;
}

/** Asks for a code of those that were found. */
export function pickCode({ attention }: Backlog): Promise<string | undefined> {
  const rows = byCode(attention.anomalies).map(({ code, title, reason, anomalies }) => ({ label: title, description: `${anomalies.length} × ${code}`, detail: reason, value: code }));
  return pick(rows, t('Do not show which of these any more?'), t('Nothing is shown that could be hidden'));
}

/** Asks what to do, where there is more than one way. */
export async function pickAction(title: string, actions: readonly { readonly title: string; readonly icon?: string; run(): unknown }[]): Promise<void> {
  const [only] = actions;
  const rows = actions.map((action) => ({ label: plain(action.title), iconPath: new vscode.ThemeIcon(action.icon ?? 'arrow-right'), value: action }));
  const chosen = actions.length === 1 ? only : await pick(rows, plain(title, 160), t('There is nothing to do'));
  await chosen?.run();
}

async function pick<T>(rows: readonly Row<T>[], title: string, none: string): Promise<T | undefined> {
  if (rows.length === 0) {
    whisper(none);
    return undefined;
  }
  return (await vscode.window.showQuickPick(rows, { title, matchOnDescription: true, matchOnDetail: true }))?.value;
}

function escalationRow(escalation: Escalation): Row<Matter> {
  const { title, to, evidence } = escalation;
  return { label: plain(title), description: t('for {0}', to.name), detail: plain(evidence.join(' · '), 300), iconPath: new vscode.ThemeIcon('megaphone'), value: { escalation } };
}

function anomalyRow(anomaly: Anomaly): Row<Matter> {
  const { code, taskId, subject, message, remedy, severity } = anomaly;
  const iconPath = themeIcon(PROBLEM_ICON[severity === 'warn' ? 'warning' : 'info']);
  return { label: codeWords(code), description: plain(taskId ?? subject, 80), detail: plain(t('{0}. {1}', message, remedy), 300), iconPath, value: { anomaly } };
}
