import type { ComponentChildren } from 'preact';
import { visible } from '../../core/pulse/visible';
import type { ProblemLines, Stale } from '../../core/panelProtocol';
import { counted, t } from '../../core/words';
import type { Asking } from './asking';
import { Icon } from './atoms';
import { Sentence } from './sentence';

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
        <Notice kind="info" icon="workspace-untrusted" title={t('Restricted Mode')}>
          {t('{0} is shown, but nothing is started, written or asked of git until you trust this workspace.', what)}
        </Notice>
      )}
      {stale ? (
        <Notice kind="warning" icon="history" title={t('Showing the last good reading')}>
          {staleText(stale)}
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
  if (warnings === 0) return counted(errors, '{0} error in the backlog’s files', '{0} errors in the backlog’s files');
  if (errors === 0) return counted(warnings, '{0} warning in the backlog’s files', '{0} warnings in the backlog’s files');
  return t('{0} and {1} in the backlog’s files', counted(errors, '{0} error', '{0} errors'), counted(warnings, '{0} warning', '{0} warnings'));
}

function staleText({ files, since }: NonNullable<Stale>): string {
  const names = files.reduce((all, name) => t('{0} and {1}', all, name));
  return since === undefined
    ? counted(files.length, '{1} is broken now.', '{1} are broken now.', names)
    : counted(files.length, '{1} is broken now (noticed {2}).', '{1} are broken now (noticed {2}).', names, since);
}

const SEVERITY_NAMES: Readonly<Record<ProblemLines['worst'][number]['severity'], () => string>> = {
  error: () => t('error'),
  warning: () => t('warning'),
  info: () => t('information'),
};

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
            <span class="unseen">{SEVERITY_NAMES[severity]()}: </span>
            <Sentence text={t('{0}. {1}')} parts={[visible(message), <span key="remedy" class="quiet">{visible(remedy)}</span>]} />{' '}
            <button type="button" class="link" title={t('Open the file at this place')} onClick={() => actions.openProblem(index)}>
              {visible(place)}
            </button>
          </div>
        </li>
      ))}
      {rest > 0 ? <li class="quiet">{t('and {0} more in the Problems view', rest)}</li> : null}
    </ul>
  );
}
