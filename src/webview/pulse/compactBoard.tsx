import { counted, language, t } from '../../core/words';
import type { PulseBoard } from '../../core/pulseProtocol';
import { visible } from '../../core/pulse/visible';
import { Icon, Section, StackedBar } from '../shared/atoms';
import type { Actions, BoardProps } from './actions';
import { InProgress } from './inProgress';
import { NextTask } from './nextTask';
import { barParts } from '../shared/statuses';
import { LEVELS, room } from './overview';

/** The pulse in the sidebar: where it stands, what needs a person, what is next, and what moves. */
export function CompactBoard({ model, actions }: BoardProps) {
  return (
    <>
      <State model={model} />
      {model.kind === 'empty' ? <p class="quiet">{t('The manifest has no tasks.')}</p> : <Standing model={model} />}
      <Counts model={model} actions={actions} />
      {model.kind === 'ready' ? (
        <>
          <NextTask model={withNextAlone(model)} actions={actions} />
          <InProgress model={model} actions={actions} />
        </>
      ) : null}
      {model.kind === 'finished' ? (
        <p class="all-done">
          <Icon name="pass-filled" /> {t('All done. Nothing is left to start.')}
        </p>
      ) : null}
      <p class="open-pulse">
        <button type="button" class="link" onClick={() => actions.showView('now')}>
          <Icon name="link-external" /> {t('Open Pulse')}
        </button>
      </p>
    </>
  );
}

/** What comes after the next task, and why it is next, is told in the panel. */
function withNextAlone(model: PulseBoard): PulseBoard {
  return { ...model, eligible: model.eligible.slice(0, 1).map((task) => ({ ...task, why: [] })) };
}

/** What a person should know before reading on, in one line each. */
function State({ model: { isTrusted, stale, backlog } }: { model: PulseBoard }) {
  return (
    <>
      {backlog.isOneOfSeveral ? (
        <p class="state" title={t('The active backlog of several')}>
          <Icon name="folder" /> {visible(backlog.name, 60)}
        </p>
      ) : null}
      {isTrusted ? null : (
        <p class="state">
          <Icon name="workspace-untrusted" /> {t('Restricted Mode: nothing is started or written.')}
        </p>
      )}
      {stale ? (
        <p class="state">
          <Icon name="history" /> {t('A file is broken: this is the last good reading.')}
        </p>
      ) : null}
    </>
  );
}

function Standing({ model: { kind, counts, percent, total, wip } }: { model: PulseBoard }) {
  const share = (percent / 100).toLocaleString(language(), { style: 'percent', maximumFractionDigits: 1 });
  return (
    <section class="standing" aria-label={t('Progress')}>
      <p class="standing-figure">
        <b>{share}</b> <span class="quiet">{t('{0} of {1} tasks completed', counts.completed.toLocaleString(language()), total.toLocaleString(language()))}</span>
      </p>
      <StackedBar parts={barParts(counts)} total={total} label={t('Tasks completed')} />
      {kind === 'finished' ? null : (
        <p class={`wip ${wip.level}`} title={room(wip)}>
          <Icon name={LEVELS[wip.level].icon} /> <b>{t('{0} of {1} in progress', wip.count, wip.limit)}</b> <span class="quiet">{room(wip)}</span>
        </p>
      )}
    </section>
  );
}

/** How much there is that a person must look at; each count leads to its list. */
function Counts({ model, actions }: { model: PulseBoard; actions: Actions }) {
  const { errors, warnings, worst } = model.problems;
  const { escalationCount, warningCount } = model.attention;
  const { blocked } = model.counts;
  const [first] = worst;
  if (errors + warnings + escalationCount + warningCount + blocked === 0) return null;
  return (
    <Section id="attention" title={t('Needs attention')}>
      <ul class="rows">
        {first === undefined ? null : (
          <Count icon={first.severity} text={counted(errors + warnings, '{0} problem in the files', '{0} problems in the files')} open={() => actions.openProblem(first.index)} />
        )}
        {escalationCount > 0 ? <Count icon="megaphone" text={counted(escalationCount, '{0} escalation', '{0} escalations')} open={() => actions.list('attention')} /> : null}
        {warningCount > 0 ? <Count icon="warning" text={counted(warningCount, '{0} warning', '{0} warnings')} open={() => actions.list('attention')} /> : null}
        {blocked > 0 ? <Count icon="error" text={counted(blocked, '{0} blocked task', '{0} blocked tasks')} open={() => actions.list('blocked')} /> : null}
      </ul>
    </Section>
  );
}

function Count({ icon, text, open }: { icon: string; text: string; open(): void }) {
  return (
    <li class="row">
      <Icon name={icon} />
      <span class="row-main">{text}</span>
      <button type="button" class="link" aria-label={t('Show: {0}', text)} onClick={open}>
        {t('Show')}
      </button>
    </li>
  );
}
