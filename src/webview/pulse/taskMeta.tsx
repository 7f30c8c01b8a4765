import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { TaskLine } from '../../core/pulseProtocol';
import { t } from '../../core/words';
import { RiskMark } from '../shared/atoms';

export function TaskMeta({ task, children }: { task: TaskLine; children?: ComponentChildren }) {
  return (
    <p class="meta">
      <RiskMark risk={task.risk} />
      <span>{visible(task.slice, 60)}</span>
      <span title={t('Size')}>{visible(task.size, 12)}</span>
      {children}
    </p>
  );
}
