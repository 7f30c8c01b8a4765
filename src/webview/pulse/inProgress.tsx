import { visible } from '../../core/pulse/visible';
import type { CriterionLine, InProgressTask } from '../../core/pulseProtocol';
import type { Actions, BoardProps } from './actions';
import { Icon, Meter, plural, Section, TaskLink } from '../shared/atoms';
import { TaskMeta } from './taskMeta';

export function InProgress({ model, actions }: BoardProps) {
  const { count } = model.wip;
  return (
    <Section id="in-progress" title="In progress" {...(count > 0 ? { count: String(count) } : {})}>
      {count === 0 ? <p class="card nothing quiet">No task is under way.</p> : null}
      {model.inProgress.map((task) => (
        <Card key={task.id} task={task} actions={actions} />
      ))}
      {count > model.inProgress.length ? <p class="quiet">and {count - model.inProgress.length} more in the task tree</p> : null}
    </Section>
  );
}

function Card({ task, actions }: { task: InProgressTask; actions: Actions }) {
  const done = `${task.done} of ${task.total}`;
  const hidden = task.criteria.length > 0 ? task.total - task.criteria.length : 0;
  return (
    <article class="card" aria-label={visible(task.id, 120)}>
      <div class="task-head">
        <div>
          <TaskLink id={task.id} actions={actions} />
          <h3>{visible(task.title)}</h3>
        </div>
        <p class="done">
          <b>{done}</b> <span class="quiet">criteria</span>
        </p>
      </div>
      <Meter value={task.done} max={task.total} label="Acceptance criteria done" text={`${done} criteria`} />
      <TaskMeta task={task}>
        {task.where === undefined ? null : <span>on {visible(task.where, 60)}</span>}
        <span>{task.started}</span>
        {task.evidence === undefined ? null : <span title="What commits show of its criteria">{visible(task.evidence)}</span>}
      </TaskMeta>
      <ul class="criteria" aria-label="Acceptance criteria">
        {task.criteria.map(({ id, text, isDone, evidence }, index) => (
          <li key={index} class={isDone ? 'is-done' : ''} title={visible(id)}>
            <Icon name={isDone ? 'pass-filled' : 'circle-large'} />
            <span>
              <span class="unseen">{isDone ? 'Done: ' : 'Open: '}</span>
              {visible(text) || visible(id)}
              {evidence ? <EvidenceMark evidence={evidence} /> : null}
            </span>
          </li>
        ))}
        {hidden > 0 ? <li class="quiet">and {plural(hidden, 'criterion', 'criteria')} more</li> : null}
      </ul>
    </article>
  );
}

const EVIDENCE = { evidenced: ['git-commit', ''], claimed: [undefined, 'no commit'], unclaimed: ['git-commit', 'not recorded'] } as const;

/** Beside a criterion: whether commits name it. What is as it should be takes no words. */
function EvidenceMark({ evidence: { state, text } }: { evidence: NonNullable<CriterionLine['evidence']> }) {
  const [icon, words] = EVIDENCE[state];
  return (
    <span class={`evidence-mark ${state}`} title={visible(text)}>
      {icon ? <Icon name={icon} /> : null}
      <span aria-hidden="true">{words}</span>
      <span class="unseen">, {visible(text)}</span>
    </span>
  );
}
