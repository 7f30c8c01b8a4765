import * as vscode from 'vscode';
import { NEXT_ICON, STAGE_LOOK, STAGES, stagesOf, type Stages } from '../../core/projections/treeStage';
import { stageWords } from '../../core/projections/treeTask';
import type { Snapshot, TaskView } from '../../core/snapshot';
import { riskWords } from '../../core/riskWords';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { tell } from '../messages';
import { plain } from './plain';
import { themeIcon } from './treeItem';

/** A task in a list to choose from. */
interface TaskItem extends vscode.QuickPickItem {
  readonly taskId: string;
}

/**
 * Asks for a task: what can be started first, best first; then by stage in the manifest's order.
 * Id, title, risk and stage can be typed.
 *
 * @returns the task's id, or undefined when the person left, or there was nothing to choose from
 */
export async function pickTask(
  backlog: Pick<Backlog, 'snapshot' | 'settings'>,
  options: { readonly title: string; readonly filter?: (view: TaskView) => boolean },
): Promise<string | undefined> {
  const { snapshot, settings } = backlog;
  const stages = stagesOf(snapshot, settings);
  const views = snapshot.tasks.filter(options.filter ?? (() => true));
  if (views.length === 0) {
    void tell('info', snapshot.tasks.length === 0 ? t('The backlog has no tasks.') : t('There is no task that this applies to now.'));
    return undefined;
  }
  const items = itemsByStage(views, stages, snapshot);
  const choice = await vscode.window.showQuickPick(items, {
    title: options.title,
    placeHolder: counted(views.length, 'Id, title or risk ({0} task)', 'Id, title or risk ({0} tasks)'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice && 'taskId' in choice ? choice.taskId : undefined;
}

/** A task as one entry of a quick pick. */
export function taskItem(view: TaskView, stages: Stages): TaskItem {
  const { task } = view;
  const stage = stages.of(view);
  const criteria = counted(task.criteria.length, '{1} of {0} criterion done', '{1} of {0} criteria done', view.doneCount);
  const words = stages.nextId === task.id ? t('next to start') : stageWords(view, stage);
  return {
    taskId: task.id,
    iconPath: themeIcon(stages.nextId === task.id ? NEXT_ICON : STAGE_LOOK[stage].icon),
    label: plain(task.id, 80),
    description: task.title === task.id ? '' : plain(task.title),
    detail: `${riskWords(task.risk)} · ${plain(words)} · ${criteria} · ${plain(task.phase, 40)}, ${plain(task.slice, 40)}`,
  };
}

function itemsByStage(views: readonly TaskView[], stages: Stages, snapshot: Snapshot): (TaskItem | vscode.QuickPickItem)[] {
  const wanted = new Set(views);
  const ready = stages.ready.filter((view) => wanted.has(view));
  return ['ready' as const, ...STAGES.filter((stage) => stage !== 'ready')].flatMap((stage) => {
    const inStage = stage === 'ready' ? ready : snapshot.tasks.filter((view) => wanted.has(view) && stages.of(view) === stage);
    if (inStage.length === 0) return [];
    const separator = { label: STAGE_LOOK[stage].label, kind: vscode.QuickPickItemKind.Separator };
    return [separator, ...inStage.map((view) => taskItem(view, stages))];
  });
}
