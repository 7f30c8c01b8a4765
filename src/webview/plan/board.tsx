import { visible } from '../../core/pulse/visible';
import { counted, t } from '../../core/words';
import { Icon, TaskLink } from '../shared/atoms';
import { Kept } from '../shared/fold';
import { Header } from '../shared/header';
import { Notice, Notices } from '../shared/notices';
import { Page, SampleButton } from '../shared/pages';
import type { PlanProps } from './actions';
import { TickBox } from './card';
import { Summary } from './summary';
import { Toolbar } from './toolbar';
import { Waves } from './waves';

/** The plan of one backlog. */
export function Board({ model, look, actions, isCopied }: PlanProps & { isCopied: boolean }) {
  const { fallback, totals } = model;
  const props = { model, look, actions };
  return (
    <>
      <Header title={t('Parallel Plan')} backlog={model.backlog} copy={{ isCopied, label: t('Copy as Text') }} actions={actions} />
      <Notices {...model} what={t('The plan')} actions={actions}>
        {fallback === undefined ? null : (
          <Notice kind="warning" icon="warning" title={model.isSequential ? t('One after the other') : t('Not all side by side')}>
            {visible(fallback)}
          </Notice>
        )}
      </Notices>
      <Toolbar {...props} />
      <Excluded {...props} />
      {totals.tasks > 0 ? (
        <>
          <Summary model={model} />
          <Legend {...props} />
          <Waves {...props} />
        </>
      ) : (
        <NothingPage model={model} actions={actions} />
      )}
      <LeftOut {...props} />
    </>
  );
}

/** Nothing to plan, and what leads on: the rest of the backlog, or the sample where nothing is left of it. */
function NothingPage({ model: { leftOutCount, runningCount, scopes }, actions }: Pick<PlanProps, 'model' | 'actions'>) {
  const whole = scopes.find(({ scope }) => scope.kind === 'backlog');
  return (
    <Page icon="circle-slash" title={t('Nothing can be planned here')}>
      <p>{leftOutCount > 0 ? t('Why each open task is left out stands below.') : runningCount > 0 ? t('Every open task in what you chose above is in progress already.') : t('No open task is left in what you chose above.')}</p>
      {leftOutCount > 0 || !whole ? null : (
        <p class="ways">
          {whole.open === 0 ? (
            <SampleButton actions={actions} />
          ) : (
            <button type="button" class="button secondary" onClick={() => actions.chooseScope(whole.scope)}>
              <Icon name="project" /> {t('Plan the Whole Backlog')}
            </button>
          )}
        </p>
      )}
    </Page>
  );
}

/** What a person ticked out, with the way back. */
function Excluded({ model: { excluded }, actions }: PlanProps) {
  if (excluded.length === 0) return null;
  return (
    <section class="excluded" aria-labelledby="excluded-title">
      <h2 id="excluded-title">
        {t('Taken out')}
        <span class="count"> · {counted(excluded.length, '{0} task', '{0} tasks')}</span>
      </h2>
      <ul>
        {excluded.map(({ id, title }) => (
          <li key={id} title={visible(title)}>
            <TickBox id={id} name={t('{0}, {1}, taken out', visible(id, 120), visible(title, 120))} isIn={false} tabIndex={0} actions={actions} />
            <TaskLink id={id} actions={actions} />
          </li>
        ))}
      </ul>
      <button type="button" class="button secondary" onClick={actions.tickAll}>
        <Icon name="discard" /> {t('Take All Back')}
      </button>
    </section>
  );
}

/** What the lines mean; only those that are there. */
function Legend({ model: { conflicts }, look }: PlanProps) {
  const kinds = [
    { kind: 'conflict', text: t('conflict: not at the same time'), isThere: conflicts.some(({ isLearned }) => !isLearned) },
    { kind: 'learned', text: t('likely conflict, learned from past work'), isThere: conflicts.some(({ isLearned }) => isLearned) },
    { kind: 'dependency', text: t('depends on'), isThere: look.edges.some(({ kind }) => kind === 'dependency') },
  ].filter(({ isThere }) => isThere);
  if (kinds.length === 0) return null;
  return (
    <ul class="plan-legend quiet">
      {kinds.map(({ kind, text }) => (
        <li key={kind}>
          <span class={`line ${kind}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

function LeftOut({ model: { leftOut, leftOutCount }, actions }: PlanProps) {
  if (leftOutCount === 0) return null;
  return (
    <section class="section">
      <Kept name="left-out" title={t('Not in the plan')} count={leftOutCount} actions={actions}>
        <ul class="matters">
          {leftOut.map(({ id, title, reason }) => (
            <li key={id} title={visible(title)}>
              <TaskLink id={id} actions={actions} /> <span class="quiet">{visible(reason)}</span>
            </li>
          ))}
          {leftOutCount > leftOut.length ? <li class="quiet">{t('and {0} more', leftOutCount - leftOut.length)}</li> : null}
        </ul>
      </Kept>
    </section>
  );
}
