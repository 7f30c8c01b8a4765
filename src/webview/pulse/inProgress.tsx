import { visible } from '../../core/pulse/visible';
import type { CriterionLine, InProgressTask } from '../../core/pulseProtocol';
import { counted, t } from '../../core/words';
import type { Actions, BoardProps } from './actions';
import { Icon, Meter, Section, TaskLink } from '../shared/atoms';
import { Sentence } from '../shared/sentence';
import { TaskMeta } from './taskMeta';

export function InProgress({ model, actions }: BoardProps) {
  const { count } = model.wip;
  return (
    <Section id="in-progress" title={t('In progress')} {...(count > 0 ? { count: String(count) } : {})}>
      {count === 0 ? <p class="card nothing quiet">{t('No task is under way.')}</p> : null}
      {model.inProgress.map((task) => (
        <Card key={task.id} task={task} actions={actions} />
      ))}
      {count > model.inProgress.length ? <p class="quiet">{t('and {0} more in the task tree', count - model.inProgress.length)}</p> : null}
    </Section>
  );
}

function Card({ task, actions }: { task: InProgressTask; actions: Actions }) {
  const done = t('{0} of {1}', task.done, task.total);
  return (
    <article class="card" aria-label={visible(task.id, 120)}>
      <div class="task-head">
        <div>
          <TaskLink id={task.id} actions={actions} />
          <h3>{visible(task.title)}</h3>
        </div>
        <p class="done">
          {task.total > 0 ? (
            <Sentence text={t('{0} {1}')} parts={[<b key="done">{done}</b>, <span key="what" class="quiet">{t('criteria')}</span>]} />
          ) : (
            <span class="quiet">{t('no criteria')}</span>
          )}
        </p>
      </div>
      {task.total > 0 ? <Meter value={task.done} max={task.total} label={t('Acceptance criteria done')} text={t('{0} criteria', done)} /> : null}
      <TaskMeta task={task}>
        {task.where === undefined ? null : <span>{t('on {0}', visible(task.where, 60))}</span>}
        <span>{task.started}</span>
        {task.evidence === undefined ? null : <span title={t('What commits show of its criteria')}>{visible(task.evidence)}</span>}
      </TaskMeta>
      {task.total > 0 ? <Criteria task={task} /> : null}
    </article>
  );
}

function Criteria({ task }: { task: InProgressTask }) {
  const hidden = task.criteria.length > 0 ? task.total - task.criteria.length : 0;
  return (
    <ul class="criteria" aria-label={t('Acceptance criteria')}>
      {task.criteria.map(({ id, text, isDone, evidence }, index) => (
        <li key={index} class={isDone ? 'is-done' : ''} title={visible(id)}>
          <Icon name={isDone ? 'pass-filled' : 'circle-large'} />
          <span>
            <span class="unseen">{isDone ? t('Done:') : t('Open:')} </span>
            {visible(text) || visible(id)}
            {evidence ? <EvidenceMark evidence={evidence} /> : null}
          </span>
        </li>
      ))}
      {hidden > 0 ? <li class="quiet">{counted(hidden, 'and {0} criterion more', 'and {0} criteria more')}</li> : null}
    </ul>
  );
}

const EVIDENCE = { evidenced: ['git-commit', () => ''], claimed: [undefined, () => t('no commit')], unclaimed: ['git-commit', () => t('not recorded')] } as const;

/** Beside a criterion: whether commits name it. What is as it should be takes no words. */
function EvidenceMark({ evidence: { state, text } }: { evidence: NonNullable<CriterionLine['evidence']> }) {
  const [icon, words] = EVIDENCE[state];
  return (
    <span class={`evidence-mark ${state}`} title={visible(text)}>
      {icon ? <Icon name={icon} /> : null}
      <span aria-hidden="true">{words()}</span>
      <span class="unseen">, {visible(text)}</span>
    </span>
  );
}
