import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { ProblemLines, Stale } from '../../core/panelProtocol';
import type { Asking } from './asking';
import { Icon, plural } from './atoms';

interface NoticesProps {
  readonly isTrusted: boolean;
  readonly stale?: Stale;
  readonly problems: ProblemLines;
  readonly actions: Asking;
  /** What is shown all the same in Restricted Mode, such as `The pulse`. */
  readonly what: string;
  /** More of them, before those about the files. */
  readonly children?: ComponentChildren;
}

/** What a person should know before reading on. */
export function Notices({ isTrusted, stale, problems, actions, what, children }: NoticesProps) {
  return (
    <div class="notices">
      {isTrusted ? null : (
        <Notice kind="info" icon="workspace-untrusted" title="Restricted Mode">
          {what} is shown, but nothing is started, written or asked of git until you trust this workspace.
        </Notice>
      )}
      {stale ? (
        <Notice kind="warning" icon="history" title="Showing the last good reading">
          {stale.files.join(' and ')} {stale.files.length === 1 ? 'is' : 'are'} broken now
          {stale.since === undefined ? '' : ` (noticed ${stale.since})`}.
        </Notice>
      ) : null}
      {children}
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

export function Notice({ kind, icon, title, children }: { kind: string; icon: string; title: string; children: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role="note" aria-label={title}>
      <Icon name={icon} />
      <div>
        <strong>{title}</strong> <div class="notice-text">{children}</div>
      </div>
    </div>
  );
}

export function ProblemList({ problems, actions }: { problems: ProblemLines; actions: Asking }) {
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
