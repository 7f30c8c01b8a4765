import type { ComponentChildren } from 'preact';
import type { BrokenPulse } from '../../core/pulseProtocol';
import type { Actions } from './actions';
import { Icon } from './atoms';
import { ProblemList } from './notices';

/** Shown late by the style sheet: most of the time the state is there before it. */
export function LoadingPage() {
  return (
    <Page icon="pulse" title="Reading the backlog" mood="loading">
      <p>The manifest and the task state are being read.</p>
    </Page>
  );
}

export function NoBacklogPage({ manifestPath, actions }: { manifestPath: string; actions: Actions }) {
  return (
    <Page icon="checklist" title="No task manifest here">
      <p>
        A backlog begins with a task manifest at <code>{manifestPath}</code>. Add one, or set{' '}
        <code>orchestrator.manifestPath</code> to where yours lies, and the pulse appears by itself.
      </p>
      <p>
        <button type="button" class="button secondary" onClick={actions.refresh}>
          <Icon name="refresh" /> Look Again
        </button>
      </p>
    </Page>
  );
}

export function BrokenPage({ model, actions }: { model: BrokenPulse; actions: Actions }) {
  return (
    <Page icon="warning" title="The backlog cannot be read" mood="broken">
      <p>Nothing can be said about progress until this is mended. Nothing is written to the files meanwhile.</p>
      <ProblemList problems={model.problems} actions={actions} />
    </Page>
  );
}

export function Page({ icon, title, mood = '', children }: { icon: string; title: string; mood?: string; children: ComponentChildren }) {
  return (
    <section class={`page ${mood}`} aria-labelledby="page-title">
      <Icon name={icon} />
      <h2 id="page-title">{title}</h2>
      {children}
    </section>
  );
}
