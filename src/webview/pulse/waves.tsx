import { counted, t } from '../../core/words';
import { Icon, Section, TaskLink } from '../shared/atoms';
import { visible } from '../../core/pulse/visible';
import type { PulseWaves } from '../../core/pulseProtocol';
import type { BoardProps } from './actions';

/** What can run side by side next, and what that saves. Absent where a plan says nothing. */
export function Waves({ model: { waves }, actions }: BoardProps) {
  if (!waves) return null;
  const more = waves.waves - waves.next.length;
  return (
    <Section id="next-waves" title={t('Next waves')} count={visible(waves.scope, 60)}>
      <div class="rows">
        <ol>
          {waves.next.map(({ number, time, taskIds }) => (
            <li key={number} class="row wave-row">
              <span class="wave-name">{t('Wave {0}', number)}</span>
              <span class="wave-tasks">
                {taskIds.map((id) => (
                  <TaskLink key={id} id={id} actions={actions} />
                ))}
              </span>
              <span class="quiet">{time}</span>
            </li>
          ))}
        </ol>
        <div class="row wave-sum">
          <p class="meta">
            {more > 0 ? <span>{counted(more, 'and {0} more wave', 'and {0} more waves')}</span> : null}
            <span>{t('{0} instead of {1} one after the other', waves.planned, waves.serial)}</span>
            {waves.critical.count > 1 ? <span>{criticalText(waves.critical)}</span> : null}
          </p>
          <button type="button" class="button secondary" onClick={() => actions.plan()}>
            <Icon name="project" /> {t('Plan Parallel Batch')}
          </button>
        </div>
      </div>
    </Section>
  );
}

function criticalText({ count, time }: PulseWaves['critical']): string {
  return counted(count, 'longest chain: {0} task, {1}', 'longest chain: {0} tasks, {1}', time);
}
