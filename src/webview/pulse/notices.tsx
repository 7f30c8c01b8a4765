import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { ProblemLines, PulseBoard } from '../../core/pulseProtocol';
import type { Actions } from './actions';
import { Icon, plural } from './atoms';

/** What a person should know before reading the figures. */
export function Notices({ model, actions }: { model: PulseBoard; actions: Actions }) {
  const { stale, isTrusted, wip, problems } = model;
  return (
    <div class="notices">
      {isTrusted ? null : (
        <Notice kind="info" icon="workspace-untrusted" title="Restricted Mode">
          The pulse is shown, but nothing is started, written or asked of git until you trust this workspace.
        </Notice>
      )}
      {stale ? (
        <Notice kind="warning" icon="history" title="Showing the last good reading">
          {stale.files.join(' and ')} {stale.files.length === 1 ? 'is' : 'are'} broken now
          {stale.since === undefined ? '' : ` (noticed ${stale.since})`}.
        </Notice>
      ) : null}
      {wip.level === 'overloaded' ? (
        <Notice kind="warning" icon="flame" title="Too much at once">
          {wip.count} tasks are in progress, and the limit is {wip.limit}. Finish one before another is started.
        </Notice>
      ) : null}
      {problems.errors + problems.warnings > 0 ? (
        <Notice kind={problems.errors > 0 ? 'error' : 'warning'} icon={problems.errors > 0 ? 'error' : 'warning'} title={problemTitle(problems)}>
          <ProblemList problems={problems} actions={actions} />
        </Notice>
      ) : null}
    </div>
  );
}

function problemTitle({ errors, warnings }: ProblemLines): string {
  const counts = [...(errors > 0 ? [plural(errors, 'error')] : []), ...(warnings > 0 ? [plural(warnings, 'warning')] : [])];
  return `${counts.join(' and ')} in the backlog’s files`;
}

function Notice({ kind, icon, title, children }: { kind: string; icon: string; title: string; children: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role="note" aria-label={title}>
      <Icon name={icon} />
      <div>
        <strong>{title}</strong> <div class="notice-text">{children}</div>
      </div>
    </div>
  );
}

export function ProblemList({ problems, actions }: { problems: ProblemLines; actions: Actions }) {
  const rest = problems.errors + problems.warnings - problems.worst.length;
  return (
    <ul class="problems">
      {problems.worst.map(({ index, severity, message, remedy, place }) => (
        <li key={index}>
          <Icon name={severity} />
          <div>
            <span class="unseen">{severity}: </span>
            {visible(message)}. <span class="quiet">{visible(remedy)}</span>{' '}
            <button type="button" class="link" title="Open the file at this place" onClick={() => actions.openProblem(index)}>
              {visible(place)}
            </button>
          </div>
        </li>
      ))}
      {rest > 0 ? <li class="quiet">and {rest} more in the Problems view</li> : null}
    </ul>
  );
}
