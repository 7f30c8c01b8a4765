import * as vscode from 'vscode';
import { RISKS } from '../../core/manifest/task';
import { countShown } from '../../core/projections/tree';
import { EMPTY_FILTER, readFilter, type TreeFilter } from '../../core/projections/treeFilter';
import { STAGE_LOOK, STAGES } from '../../core/projections/treeStage';
import { riskWords } from '../../core/riskWords';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { themeIcon } from './treeItem';

interface FilterItem extends vscode.QuickPickItem {
  readonly stage?: TreeFilter['stages'][number];
  readonly risk?: TreeFilter['risks'][number];
}

/**
 * Asks for a filter in one list: words are typed, statuses and risks are ticked; the title counts what would be shown.
 * Resolves to undefined when the person left.
 */
export async function askFilter(all: readonly Backlog[], now: TreeFilter): Promise<TreeFilter | undefined> {
  const pick = vscode.window.createQuickPick<FilterItem>();
  pick.canSelectMany = true;
  pick.placeholder = t('Words of id, title, capability or criteria; tick statuses and risks');
  pick.items = filterItems();
  pick.selectedItems = pick.items.filter(
    ({ stage, risk }) => (stage && now.stages.includes(stage)) || (risk && now.risks.includes(risk)),
  );
  pick.value = now.text;
  pick.buttons = [clearButton()];
  const chosen = () => filterOf(pick);
  const count = () => {
    const total = all.reduce((sum, { snapshot }) => sum + snapshot.tasks.length, 0);
    const shown = all.reduce((sum, { snapshot, settings }) => sum + countShown(snapshot, { filter: chosen(), settings }), 0);
    pick.title = t('Filter Tasks: {0} of {1}', shown, total);
  };
  count();
  try {
    return await new Promise<TreeFilter | undefined>((resolve) => {
      pick.onDidChangeValue(count);
      pick.onDidChangeSelection(count);
      pick.onDidAccept(() => resolve(chosen()));
      pick.onDidTriggerButton(() => resolve(EMPTY_FILTER));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

const clearButton = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon('clear-all'), tooltip: t('Clear the Filter') });

/** Always shown: what is typed filters the tasks, not this list. */
function filterItems(): FilterItem[] {
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    separator(t('Status')),
    ...STAGES.map((stage) => {
      const { label, icon } = STAGE_LOOK[stage];
      return { label, iconPath: themeIcon(icon), alwaysShow: true, stage };
    }),
    separator(t('Risk')),
    ...RISKS.map((risk) => ({ label: riskWords(risk), iconPath: new vscode.ThemeIcon('flame'), alwaysShow: true, risk })),
  ];
}

function filterOf({ value, selectedItems }: vscode.QuickPick<FilterItem>): TreeFilter {
  const stages = selectedItems.flatMap(({ stage }) => stage ?? []);
  const risks = selectedItems.flatMap(({ risk }) => risk ?? []);
  return readFilter({ text: value.trim(), stages, risks });
}
