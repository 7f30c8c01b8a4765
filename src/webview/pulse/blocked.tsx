import { visible } from '../../core/pulse/visible';
import type { BlockedTask } from '../../core/pulseProtocol';
import { t } from '../../core/words';
import type { Actions, BoardProps } from './actions';
import { Icon, RiskMark, Section, TaskLink } from '../shared/atoms';

/** Tasks that someone recorded as blocked; shown only when there are any. */
export function Blocked({ model, actions }: BoardProps) {
  const count = model.counts.blocked;
  if (count === 0) return null;
  return (
    <Section id="blocked" title={t('Blocked')} count={String(count)}>
      <ul class="rows">
        {model.blocked.map((task) => (
          <Row key={task.id} task={task} actions={actions} />
        ))}
      </ul>
      {count > model.blocked.length ? <p class="quiet">{t('and {0} more in the task tree', count - model.blocked.length)}</p> : null}
    </Section>
  );
}

function Row({ task, actions }: { task: BlockedTask; actions: Actions }) {
  return (
    <li class="row">
      <Icon name="error" />
      <div class="row-main">
        <TaskLink id={task.id} actions={actions} />
        <span class="row-title" title={visible(task.title)}>
          {visible(task.title)}
        </span>
        {task.reason === '' ? null : <p class="reason">{visible(task.reason)}</p>}
        {task.missing.length > 0 ? (
          <p class="meta waits">
            <span>{t('Waits on')}</span>
            {task.missing.map(({ id, status, isKnown }) => (
              <span key={id}>
                {isKnown ? <TaskLink id={id} actions={actions} /> : <code>{visible(id, 120)}</code>} ({visible(status)})
              </span>
            ))}
          </p>
        ) : null}
      </div>
      <p class="meta">
        <RiskMark risk={task.risk} />
      </p>
    </li>
  );
}
