import type { PulseBoard } from '../../core/pulseProtocol';
import { visible } from '../../core/pulse/visible';
import { counted, t } from '../../core/words';
import type { BoardProps } from './actions';
import { Icon, Section } from '../shared/atoms';
import { Agents } from './agents';
import { Attention } from './attention';
import { Blocked } from './blocked';
import { Kept } from '../shared/fold';
import { Header } from '../shared/header';
import { InProgress } from './inProgress';
import { NextTask } from './nextTask';
import { Notice, Notices } from '../shared/notices';
import { Phases } from './phases';
import { Page } from '../shared/pages';
import { Overview } from './overview';
import { Waves } from './waves';

/** The figures of one backlog. */
export function Board({ model, isCopied, actions }: BoardProps & { isCopied: boolean }) {
  const { wip, attention } = model;
  // What only informs can wait until the end of the page.
  const isUrgent = attention.escalationCount + attention.warningCount + attention.finishedCount > 0;
  return (
    <>
      <Header title={t('Implementation Pulse')} backlog={model.backlog} copy={{ isCopied, label: t('Copy as Markdown') }} canSave={model.isTrusted} view="now" actions={actions} />
      <Notices {...model} what={t('The pulse')} actions={actions}>
        {wip.level === 'overloaded' ? (
          <Notice kind="warning" icon="flame" title={t('Too much at once')}>
            {t('{0} tasks are in progress, and the limit is {1}. Finish one before another is started.', wip.count, wip.limit)}
          </Notice>
        ) : null}
      </Notices>
      {model.kind === 'empty' ? (
        <>
          <EmptyPage model={model} actions={actions} />
          <AsText model={model} actions={actions} />
        </>
      ) : (
        <>
          <Overview model={model} />
          <div class="columns">
            <div class="column">
              {model.kind === 'finished' ? (
                <>
                  <Finished model={model} />
                  <Attention model={model} actions={actions} />
                  <AsText model={model} actions={actions} />
                </>
              ) : (
                <>
                  <NextTask model={model} actions={actions} />
                  {isUrgent ? <Attention model={model} actions={actions} /> : null}
                  <Blocked model={model} actions={actions} />
                  <InProgress model={model} actions={actions} />
                  <Agents model={model} actions={actions} />
                  <Waves model={model} actions={actions} />
                  {isUrgent ? null : <Attention model={model} actions={actions} />}
                </>
              )}
            </div>
            <div class="column">
              <Phases model={model} actions={actions} />
              {model.kind === 'finished' ? null : <AsText model={model} actions={actions} />}
            </div>
          </div>
        </>
      )}
    </>
  );
}

function Finished({ model: { counts, latestCompleted } }: { model: PulseBoard }) {
  return (
    <Section id="finished" title={t('All done')}>
      <div class="card finished-card">
        <Icon name="pass-filled" />
        <div>
          <p>
            {doneText(counts)} {t('Nothing is left to start.')}
          </p>
          {latestCompleted ? (
            <p class="quiet">{t('The last was {0}, {1}.', visible(latestCompleted.id, 120), latestCompleted.when)}</p>
          ) : null}
        </div>
      </div>
    </Section>
  );
}

function doneText({ completed, abandoned }: PulseBoard['counts']): string {
  const done = counted(completed, '{0} task completed', '{0} tasks completed');
  return abandoned > 0 ? counted(abandoned, '{1}, and {0} task abandoned.', '{1}, and {0} tasks abandoned.', done) : t('{0}.', done);
}

/** For those who pass it on: everything in it is said above. */
function AsText({ model: { kind, text }, actions }: BoardProps) {
  return (
    <section class="section text" aria-labelledby="text-title">
      <Kept name="text" title={<h2 id="text-title">{t('As text')}</h2>} byDefault={kind === 'finished'} actions={actions}>
        <pre>{text}</pre>
      </Kept>
    </section>
  );
}

function EmptyPage({ model: { manifestStatus, gaps }, actions }: BoardProps) {
  const open = (
    <p class="ways">
      <button type="button" class="button secondary" onClick={actions.openManifest}>
        <Icon name="go-to-file" /> {t('Open Manifest')}
      </button>
    </p>
  );
  if (manifestStatus.toUpperCase() === 'OK' && gaps.length === 0) {
    return (
      <Page icon="checklist" title={t('The manifest has no tasks')}>
        <p>{t('Tasks appear here as soon as the manifest names some.')}</p>
        {open}
      </Page>
    );
  }
  return (
    <Page icon="circle-slash" title={t('The manifest is {0}', visible(manifestStatus, 80))} mood="broken">
      <p>{gaps.length === 0 ? t('Its maker could not settle it. Settle it and write the manifest again.') : t('Its maker could not settle the following. Settle it and write the manifest again.')}</p>
      <ul class="gaps">
        {gaps.map(({ code, text }, index) => (
          <li key={index}>
            <code>{visible(code)}</code> {visible(text)}
          </li>
        ))}
      </ul>
      {open}
    </Page>
  );
}
