import type { HistoryFigures } from '../../core/historyProtocol';
import { counted, t } from '../../core/words';
import { Section } from '../shared/atoms';
import { dayNumber, dayText, joined, numberText, tasksText } from './formats';
import { pointedIn, type HistoryControls } from './historyControls';
import { Plot, WIDE, x, y } from './plot';
import { Table } from './table';
import { countTicks, timeTicks } from './ticks';

/** How much of a week's place its bar takes. */
const BAR = 0.72;

/** What was completed week by week. The week that is not over is hollow. */
export function Throughput({ model, controls }: { model: HistoryFigures; controls: HistoryControls }) {
  const { weeks } = model;
  const { top, ticks } = countTicks(Math.max(...weeks.map(({ completed }) => completed)));
  const [first, last] = [dayNumber(weeks[0]?.from ?? ''), dayNumber(weeks.at(-1)?.from ?? '')];
  const width = 1 / Math.max(weeks.length, 1);
  const pointed = pointedIn(controls, 'weeks', weeks.length);
  const textOf = (index: number) => weekText(weeks[index], index === weeks.length - 1);
  return (
    <Section id="throughput" title={t('Throughput by week')}>
      <div class="card chart">
        <Plot name="weeks" label={summary(model)} times={timeTicks(first, last + 7)} values={ticks} stops={weeks.map((_, index) => (index + 0.5) * width)} pointed={pointed} valueText={textOf} controls={controls}>
          {weeks.map(({ from, completed }, index) => (
            <rect
              key={from}
              class={`bar ${index === weeks.length - 1 ? 'not-over' : ''}`}
              x={x((index + (1 - BAR) / 2) * width)}
              y={y(completed / top)}
              width={x(BAR * width)}
              height={WIDE - y(completed / top)}
            />
          ))}
        </Plot>
        <p class="readout">{pointed === undefined ? summary(model) : textOf(pointed)}</p>
        <Table
          name="weeks"
          caption={t('Throughput by week')}
          columns={[t('Week of'), t('Completed')]}
          rows={() => weeks.map(({ from, completed }) => [dayText(from), numberText(completed)]).reverse()}
          controls={controls}
        />
      </div>
    </Section>
  );
}

function weekText(week: HistoryFigures['weeks'][number] | undefined, isLast: boolean): string {
  if (!week) return '';
  const completed = t('{0} completed', tasksText(week.completed));
  return joined([t('Week of {0}', dayText(week.from)), completed, ...(isLast ? [t('not over yet')] : [])]);
}

/** Of the weeks that are over, which the last one is not; the first counts when it was a whole one, or when it is alone. */
function summary({ weeks, from }: HistoryFigures): string {
  const isFirstWhole = weeks[0]?.from === from;
  const over = weeks.slice(isFirstWhole || weeks.length <= 2 ? 0 : 1, -1);
  const completed = over.reduce((sum, week) => sum + week.completed, 0);
  if (over.length === 0) return t('The first week is not over yet.');
  return counted(over.length, '{1} completed in {0} week, {2} a week', '{1} completed in {0} weeks, {2} a week', tasksText(completed), numberText(Math.round((completed / over.length) * 10) / 10));
}
