import { visible } from '../../core/pulse/visible';
import type { HistoryNothing } from '../../core/historyProtocol';
import { t } from '../../core/words';
import type { Asking } from '../shared/asking';
import { Icon } from '../shared/atoms';
import { Page } from '../shared/pages';

/** Shown late by the style sheet: a history that was read before is there at once. */
export function ReadingPage({ base }: { base: string | undefined }) {
  return (
    <Page icon="history" title={t('Reading the history')} mood="loading">
      <p>{base === undefined ? t('git is being asked.') : t('The commits of {0} are being read.', visible(base, 80))}</p>
      <div class="running" aria-hidden="true" />
    </Page>
  );
}

/** Why there is no history to show, and what would bring one. */
export function NothingPage({ told, actions }: { told: HistoryNothing; actions: Asking }) {
  const { icon, title, text, canRetry } = wordsOf(told);
  return (
    <Page icon={icon} title={title} mood={told.why === 'failed' ? 'broken' : ''}>
      <p>{text}</p>
      {told.reason === '' ? null : <p class="quiet">{visible(told.reason)}</p>}
      {canRetry ? (
        <p>
          <button type="button" class="button secondary" onClick={actions.refresh}>
            <Icon name="refresh" /> {t('Look Again')}
          </button>
        </p>
      ) : null}
    </Page>
  );
}

function wordsOf({ why, bases }: HistoryNothing): { readonly icon: string; readonly title: string; readonly text: string; readonly canRetry: boolean } {
  const names = bases.map((name) => visible(name, 80)).join(', ');
  switch (why) {
    case 'untrusted':
      return { icon: 'workspace-untrusted', title: t('No history in Restricted Mode'), text: t('The history is read from git, and git is not asked before you trust this workspace.'), canRetry: false };
    case 'no-repository':
      return { icon: 'git-commit', title: t('No repository here'), text: t('The history is told by the commits of the base branch. Put the backlog into a git repository, and it begins.'), canRetry: true };
    case 'no-base':
      return { icon: 'git-branch', title: t('No base branch'), text: t('None of these branches is here: {0}. Name yours in the setting orchestrator.baseBranches.', names), canRetry: true };
    case 'no-tasks':
      return { icon: 'history', title: t('The history has not begun'), text: t('No commit of {0} has a task yet. It begins with the first commit of the manifest.', names), canRetry: true };
    case 'failed':
      return { icon: 'warning', title: t('The history cannot be read'), text: t('git did not answer. The log has the details.'), canRetry: true };
  }
}
