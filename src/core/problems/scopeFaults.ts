import { itemPath } from '../manifest/places';
import type { Task } from '../manifest/task';
import type { PatternFault } from '../plan/patternFault';
import { readScope } from '../plan/scope';
import { shown, type ProblemSeverity } from '../problem';
import type { Tell } from './fault';

const SEVERITY: Readonly<Record<PatternFault['kind'], ProblemSeverity>> = { empty: 'warning', outside: 'error', unclear: 'warning' };

/** Tells of a task's patterns that can't be compared with others' (RELIABILITY, bad input 24). */
export function tellFileScope(task: Task, tell: Tell): void {
  if (!task.fileScope) return;
  for (const { kind, why, remedy, index } of readScope(task.fileScope).faults) {
    const what = index === undefined ? '' : ` has the pattern ${shown(task.fileScope[index])}, which`;
    const then = kind === 'unclear' ? '; while it is not understood, the task is not run beside others' : '';
    tell({
      severity: SEVERITY[kind],
      kind: `file-scope-${kind}`,
      message: `The file_scope of ${task.id}${what} ${why}${then}`,
      remedy,
      taskId: task.id,
      at: { in: 'manifest', path: index === undefined ? ['tasks', task.sourceIndex, 'file_scope'] : itemPath(task, 'file_scope', index) },
    });
  }
}
