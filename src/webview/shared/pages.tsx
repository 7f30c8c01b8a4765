import type { ComponentChildren } from 'preact';
import type { BrokenBacklog } from '../../core/panelProtocol';
import type { Beginning } from '../../core/pulseToHost';
import { t } from '../../core/words';
import type { Asking } from './asking';
import { Icon } from './atoms';
import { ProblemList } from './notices';

/** Shown late by the style sheet: most of the time the state is there before it. */
export function LoadingPage({ icon }: { icon: string }) {
  return (
    <Page icon={icon} title="Reading the backlog" mood="loading" isAlone>
      <p>The manifest and the task state are being read.</p>
    </Page>
  );
}

export function NoBacklogPage({ manifestPath, actions }: { manifestPath: string; actions: Asking & { begin?(how: Beginning): void } }) {
  return (
    <Page icon="checklist" title="No task manifest here" isAlone>
      <p>
        A backlog begins with a task manifest at <code>{manifestPath}</code>. Add one, or set{' '}
        <code>orchestrator.manifestPath</code> to where yours lies, and it is shown here by itself.
      </p>
      <p class="ways">
        {actions.begin ? <Ways begin={actions.begin} /> : null}
        <button type="button" class="button secondary" onClick={actions.refresh}>
          <Icon name="refresh" /> Look Again
        </button>
      </p>
    </Page>
  );
}

/** With what a backlog can begin. */
function Ways({ begin }: { begin(how: Beginning): void }) {
  return (
    <>
      <button type="button" class="button primary" onClick={() => begin('manifest')}>
        <Icon name="new-file" /> {t('Create Task Manifest…')}
      </button>
      <button type="button" class="button secondary" onClick={() => begin('sample')}>
        <Icon name="beaker" /> {t('Try It on a Sample…')}
      </button>
      <button type="button" class="button secondary" onClick={() => begin('tour')}>
        <Icon name="book" /> {t('Get Started')}
      </button>
    </>
  );
}

export function BrokenPage({ model, actions }: { model: BrokenBacklog; actions: Asking }) {
  return (
    <Page icon="warning" title="The backlog cannot be read" mood="broken">
      <p>Nothing can be said about it until this is mended. Nothing is written to the files meanwhile.</p>
      <ProblemList problems={model.problems} actions={actions} />
    </Page>
  );
}

interface PageProps {
  readonly icon: string;
  readonly title: string;
  readonly mood?: string;
  /** There is no header above it: its title is the page's. */
  readonly isAlone?: boolean;
  readonly children: ComponentChildren;
}

export function Page({ icon, title, mood = '', isAlone = false, children }: PageProps) {
  const Heading = isAlone ? 'h1' : 'h2';
  return (
    <section class={`page ${mood}`} aria-labelledby="page-title">
      <Icon name={icon} />
      <Heading id="page-title">{title}</Heading>
      {children}
    </section>
  );
}
