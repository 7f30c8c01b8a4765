import { visible } from '../../core/pulse/visible';
import type { BacklogLine } from '../../core/pulseProtocol';
import type { Actions } from './actions';
import { Icon } from './atoms';

export function Header({ backlog, isCopied, actions }: { backlog: BacklogLine; isCopied?: boolean; actions: Actions }) {
  return (
    <header class="header">
      <div class="titles">
        <h1>Implementation Pulse</h1>
        <p class="where">
          <span title={backlog.isOneOfSeveral ? `${visible(backlog.name)}: the active backlog of several` : 'Backlog'}>
            <Icon name="folder" /> {visible(backlog.name, 60)}
          </span>
          {backlog.branch === undefined ? null : (
            <span title="Branch checked out">
              <Icon name="git-branch" /> {visible(backlog.branch, 80)}
            </span>
          )}
        </p>
      </div>
      <div class="tools">
        {isCopied === undefined ? null : <CopyButton isCopied={isCopied} actions={actions} />}
        <button type="button" class="icon-button" title="Read the files again" aria-label="Refresh" onClick={actions.refresh}>
          <Icon name="refresh" />
        </button>
      </div>
    </header>
  );
}

/** Both labels lie in one cell, so that the button keeps its width. */
function CopyButton({ isCopied, actions }: { isCopied: boolean; actions: Actions }) {
  return (
    <button type="button" class="button secondary swap" aria-label="Copy as Markdown" title="Copy the pulse as Markdown" onClick={actions.copy}>
      <span class={isCopied ? 'off' : ''}>
        <Icon name="copy" />
        <span class="wide-only">Copy as Markdown</span>
        <span class="narrow-only">Copy</span>
      </span>
      <span class={isCopied ? '' : 'off'}>
        <Icon name="check" />
        <span>Copied</span>
      </span>
    </button>
  );
}
