import { visible } from '../../core/pulse/visible';
import type { DayTasks, HistoryFigures, ProjectDay as Day } from '../../core/historyProtocol';
import { counted, t } from '../../core/words';
import { Icon, Section, StackedBar, TaskLink } from '../shared/atoms';
import { barParts, statusCounts } from '../shared/statuses';
import type { Actions } from '../pulse/actions';
import { completedText, dayText, numberText } from './formats';

/** The project as it was at the end of one day. */
export function ProjectDay({ model: { on, to }, actions }: { model: HistoryFigures; actions: Actions }) {
  const isPast = on.day !== to;
  return (
    <Section id="project-day" title={t('The project on one day')}>
      <div class={`card day-card ${isPast ? 'is-past' : ''}`}>
        <div class="day-head">
          <p class="day-name">
            <Icon name={isPast ? 'history' : 'calendar'} /> <b>{isPast ? t('The past: {0}', dayText(on.day, 'full')) : t('Today, {0}', dayText(on.day, 'full'))}</b>
          </p>
          <button type="button" class={`button secondary ${isPast ? '' : 'off'}`} disabled={!isPast} onClick={() => actions.history.showDay(undefined)}>
            {t('Back to Today')}
          </button>
        </div>
        <Counts on={on} />
        <Phases on={on} />
        <Tasks name={t('In progress')} icon="play-circle" tasks={on.inProgress} actions={actions} />
        <Tasks name={t('Blocked')} icon="circle-slash" tasks={on.blocked} actions={actions} />
        <Tasks name={t('Completed on that day')} icon="pass" tasks={on.completed} actions={actions} />
      </div>
    </Section>
  );
}

function Counts({ on: { counts, total } }: { on: Day }) {
  return (
    <>
      <p class="day-count">{completedText(counts.completed, total)}</p>
      <StackedBar parts={barParts(counts)} total={total} label={t('Tasks completed')} />
      <ul class="legend">
        {statusCounts(counts).map(({ name, label, count }) => (
          <li key={name} class={count === 0 ? 'zero' : ''}>
            <span class={`swatch ${name}`} aria-hidden="true" />
            {label} <b>{numberText(count)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

function Phases({ on: { phases, phaseCount } }: { on: Day }) {
  const more = phaseCount - phases.length;
  return (
    <ul class="day-phases" aria-label={t('Progress by phase')}>
      {phases.map(({ label, total, completed, inProgress, blocked }, index) => (
        <li key={index} class="group">
          <span class="group-label" title={visible(label)}>
            {visible(label, 100)}
          </span>
          <StackedBar
            parts={[
              { name: 'completed', count: completed },
              { name: 'in-progress', count: inProgress },
              { name: 'blocked', count: blocked },
            ]}
            total={total}
            label={t('{0}: tasks completed', visible(label, 100))}
          />
          <span class="group-count">
            <b>{numberText(completed)}</b>
            <span class="quiet">/{numberText(total)}</span>
          </span>
        </li>
      ))}
      {more > 0 ? <li class="quiet">{counted(more, 'and {0} more phase', 'and {0} more phases')}</li> : null}
    </ul>
  );
}

function Tasks({ name, icon, tasks: { count, tasks }, actions }: { name: string; icon: string; tasks: DayTasks; actions: Actions }) {
  return (
    <div class="day-tasks">
      <h3>
        {name} <span class="count">{numberText(count)}</span>
      </h3>
      <ul>
        {tasks.map(({ id, title, isKnown, since }) => (
          <li key={id}>
            <Icon name={icon} />
            <span class="day-task">
              {isKnown ? <TaskLink id={id} actions={actions} /> : <span class="id">{visible(id, 120)}</span>} <span class="row-title">{isKnown ? visible(title, 200) : t('not in today’s manifest')}</span>
            </span>
            <span class="quiet since">{t('since {0}', dayText(since))}</span>
          </li>
        ))}
        {count > tasks.length ? <li class="quiet">{t('and {0} more', numberText(count - tasks.length))}</li> : null}
      </ul>
    </div>
  );
}
