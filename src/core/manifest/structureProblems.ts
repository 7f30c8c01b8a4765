import { cycleText } from '../graph/order';
import type { Structure } from '../graph/structure';
import { nearestAmong } from '../nearest';
import { shown } from '../problem';
import { itemPath, itemsOf } from './places';
import type { Report } from './report';
import type { Task } from './task';

/** Other places that are told of with a problem. */
const MOST_RELATED = 5;

/** Doubled ids, unknown dependencies, ids whose branches clash, and cycles. */
export function reportStructure(structure: Structure, tasks: readonly Task[], report: Report): void {
  for (const { id, indexes } of structure.duplicates) {
    const message = `The task id ${shown(id)} stands ${indexes.length} times in the manifest; only the first is shown`;
    const first = indexes.slice(0, MOST_RELATED + 1);
    for (const index of indexes) {
      const others = first.filter((other) => other !== index).slice(0, MOST_RELATED);
      report.add('error', 'duplicate-task', message, {
        path: ['tasks', index, 'task_id'],
        taskId: id,
        remedy: 'Give each task an id of its own.',
        related: others.map((other) => ({ path: ['tasks', other, 'task_id'], message: 'the same id' })),
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
    report.add('error', 'unknown-dependency', `${task.id} depends on ${shown(dependency)}, which is no task of this manifest`, {
      path: itemPath(task, 'depends_on_tasks', at),
      taskId: task.id,
      remedy: guess ? `Did you mean ${guess}? Otherwise remove the dependency.` : 'Remove the dependency, or add the task.',
    });
  }
  for (const [task, other] of structure.clashes) {
    report.add('warning', 'branch-clash', `The ids ${shown(other.id)} and ${shown(task.id)} differ only in case or in the form of a letter, so their branches clash`, {
      path: ['tasks', task.sourceIndex, 'task_id'],
      taskId: task.id,
      remedy: 'Give one of them another id: once one is started, the other counts as started too.',
      related: [{ path: ['tasks', other.sourceIndex, 'task_id'], message: 'the other id' }],
    });
  }
  const byId = structure.cycles.length > 0 ? new Map([...tasks].reverse().map((task) => [task.id, task])) : undefined;
  for (const cycle of structure.cycles) {
    const task = byId?.get(cycle[0] ?? '');
    if (!task) continue;
    const isAlone = cycle.length === 2;
    report.add('error', 'dependency-cycle', isAlone ? `${task.id} depends on itself` : `These tasks wait on each other: ${cycleText(cycle)}`, {
      path: itemPath(task, 'depends_on_tasks', itemsOf(task, 'depends_on_tasks').indexOf(cycle[1] ?? '')),
      taskId: task.id,
      remedy: isAlone ? 'Remove the dependency.' : 'Remove one of these dependencies.',
    });
  }
}
