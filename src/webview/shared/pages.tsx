import type { ComponentChildren } from 'preact';
import type { BrokenBacklog } from '../../core/panelProtocol';
import { t } from '../../core/words';
import type { Asking } from './asking';
import { Icon } from './atoms';
import { ProblemList } from './notices';
import { Sentence } from './sentence';

/** Shown late by the style sheet: most of the time the state is there before it. */
export function LoadingPage({ icon }: { icon: string }) {
  return (
    <Page icon={icon} title={t('Reading the backlog')} mood="loading" isAlone>
      <p>{t('The manifest and the task state are being read.')}</p>
    </Page>
  );
}

export function NoBacklogPage({ manifestPath, actions }: { manifestPath: string; actions: Asking }) {
  return (
    <Page icon="checklist" title={t('No task manifest here')} isAlone>
      <p>
        <Sentence
          text={t('A backlog begins with a task manifest at {0}. Add one, or set {1} to where yours lies, and it is shown here by itself.')}
          parts={[<code key="path">{manifestPath}</code>, <code key="setting">orchestrator.manifestPath</code>]}
        />
      </p>
      <p class="ways">
        <button type="button" class="button primary" onClick={() => actions.begin('manifest')}>
          <Icon name="new-file" /> {t('Create Task Manifest…')}
        </button>
        <SampleButton actions={actions} />
        <button type="button" class="button secondary" onClick={() => actions.begin('tour')}>
          <Icon name="book" /> {t('Get Started')}
        </button>
        <button type="button" class="button secondary" onClick={actions.refresh}>
          <Icon name="refresh" /> {t('Look Again')}
        </button>
      </p>
    </Page>
  );
}

export function SampleButton({ actions }: { actions: Asking }) {
  return (
    <button type="button" class="button secondary" onClick={() => actions.begin('sample')}>
      <Icon name="beaker" /> {t('Try It on a Sample…')}
    </button>
  );
}

export function BrokenPage({ model, actions }: { model: BrokenBacklog; actions: Asking }) {
  return (
    <Page icon="warning" title={t('The backlog cannot be read')} mood="broken">
      <p>{t('Nothing can be said about it until this is mended. Nothing is written to the files meanwhile.')}</p>
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
