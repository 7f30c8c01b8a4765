import { visible } from '../../core/pulse/visible';
import type { AttentionLines, MatterLine } from '../../core/pulseProtocol';
import { t } from '../../core/words';
import type { Actions, BoardProps } from './actions';
import { Icon, Section, TaskLink } from '../shared/atoms';
import { Fold, Kept, Lines } from '../shared/fold';

/** More than so many of one kind are told as one row. */
const MOST_LOOSE = 3;

/** Escalations and warnings of open work, and folded below them what can wait; nothing where there is nothing. */
export function Attention({ model: { attention, isTrusted }, actions }: BoardProps) {
  const { escalations, escalationCount, warnings, warningCount, finished, finishedCount, infos, infoCount } = attention;
  const count = escalationCount + warningCount + finishedCount;
  if (count + infoCount === 0) return null;
  const more = escalationCount - escalations.length + missing(warnings, warningCount);
  return (
    <Section id="attention" title={count > 0 ? t('Needs attention') : t('For your information')} {...(count > 0 ? { count: String(count) } : {})}>
      {escalationCount + warningCount > 0 ? (
        <ul class="rows">
          {escalations.map((escalation) => (
            <EscalationRow key={escalation.id} escalation={escalation} isTrusted={isTrusted} actions={actions} />
          ))}
          <Warnings groups={warnings} actions={actions} />
        </ul>
      ) : null}
      {more > 0 ? <p class="quiet">{t('and {0} more in the task tree', more)}</p> : null}
      {finishedCount > 0 ? (
        <Kept name="attention:finished" title={t('In finished tasks')} count={finishedCount} actions={actions}>
          <ul class="rows">
            <Warnings groups={finished} actions={actions} />
          </ul>
        </Kept>
      ) : null}
      {infoCount > 0 ? (
        <Kept name="attention:info" title={t('Informational')} count={infoCount} actions={actions}>
          <ul class="matters">
            {infos.map(({ title, reason, count: times }) => (
              <li key={title}>
                {visible(title)} <span class="count">{times}</span>
                {reason === '' ? null : <p class="quiet">{visible(reason)}</p>}
              </li>
            ))}
            <li class="quiet">{t('Each with its task is in the task tree.')}</li>
          </ul>
        </Kept>
      ) : null}
    </Section>
  );
}

function missing(groups: AttentionLines['warnings'], count: number): number {
  return count - groups.reduce((sum, group) => sum + group.count, 0);
}

function EscalationRow({ escalation, isTrusted, actions }: { escalation: AttentionLines['escalations'][number]; isTrusted: boolean; actions: Actions }) {
  const { id, to, title, evidence, taskIds } = escalation;
  return (
    <li class="row escalation">
      <Icon name="megaphone" />
      <div class="row-main">
        <p class="matter">
          <b>{visible(title)}</b>
        </p>
        <p class="meta">
          <span>{t('For the {0}', to)}</span>
          {taskIds.map((taskId) => (
            <TaskLink key={taskId} id={taskId} actions={actions} />
          ))}
        </p>
        <Fold words={t('Evidence')} of={title}>
          <Lines lines={evidence} />
        </Fold>
      </div>
      {isTrusted ? (
        <button type="button" class="button secondary" aria-label={t('Send to Agent, to the {0}: {1}', to, visible(title))} onClick={() => actions.sendEscalation(id)}>
          <Icon name="send" />
          {t('Send to Agent')}
        </button>
      ) : null}
    </li>
  );
}

/** A few of one kind are rows of their own; more fold into one. */
function Warnings({ groups, actions }: { groups: AttentionLines['warnings']; actions: Actions }) {
  return (
    <>
      {groups.flatMap(({ title, count, found }) =>
        count > MOST_LOOSE
          ? [<GroupRow key={title} title={title} count={count} found={found} actions={actions} />]
          : found.map((matter, index) => (
              <li key={`${title}:${index}`} class="row">
                <Icon name="warning" />
                <div class="row-main">
                  <p class="matter">
                    <b>{visible(title)}</b> <About matter={matter} actions={actions} />
                  </p>
                  <Words matter={matter} />
                </div>
              </li>
            )),
      )}
    </>
  );
}

function GroupRow({ title, count, found, actions }: { title: string; count: number; found: readonly MatterLine[]; actions: Actions }) {
  return (
    <li class="row">
      <Icon name="warning" />
      <details class="row-main fold">
        <summary>
          <Icon name="chevron-right" />
          <b>{visible(title)}</b> <span class="count">{count}</span>
        </summary>
        <ul class="matters">
          {found.map((matter, index) => (
            <li key={index}>
              <About matter={matter} actions={actions} />
              <Words matter={matter} />
            </li>
          ))}
          {count > found.length ? <li class="quiet">{t('and {0} more in the task tree', count - found.length)}</li> : null}
        </ul>
      </details>
    </li>
  );
}

/** Its task, or the id that no task of the manifest has. */
function About({ matter: { taskId, subject }, actions }: { matter: MatterLine; actions: Actions }) {
  return taskId === undefined ? <span class="id quiet">{visible(subject, 80)}</span> : <TaskLink id={taskId} actions={actions} />;
}

/** What is wrong; what to do and what it rests on unfold below. */
function Words({ matter: { message, remedy, evidence } }: { matter: MatterLine }) {
  return (
    <Fold words={visible(message)}>
      <p>{visible(remedy)}</p>
      <Lines lines={evidence} />
    </Fold>
  );
}
