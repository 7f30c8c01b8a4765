import { RISKS, type Risk } from '../../core/manifest/task';
import { visible } from '../../core/pulse/visible';
import { riskWords } from '../../core/riskWords';
import { counted, t } from '../../core/words';
import type { GraphProps } from './look';
import { standingOf } from './standing';

/** A node in one line, for screen readers: "A--T01, Import, in progress, High risk, waits on 2 tasks, 3 tasks wait on it". */
export function nodeName({ model, drawing }: Pick<GraphProps, 'model' | 'drawing'>, node: number): string {
  const { shape, waiters } = drawing;
  const standing = standingOf(model, drawing);
  const isTask = node < shape.taskCount;
  const [unmet, waiting] = [standing.unmetOf(node), waiters[node]?.length ?? 0];
  const title = shape.titles[node] ?? '';
  return [
    visible(shape.ids[node] ?? '', 120),
    visible(title, 120),
    standing.stageOf(node).words,
    isTask ? riskWords(riskOf(shape.risks.charAt(node))) : '',
    model.next === node ? t('next to start') : '',
    unmet > 0 ? counted(unmet, 'waits on {0} task', 'waits on {0} tasks') : '',
    waiting > 0 ? counted(waiting, '{0} task waits on it', '{0} tasks wait on it') : '',
    standing.isCritical(node) ? t('on the critical path') : '',
    (shape.knots[node] ?? -1) >= 0 ? t('in a cycle') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The risk that a task's letter in the shape stands for. */
export function riskOf(letter: string): Risk {
  return RISKS.find((risk) => risk.charAt(0) === letter) ?? 'Medium';
}
