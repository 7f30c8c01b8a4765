import { itemPath } from '../manifest/places';
import type { Task } from '../manifest/task';
import type { PatternFault } from '../plan/patternFault';
import { readScope } from '../plan/scope';
import { named, shown, type ProblemSeverity } from '../problem';
import { t } from '../words';
import type { Tell } from './fault';

const SEVERITY: Readonly<Record<PatternFault['kind'], ProblemSeverity>> = { empty: 'warning', outside: 'error', unclear: 'warning' };

/** Tells of a task's patterns that can't be compared with others' (RELIABILITY, bad input 24). */
export function tellFileScope(task: Task, tell: Tell): void {
  if (!task.fileScope) return;
  for (const { kind, why, remedy, index } of readScope(task.fileScope).faults) {
    const what = index === undefined ? t('The file_scope of {0} {1}', named(task.id), why) : t('The file_scope of {0} has the pattern {1}, which {2}', named(task.id), shown(task.fileScope[index]), why);
    tell({
      severity: SEVERITY[kind],
      kind: `file-scope-${kind}`,
      message: kind === 'unclear' ? t('{0}; while it is not understood, the task is not run beside others', what) : what,
      remedy,
      taskId: task.id,
      at: { in: 'manifest', path: index === undefined ? ['tasks', task.sourceIndex, 'file_scope'] : itemPath(task, 'file_scope', index) },
    });
  }
}
