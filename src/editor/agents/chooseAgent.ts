import * as vscode from 'vscode';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import { t } from '../../core/words';
import { agentRows, type AgentRow, type Candidate } from './decide';
import { withoutIcons } from '../withoutIcons';

interface Item extends vscode.QuickPickItem {
  readonly descriptor?: AgentDescriptor;
}

const GROUPS: Readonly<Record<AgentRow['group'], () => string>> = {
  current: () => t('chosen'),
  available: () => t('available'),
  unavailable: () => t('not available now'),
};

/** Asks which agent tasks are handed to. One that is not available now may be chosen: it is looked at again at launch. */
export async function askForAgent(candidates: readonly Candidate[], current: AgentDescriptor | undefined): Promise<AgentDescriptor | undefined> {
  const rows = agentRows(candidates, current);
  const items = rows.flatMap((row, index): Item[] => {
    const heading: Item = { label: GROUPS[row.group](), kind: vscode.QuickPickItemKind.Separator };
    const isNew = rows[index - 1]?.group !== row.group;
    return [...(isNew ? [heading] : []), itemOf(row)];
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Choose Agent'),
    placeHolder: t('Which agent are tasks handed to?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.descriptor;
}

function itemOf({ descriptor, label, icon, description, detail }: AgentRow): Item {
  return { descriptor, label: `$(${icon}) ${withoutIcons(label)}`, description: withoutIcons(description), detail: withoutIcons(detail) };
}
