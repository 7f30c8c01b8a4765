import * as vscode from 'vscode';
import { contextCost, costLines, costText } from '../../core/context/cost';
import type { TaskDocuments } from '../../core/documents';
import type { Readiness, RuleResult } from '../../core/rules/evaluate';
import { gateName, type Finding } from '../../core/rules/rule';
import { counted, t } from '../../core/words';
import { whatIsThis } from '../help/whatIsThis';
import type { MessageAction } from '../messages';
import { blockAgain } from './alwaysAllow';
import { remedyButton, type RemedyContext } from './remedies';
import { withoutIcons } from '../withoutIcons';

interface Row extends vscode.QuickPickItem {
  readonly actions?: readonly MessageAction[];
}

/** All gates with their results, what was found first. Accepting a row takes its first way out; its buttons are the others. */
export function showReadiness(readiness: Readiness, about: string, documents: TaskDocuments | undefined, context: RemedyContext): Promise<void> {
  const blocking = readiness.results.filter(({ outcome }) => outcome === 'blocked').length;
  const found = readiness.findings.map((finding) => findingRow(finding, context));
  const rest = readiness.results.filter(({ findings }) => findings.length === 0);
  const rows = rest.flatMap((result, index) => {
    const isFirst = rest[index - 1]?.rule.gate !== result.rule.gate;
    return [...(isFirst ? [heading(`${result.rule.gate}. ${gateName(result.rule.gate)}`)] : []), restRow(result)];
  });
  const title = blocking === 0 ? t('nothing blocks a start') : counted(blocking, '{0} gate blocks a start', '{0} gates block a start');
  return showList(t('Readiness of {0}: {1}', about, title), [
    ...(found.length > 0 ? [heading(t('Found')), ...found] : []),
    ...(documents && documents.context.length > 0 ? [heading(t('Context')), contextRow(documents)] : []),
    ...rows,
  ]);
}

/** What reading the task's documents costs, file by file. */
function contextRow(documents: TaskDocuments): Row {
  const cost = contextCost(documents);
  return { label: `$(book) ${t('Context: {0}', costText(cost))}`, ...(cost.files.length > 0 ? { detail: plain(costLines(cost, 12).join(' · ')) } : {}) };
}

function heading(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Only what was found, when a start was refused. */
export function showFindings(findings: readonly Finding[], title: string, context: RemedyContext): Promise<void> {
  return showList(title, findings.map((finding) => findingRow(finding, context)));
}

/** A gate that found nothing, or did not look. */
function restRow({ rule, outcome, seen }: RuleResult): Row {
  if (outcome === 'off') return { label: `$(circle-slash) ${rule.title}`, description: t('{0}, switched off in the settings', rule.code) };
  if (outcome === 'waiting') return { label: `$(circle-outline) ${rule.title}`, description: rule.needsTask ? t('{0}, looked at when a task is chosen', rule.code) : t('{0}, nothing there to look at', rule.code) };
  return { label: `$(pass) ${rule.title}`, description: [rule.code, ...(seen === undefined ? [] : [plain(seen)])].join(' · ') };
}

function findingRow(finding: Finding, context: RemedyContext): Row {
  // What only warns needs no leave; what was given leave can be taken back.
  const open = (finding.actions ?? []).filter(({ id }) => id !== 'always-allow' || finding.effect === 'block');
  const back = context.backlog.chosen('allowed').includes(finding.code) ? [blockAgain(finding.code, context.backlog)] : [];
  const actions = [...open.map((action) => remedyButton(action, context)), ...back, whatIsThis(finding.code)];
  return {
    label: `${finding.effect === 'block' ? '$(error)' : '$(warning)'} ${plain(finding.fullCode)}`,
    // The way out beside the code: the row below is wide enough for what happened.
    ...(actions[0] ? { description: plain(actions[0].title) } : {}),
    detail: plain(t('{0}. {1}', finding.message, finding.remedy)),
    actions,
    buttons: actions.map(({ title }, index) => ({ iconPath: new vscode.ThemeIcon(index === actions.length - 1 ? 'question' : 'arrow-right'), tooltip: title })),
  };
}

function showList(title: string, rows: readonly Row[]): Promise<void> {
  const list = vscode.window.createQuickPick<Row>();
  list.title = title;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = rows;
  const first = rows.find((row) => row.actions && row.actions.length > 0);
  list.placeholder = first ? t('Choose a row for its way out; Escape closes') : t('Type to search; Escape closes');
  if (first) list.activeItems = [first];
  const take = (action: MessageAction | undefined) => {
    list.hide();
    void action?.run();
  };
  list.onDidAccept(() => take(list.selectedItems[0]?.actions?.[0]));
  list.onDidTriggerItemButton(({ item, button }) => take(item.actions?.find(({ title: label }) => label === button.tooltip)));
  return new Promise((resolve) => {
    list.onDidHide(() => {
      list.dispose();
      resolve();
    });
    list.show();
  });
}

function plain(text: string): string {
  return withoutIcons(text).replace(/\s+/g, ' ');
}
