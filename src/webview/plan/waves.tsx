import { visible } from '../../core/pulse/visible';
import type { PlanBoard, WaveColumn } from '../../core/planProtocol';
import { counted, t } from '../../core/words';
import { Icon, RiskMark, TaskLink } from '../shared/atoms';
import { Fold } from '../shared/fold';
import type { PlanProps } from './actions';
import { Card } from './card';
import { CardConflicts } from './conflicts';
import { Edges } from './edges';
import { nearness } from './nearness';

/** The waves, one after the other, with what is under way before them. */
export function Waves(props: PlanProps) {
  const { model, look } = props;
  const { running, waves, totals } = model;
  const shown = waves.filter(({ cards }) => cards.length > 0);
  const hidden = totals.waves - waves.length;
  const hiddenTasks = totals.tasks - waves.reduce((sum, { cards }) => sum + cards.length, 0);
  return (
    <section class="plan-board" aria-label={t('Waves')}>
      <div class="strip">
        <Edges look={look} />
        <ol class="waves">
          {running.length > 0 ? <Running {...props} /> : null}
          {shown.map((wave) => (
            <Wave key={wave.number} wave={wave} {...props} />
          ))}
          {hidden > 0 ? (
            <li class="wave quiet">{counted(hidden, 'and {0} more wave with {1}', 'and {0} more waves with {1}', counted(hiddenTasks, '{0} task', '{0} tasks'))}</li>
          ) : null}
        </ol>
      </div>
    </section>
  );
}

function Wave({ wave, ...props }: PlanProps & { wave: WaveColumn }) {
  const { number, time, limits, cards } = wave;
  const title = `wave-${number}`;
  return (
    <li class="wave" aria-labelledby={title}>
      <header class="wave-head">
        <h2 id={title}>
          {t('Wave {0}', number)}
          <span class="count">
            {' · '}
            {counted(cards.length, '{0} task', '{0} tasks')} · {time}
          </span>
        </h2>
        <Limits limits={limits} wave={number} />
      </header>
      <ul class="cards">
        {cards.map((card) => (
          <Card key={card.id} card={card} wave={number} {...props} />
        ))}
      </ul>
    </li>
  );
}

function Limits({ limits, wave }: { limits: readonly string[]; wave: number }) {
  const [first, ...rest] = limits;
  if (first === undefined) return <p class="limit quiet">{t('As large as asked for.')}</p>;
  return (
    <>
      <p class="limit quiet">{visible(first)}</p>
      {rest.length > 0 ? (
        <Fold words={counted(rest.length, '{0} more reason', '{0} more reasons')} of={t('why wave {0} is no larger', wave)}>
          <ul>
            {rest.map((limit) => (
              <li key={limit}>{visible(limit)}</li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </>
  );
}

/** What is under way: the first wave runs beside it, and where nothing can, it says why. */
function Running({ model, look, actions }: PlanProps) {
  const { running, runningCount, waves } = model;
  const [first] = waves;
  const isAlone = first?.cards.length === 0;
  return (
    <li class="wave running" aria-labelledby="wave-running">
      <header class="wave-head">
        <h2 id="wave-running">
          {isAlone ? t('Wave 1: under way') : t('Under way')}
          <span class="count"> · {counted(runningCount, '{0} task', '{0} tasks')}</span>
        </h2>
        {isAlone ? (
          <>
            <p class="limit">{t('Nothing can start beside it.')}</p>
            <Limits limits={first.limits} wave={1} />
            <p class="limit quiet">{t('More can start once work is merged. Start Parallel Batch… can start some now all the same.')}</p>
          </>
        ) : (
          <p class="limit quiet">{t('Wave 1 runs beside it.')}</p>
        )}
      </header>
      <ul class="cards">
        {running.map((task) => (
          <RunningCard key={task.id} task={task} model={model} look={look} actions={actions} />
        ))}
      </ul>
      {runningCount > running.length ? <p class="quiet">{t('and {0} more in the task tree', runningCount - running.length)}</p> : null}
    </li>
  );
}

function RunningCard({ task: { id, title, risk, done, total }, model, look, actions }: PlanProps & { task: PlanBoard['running'][number] }) {
  return (
    <li class={`plan-card ${nearness(id, look)}`} data-card={id} onMouseEnter={() => actions.point(id)} onMouseLeave={() => actions.point(undefined)}>
      <div class="card-head">
        <Icon name="sync" />
        <TaskLink id={id} actions={actions} />
      </div>
      <p class="card-title" title={visible(title)}>
        {visible(title, 200)}
      </p>
      <p class="meta">
        <RiskMark risk={risk} />
        <span>{counted(total, '{1} of {0} criterion', '{1} of {0} criteria', done)}</span>
      </p>
      <CardConflicts id={id} model={model} tabIndex={0} />
    </li>
  );
}
