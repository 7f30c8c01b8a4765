import { visible } from '../../core/pulse/visible';
import type { BacklogLine } from '../../core/panelProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { t } from '../../core/words';
import type { Asking } from './asking';
import { Icon } from './atoms';
import { Views } from './views';

interface HeaderProps {
  readonly title: string;
  readonly backlog: BacklogLine;
  /** Absent where there is nothing to copy. */
  readonly copy?: { readonly isCopied: boolean; /** Such as `Copy as Text`. */ readonly label: string };
  /** What is copied can be kept in a file too. */
  readonly canSave?: boolean;
  /** Absent on a page that is not one of several. */
  readonly view?: PulseView;
  readonly actions: Asking & { showView?(view: PulseView): void; save?(): void };
}

export function Header({ title, backlog, copy, canSave = false, view, actions }: HeaderProps) {
  return (
    <header class="header">
      <div class="titles">
        <h1>{title}</h1>
        <p class="where">
          <span title={backlog.isOneOfSeveral ? t('{0}: the active backlog of several', visible(backlog.name)) : t('Backlog')}>
            <Icon name="folder" /> {visible(backlog.name, 60)}
          </span>
          {backlog.branch === undefined ? null : (
            <span title={t('Branch checked out')}>
              <Icon name="git-branch" /> {visible(backlog.branch, 80)}
            </span>
          )}
        </p>
      </div>
      {view === undefined || !actions.showView ? null : <Views view={view} show={actions.showView} />}
      <div class="tools">
        {copy ? <CopyButton {...copy} actions={actions} /> : null}
        {canSave && actions.save ? (
          <button type="button" class="icon-button" title={t('Save as Markdown…')} aria-label={t('Save as Markdown…')} onClick={actions.save}>
            <Icon name="save-as" />
          </button>
        ) : null}
        <button type="button" class="icon-button" title={t('Read the files again')} aria-label={t('Refresh')} onClick={actions.refresh}>
          <Icon name="refresh" />
        </button>
      </div>
    </header>
  );
}

/** Both labels lie in one cell, so that the button keeps its width; where there is little room, its icon stands alone. */
function CopyButton({ isCopied, label, actions }: NonNullable<HeaderProps['copy']> & { actions: Asking }) {
  return (
    <button type="button" class="button secondary swap" title={label} aria-label={label} onClick={actions.copy}>
      <span class={isCopied ? 'off' : ''}>
        <Icon name="copy" />
        <span class="wide-only">{label}</span>
      </span>
      <span class={isCopied ? '' : 'off'}>
        <Icon name="check" />
        <span class="wide-only">{t('Copied')}</span>
      </span>
    </button>
  );
}
