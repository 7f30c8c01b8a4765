import { visible } from '../../core/pulse/visible';
import type { AttentionLines, MatterLine } from '../../core/pulseProtocol';
import type { Actions, BoardProps } from './actions';
import { Icon, plural, Section, TaskLink } from './atoms';

/** More than so many of one kind are told as one row. */
const MOST_LOOSE = 3;
const INFO = 'attention:info';

/** Escalations and warnings, and folded below them what is only good to know; nothing where there is nothing. */
export function Attention({ model: { attention, isTrusted }, actions }: BoardProps) {
  const { escalations, escalationCount, warnings, warningCount, moreWarnings, infoCount } = attention;
  const count = escalationCount + warningCount;
  if (count + infoCount === 0) return null;
  const more = moreWarnings + escalationCount - escalations.length;
  return (
    <Section id="attention" title={count > 0 ? 'Needs attention' : 'For your information'} {...(count > 0 ? { count: String(count) } : {})}>
      {count > 0 ? (
        <ul class="rows">
          {escalations.map((escalation) => (
            <EscalationRow key={escalation.id} escalation={escalation} isTrusted={isTrusted} actions={actions} />
          ))}
          {warnings.flatMap(({ title, count: all, found }) =>
            all > MOST_LOOSE
              ? [<GroupRow key={title} title={title} count={all} found={found} actions={actions} />]
              : found.map((matter, index) => <WarningRow key={`${title}:${index}`} title={title} matter={matter} actions={actions} />),
          )}
        </ul>
      ) : null}
      {more > 0 ? <p class="quiet">and {more} more in the task tree</p> : null}
      {infoCount > 0 ? <Information attention={attention} actions={actions} /> : null}
    </Section>
  );
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
          <span>For the {to}</span>
          {taskIds.map((taskId) => (
            <TaskLink key={taskId} id={taskId} actions={actions} />
          ))}
        </p>
        <Evidence lines={evidence} of={title} />
      </div>
      {isTrusted ? (
        <button type="button" class="button secondary" aria-label={`Send to the ${to}: ${visible(title)}`} onClick={() => actions.sendEscalation(id)}>
          <Icon name="send" />
          Send to Agent
        </button>
      ) : null}
    </li>
  );
}

function WarningRow({ title, matter, actions }: { title: string; matter: MatterLine; actions: Actions }) {
  return (
    <li class="row">
      <Icon name="warning" />
      <div class="row-main">
        <p class="matter">
          <b>{visible(title)}</b> {matter.taskId === undefined ? null : <TaskLink id={matter.taskId} actions={actions} />}
        </p>
        <Words matter={matter} />
      </div>
    </li>
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
              {matter.taskId === undefined ? null : <TaskLink id={matter.taskId} actions={actions} />}
              <Words matter={matter} />
            </li>
          ))}
          {count > found.length ? <li class="quiet">and {count - found.length} more in the task tree</li> : null}
        </ul>
      </details>
    </li>
  );
}

function Words({ matter: { message, remedy, evidence } }: { matter: MatterLine }) {
  return (
    <>
      <p class="reason">
        {visible(message)}. <span class="quiet">{visible(remedy)}</span>
      </p>
      <Evidence lines={evidence} of={message} />
    </>
  );
}

function Evidence({ lines, of }: { lines: readonly string[]; of: string }) {
  if (lines.length === 0) return null;
  return (
    <details class="fold evidence">
      <summary>
        <Icon name="chevron-right" />
        Evidence
        <span class="unseen"> of: {visible(of)}</span>
      </summary>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{visible(line)}</li>
        ))}
      </ul>
    </details>
  );
}

function Information({ attention: { infos, infoCount }, actions }: { attention: AttentionLines; actions: Actions }) {
  return (
    <details class="fold information" open={actions.isOpen(INFO, false)} onToggle={(event) => keep(event.currentTarget, actions)}>
      <summary>
        <Icon name="chevron-right" />
        Informational <span class="count">{infoCount}</span>
      </summary>
      <ul>
        {infos.map(({ title, reason, count }) => (
          <li key={title}>
            {visible(title)} <span class="count">{count}</span>
            {reason === '' ? null : <p class="quiet">{visible(reason)}</p>}
          </li>
        ))}
        <li class="quiet">{plural(infoCount, 'item')}, each with its task, in the task tree</li>
      </ul>
    </details>
  );
}

function keep(details: HTMLDetailsElement, actions: Actions): void {
  if (actions.isOpen(INFO, false) !== details.open) actions.keepOpen(INFO, details.open);
}
