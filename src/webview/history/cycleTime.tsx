import { visible } from '../../core/pulse/visible';
import type { HistoryFigures } from '../../core/historyProtocol';
import { counted, t } from '../../core/words';
import { Section } from '../shared/atoms';
import { dayNumber, dayText, durationText, joined, tasksText } from './formats';
import { pointedIn, type HistoryControls } from './historyControls';
import { Plot, WIDE, x, y } from './plot';
import { Table } from './table';
import { durationTicks, timeTicks } from './ticks';

type Cycle = HistoryFigures['cycle'];

/** How long each completed task took, by the day on which it was completed. */
export function CycleTime({ model, controls }: { model: HistoryFigures; controls: HistoryControls }) {
  const { cycle } = model;
  return (
    <Section id="cycle-time" title={t('Cycle time')}>
      <div class="card chart">
        {cycle.tasks.length === 0 ? <p class="quiet">{t('No completed task is known to have been started.')}</p> : <Drawn model={model} controls={controls} />}
        {cycle.withoutStart > 0 ? (
          <p class="quiet">{counted(cycle.withoutStart, '{0} task is left out: no commit tells when it was started.', '{0} tasks are left out: no commit tells when they were started.')}</p>
        ) : null}
      </div>
    </Section>
  );
}

function Drawn({ model: { cycle, from, to }, controls }: { model: HistoryFigures; controls: HistoryControls }) {
  const { tasks, median = 0, percentile85 = 0 } = cycle;
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const part = (day: string) => (dayNumber(day) - first + 0.5) / (last - first + 1);
  const took = tasks.map((task) => task.took);
  const { partOf, ticks } = durationTicks(Math.min(...took), Math.max(...took));
  const pointed = pointedIn(controls, 'cycle', tasks.length);
  const dot = (task: Cycle['tasks'][number]) => `M${x(part(task.day))} ${y(partOf(task.took))}h0`;
  const textOf = (index: number) => taskText(tasks[index]);
  return (
    <>
      <ul class="keys">
        <li>
          <span class="key median" aria-hidden="true" /> {t('Half at most {0}', durationText(median))}
        </li>
        <li>
          <span class="key slow" aria-hidden="true" /> {t('85% at most {0}', durationText(percentile85))}
        </li>
      </ul>
      <Plot name="cycle" label={summary(cycle)} times={timeTicks(first, last + 1)} values={ticks} stops={tasks.map(({ day }) => part(day))} pointed={pointed} valueText={textOf} controls={controls}>
        <path class="slow-line" d={`M0 ${y(partOf(percentile85))}H${WIDE}`} />
        <path class="median-line" d={`M0 ${y(partOf(median))}H${WIDE}`} />
        <path class="dots" d={tasks.map(dot).join('')} />
        {pointed === undefined || !tasks[pointed] ? null : <path class="dot-pointed" d={dot(tasks[pointed])} />}
      </Plot>
      <p class="readout">{pointed === undefined ? summary(cycle) : textOf(pointed)}</p>
      <Table
        name="cycle"
        caption={t('Cycle time by task')}
        columns={[t('Task'), t('Completed on'), t('Took')]}
        rows={() => tasks.map(({ id, day, took: ms }) => [visible(id, 120), dayText(day), durationText(ms)]).reverse()}
        controls={controls}
      />
    </>
  );
}

function taskText(task: Cycle['tasks'][number] | undefined): string {
  return task ? joined([visible(task.id, 60), t('took {0}', durationText(task.took)), t('completed on {0}', dayText(task.day))]) : '';
}

function summary({ count, median = 0, percentile85 = 0 }: Cycle): string {
  return t('{0} from start to completion: half took {1} at most, 85% took {2} at most', tasksText(count), durationText(median), durationText(percentile85));
}
