import { visible } from '../../core/pulse/visible';
import type { PlanBoard, WaveColumn } from '../../core/planProtocol';
import { Icon, plural, RiskMark, TaskLink } from '../shared/atoms';
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
    <section class="plan-board" aria-label="Waves">
      <div class="strip">
        <Edges look={look} />
        <ol class="waves">
          {running.length > 0 ? <Running {...props} /> : null}
          {shown.map((wave) => (
            <Wave key={wave.number} wave={wave} {...props} />
          ))}
          {hidden > 0 ? (
            <li class="wave quiet">
              and {plural(hidden, 'more wave')} with {plural(hiddenTasks, 'task')}
            </li>
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
          Wave {number}
          <span class="count">
            {' · '}
            {plural(cards.length, 'task')} · {time}
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
  if (first === undefined) return <p class="limit quiet">As large as asked for.</p>;
  return (
    <>
      <p class="limit quiet">{visible(first)}</p>
      {rest.length > 0 ? (
        <Fold words={plural(rest.length, 'more reason')} of={`why wave ${wave} is no larger`}>
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
          {isAlone ? 'Wave 1: under way' : 'Under way'}
          <span class="count"> · {plural(runningCount, 'task')}</span>
        </h2>
        {isAlone ? (
          <>
            <p class="limit">Nothing can start beside it.</p>
            <Limits limits={first.limits} wave={1} />
            <p class="limit quiet">More can start once it is merged. Start Parallel Batch… starts some beside it now, if you say so.</p>
          </>
        ) : (
          <p class="limit quiet">Wave 1 runs beside it.</p>
        )}
      </header>
      <ul class="cards">
        {running.map((task) => (
          <RunningCard key={task.id} task={task} model={model} look={look} actions={actions} />
        ))}
      </ul>
      {runningCount > running.length ? <p class="quiet">and {runningCount - running.length} more in the task tree</p> : null}
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
        <span>
          {done} of {plural(total, 'criterion', 'criteria')}
        </span>
      </p>
      <CardConflicts id={id} model={model} tabIndex={0} />
    </li>
  );
}
