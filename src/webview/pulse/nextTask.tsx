import { visible } from '../../core/pulse/visible';
import type { EligibleTask, PulseBoard } from '../../core/pulseProtocol';
import { counted, t } from '../../core/words';
import type { Actions, BoardProps } from './actions';
import { Icon, Section, TaskLink } from '../shared/atoms';
import { TaskMeta } from './taskMeta';

/** What comes next, why, and what after it. */
export function NextTask({ model, actions }: BoardProps) {
  const [next, ...later] = model.eligible;
  const count = next ? t('{0} can start now', model.eligibleCount) : undefined;
  return (
    <Section id="next" title={t('Next task')} {...(count === undefined ? {} : { count })}>
      {next ? (
        <NextCard task={next} canStart={model.isTrusted} isAdvised={model.wip.level !== 'overloaded' && !model.stale} actions={actions} />
      ) : (
        <p class="card nothing">
          <Icon name="circle-slash" /> {nothing(model)}
        </p>
      )}
      {later.length > 0 ? (
        <ol class="rows" aria-label={t('After that')}>
          {later.map((task) => (
            <Later key={task.id} task={task} canStart={model.isTrusted} actions={actions} />
          ))}
        </ol>
      ) : null}
    </Section>
  );
}

function nothing({ waitingCount, counts }: PulseBoard): string {
  const waits = waitingCount > 0 ? counted(waitingCount, '{0} task waits on others', '{0} tasks wait on others') : '';
  const blocked = counts.blocked > 0 ? counted(counts.blocked, '{0} is blocked', '{0} are blocked') : '';
  const why = [waits, blocked].filter(Boolean).join(', ');
  return why ? t('Nothing can be started now: {0}.', why) : t('Nothing can be started now.');
}

interface ItemProps {
  readonly task: EligibleTask;
  readonly canStart: boolean;
  readonly actions: Actions;
}

/** The button stands out only where starting is what to do now. */
function NextCard({ task, canStart, isAdvised, actions }: ItemProps & { isAdvised: boolean }) {
  return (
    <article class="card next-card" aria-label={visible(task.id, 120)}>
      <div class="task-head">
        <div>
          <TaskLink id={task.id} actions={actions} />
          <h3>{visible(task.title)}</h3>
        </div>
        {canStart ? (
          <button type="button" class={`button ${isAdvised ? 'primary' : 'secondary'}`} aria-label={t('Start {0}', visible(task.id, 120))} onClick={() => actions.start(task.id)}>
            <Icon name="play" /> {t('Start')}
          </button>
        ) : null}
      </div>
      <TaskMeta task={task}>
        <span>{counted(task.criteria, '{0} criterion', '{0} criteria')}</span>
      </TaskMeta>
      {task.why.length > 0 ? (
        <ul class="why" aria-label={t('Why it is next')}>
          {task.why.map((reason, index) => (
            <li key={index}>{visible(reason)}</li>
          ))}
        </ul>
      ) : null}
    </article>
  );
}

function Later({ task, canStart, actions }: ItemProps) {
  return (
    <li class="row">
      <div class="row-main">
        <TaskLink id={task.id} actions={actions} />
        <span class="row-title" title={visible(task.title)}>
          {visible(task.title)}
        </span>
        <TaskMeta task={task}>
          {task.why.map((reason, index) => (
            <span key={index}>{visible(reason)}</span>
          ))}
        </TaskMeta>
      </div>
      {canStart ? (
        <button type="button" class="button secondary" aria-label={t('Start {0}', visible(task.id, 120))} onClick={() => actions.start(task.id)}>
          {t('Start')}
        </button>
      ) : null}
    </li>
  );
}
