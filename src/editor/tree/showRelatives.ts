import * as vscode from 'vscode';
import { taskGraph } from '../../core/graph/taskGraph';
import { stagesOf } from '../../core/projections/treeStage';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { tell } from '../messages';
import { taskItem } from './pickTask';
import { plain } from './plain';

/**
 * Lists the tasks that a task waits on, or that wait on it: direct ones first, then those through others, nearest
 * first. Resolves to the chosen one.
 */
export async function showRelatives(
  backlog: Backlog,
  view: TaskView,
  side: 'dependencies' | 'dependents',
): Promise<string | undefined> {
  const { snapshot, settings } = backlog;
  const { task } = view;
  const id = plain(task.id, 80);
  const direct = new Set(side === 'dependencies' ? task.dependsOn : view.dependents);
  if (direct.size === 0) {
    void tell('info', side === 'dependencies' ? t('{0} depends on no other task.', id) : t('No task depends on {0}.', id));
    return undefined;
  }
  const graph = taskGraph(snapshot);
  const known = side === 'dependencies' ? graph.ancestors(task.id) : graph.descendants(task.id);
  const unknown = [...direct].filter((other) => !snapshot.byId.has(other));
  const stages = stagesOf(snapshot, settings);
  const item = (other: string) => {
    const found = snapshot.byId.get(other);
    if (found) return taskItem(found, stages);
    return { iconPath: new vscode.ThemeIcon('error'), label: plain(other), detail: t('No task of this manifest') };
  };
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const near = [...known.filter((other) => direct.has(other)), ...unknown];
  const far = known.filter((other) => !direct.has(other));
  const rows: (vscode.QuickPickItem & { taskId?: string })[] = [
    separator(t('Direct')),
    ...near.map(item),
    ...(far.length > 0 ? [separator(t('Through others')), ...far.map(item)] : []),
  ];
  const total = near.length + far.length;
  const choice = await vscode.window.showQuickPick(rows, {
    title: side === 'dependencies' ? counted(total, '{1} depends on {0} task', '{1} depends on {0} tasks', id) : counted(total, '{0} task depends on {1}', '{0} tasks depend on {1}', id),
    placeHolder: t('Choose a task to show it in the tree'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.taskId;
}
