import type { PlanBoard } from '../../core/planProtocol';
import { counted, t } from '../../core/words';

/** `12 tasks in 4 waves`. */
export function sizeText({ tasks, waves }: Pick<PlanBoard['totals'], 'tasks' | 'waves'>): string {
  return t('{0} in {1}', counted(tasks, '{0} task', '{0} tasks'), counted(waves, '{0} wave', '{0} waves'));
}
