import { visible } from '../../core/pulse/visible';
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
    isTask ? riskWords(shape.risks.charAt(node)) : '',
    model.next === node ? t('next to start') : '',
    unmet > 0 ? counted(unmet, 'waits on {0} task', 'waits on {0} tasks') : '',
    waiting > 0 ? counted(waiting, '{0} task waits on it', '{0} tasks wait on it') : '',
    standing.isCritical(node) ? t('on the critical path') : '',
    (shape.knots[node] ?? -1) >= 0 ? t('in a cycle') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

export function riskWords(letter: string): string {
  switch (letter) {
    case 'H':
      return t('High risk');
    case 'L':
      return t('Low risk');
    default:
      return t('Medium risk');
  }
}
