import { cycleText } from '../graph/order';
import type { Structure } from '../graph/structure';
import { nearestAmong } from '../nearest';
import { named, shown } from '../problem';
import { t } from '../words';
import { itemPath, itemsOf } from './places';
import type { Report } from './report';
import type { Task } from './task';

/** Other places that are told of with a problem. */
const MOST_RELATED = 5;

/** Doubled ids, unknown dependencies, ids whose branches clash, and cycles. */
export function reportStructure(structure: Structure, tasks: readonly Task[], report: Report): void {
  for (const { id, indexes } of structure.duplicates) {
    const message = t('The task id {0} stands {1} times in the manifest; only the first is shown', shown(id), indexes.length);
    const first = indexes.slice(0, MOST_RELATED + 1);
    for (const index of indexes) {
      const others = first.filter((other) => other !== index).slice(0, MOST_RELATED);
      report.add('error', 'duplicate-task', message, {
        path: ['tasks', index, 'task_id'],
        taskId: id,
        remedy: t('Give each task an id of its own.'),
        related: others.map((other) => ({ path: ['tasks', other, 'task_id'], message: t('the same id') })),
      });
    }
  }
  const near = nearestAmong(() => tasks.map(({ id }) => id));
  let before: { task?: Task; at: number } = { at: -1 };
  for (const { task, dependency } of structure.unknownDependencies) {
    // They come in the task's order; searching each from the start would take the square of their number.
    const at = itemsOf(task, 'depends_on_tasks').indexOf(dependency, task === before.task ? before.at + 1 : 0);
    before = { task, at };
    const guess = near(dependency);
    report.add('error', 'unknown-dependency', t('{0} depends on {1}, which is no task of this manifest', named(task.id), shown(dependency)), {
      path: itemPath(task, 'depends_on_tasks', at),
      taskId: task.id,
      remedy: guess ? t('Did you mean {0}? Otherwise remove the dependency.', named(guess)) : t('Remove the dependency, or add the task.'),
    });
  }
  for (const [task, other] of structure.clashes) {
    report.add('warning', 'branch-clash', t('The ids {0} and {1} differ only in case or in the form of a letter, so their branches clash', shown(other.id), shown(task.id)), {
      path: ['tasks', task.sourceIndex, 'task_id'],
      taskId: task.id,
      remedy: t('Give one of them another id: once one is started, the other counts as started too.'),
      related: [{ path: ['tasks', other.sourceIndex, 'task_id'], message: t('the other id') }],
    });
  }
  const byId = structure.cycles.length > 0 ? new Map([...tasks].reverse().map((task) => [task.id, task])) : undefined;
  for (const cycle of structure.cycles) {
    const task = byId?.get(cycle[0] ?? '');
    if (!task) continue;
    const isAlone = cycle.length === 2;
    report.add('error', 'dependency-cycle', isAlone ? t('{0} depends on itself', named(task.id)) : t('These tasks wait on each other: {0}', cycleText(cycle.map(named))), {
      path: itemPath(task, 'depends_on_tasks', itemsOf(task, 'depends_on_tasks').indexOf(cycle[1] ?? '')),
      taskId: task.id,
      remedy: isAlone ? t('Remove the dependency.') : t('Remove one of these dependencies.'),
    });
  }
}
