import { isoDay, type DayNumber } from '../../core/history/days';
import type { BurnUpPoint, HistoryFigures } from '../../core/historyProtocol';
import { t } from '../../core/words';
import { Section } from '../shared/atoms';
import { completedText, dayNumber, dayText, joined, numberText } from './formats';
import { pointedIn, type HistoryControls } from './historyControls';
import { Plot, stepped, WIDE, x, y } from './plot';
import { Table } from './table';
import { countTicks, timeTicks } from './ticks';

interface ChartProps {
  readonly model: HistoryFigures;
  readonly controls: HistoryControls;
}

/** Days beyond today that a forecast is drawn for at least, where it reaches so far. */
const LEAST_AHEAD = 30;

/** Scope and what is completed, day by day, and where that may lead; below it the slider that shows one day. */
export function BurnUp({ model, controls }: ChartProps) {
  const { burnUp, forecast, from, to } = model;
  const [first, today] = [dayNumber(from), dayNumber(to)];
  const end = endOf(model, first, today);
  const part = (day: DayNumber) => (day - first) / Math.max(end - first, 1);
  const { top, ticks } = countTicks(Math.max(...burnUp.map(({ scope, completed }) => Math.max(scope, completed))));
  const stops = burnUp.map(({ day }) => part(dayNumber(day)));
  const pointed = pointedIn(controls, 'burnUp', burnUp.length);
  const shown = dayNumber(controls.look.ask.day ?? to);
  const chosen = Math.min(Math.max(shown, first), today);
  return (
    <Section id="burn-up" title={t('Burn-up')}>
      <div class="card chart">
        <Legend hasForecast={forecast.kind === 'range'} />
        <Plot name="burnUp" label={burnUpText(model)} times={timeTicks(first, end)} values={ticks} stops={stops} pointed={pointed} choose={(index) => show(burnUp[index]?.day, to, controls)} controls={controls}>
          <Lines points={burnUp} part={part} top={top} />
          {forecast.kind === 'range' ? <Fan model={model} part={part} top={top} today={today} /> : null}
          {chosen < today ? <rect class="after" x={x(part(chosen))} y={0} width={x(part(today) - part(chosen))} height={WIDE} /> : null}
          <path class="chosen" d={`M${x(part(chosen))} 0V${WIDE}`} />
        </Plot>
        <DaySlider model={model} first={first} today={today} chosen={chosen} part={part(today)} controls={controls} />
        <p class="readout">{readout(pointed === undefined ? undefined : burnUp[pointed], model)}</p>
        <Table name="burnUp" caption={t('Burn-up by day')} columns={[t('Day'), t('Tasks'), t('Completed'), t('In progress'), t('Blocked'), t('Abandoned')]} rows={() => rowsOf(burnUp)} controls={controls} />
      </div>
    </Section>
  );
}

/** As far as nearly all runs of the forecast go, but no longer than twice the past: else the past would be squeezed. */
function endOf({ forecast }: HistoryFigures, first: DayNumber, today: DayNumber): DayNumber {
  if (forecast.kind !== 'range') return today;
  return Math.min(dayNumber(forecast.by.percent95), today + Math.max(2 * (today - first), LEAST_AHEAD));
}

function Legend({ hasForecast }: { hasForecast: boolean }) {
  return (
    <ul class="keys">
      <li>
        <span class="key scope" aria-hidden="true" /> {t('All tasks')}
      </li>
      <li>
        <span class="key done" aria-hidden="true" /> {t('Completed')}
      </li>
      {hasForecast ? (
        <li>
          <span class="key fan" aria-hidden="true" /> {t('Forecast, 50% to 95%, the line at 85%')}
        </li>
      ) : null}
    </ul>
  );
}

interface Scaled {
  part(day: DayNumber): number;
  readonly top: number;
}

function Lines({ points, part, top }: Scaled & { points: readonly BurnUpPoint[] }) {
  const line = (valueOf: (point: BurnUpPoint) => number) => {
    // What is so at the end of a day is so until the next day's end.
    const steps = points.map((point, index) => `${index === 0 ? 'M' : 'H'}${x(part(dayNumber(point.day)))}${index === 0 ? ' ' : 'V'}${y(valueOf(point) / top)}`);
    return steps.join('');
  };
  const done = line(({ completed }) => completed);
  return (
    <>
      <path class="done-area" d={`${done}V${WIDE}H0Z`} />
      <path class="scope-line" d={line(({ scope }) => scope)} />
      <path class="done-line" d={done} />
    </>
  );
}

/** From what is completed today to all there is: by when half of the runs had come there, and 95 of 100. */
function Fan({ model: { burnUp, forecast }, part, top, today }: Scaled & { model: HistoryFigures; today: DayNumber }) {
  if (forecast.kind !== 'range') return null;
  const done = burnUp.at(-1)?.completed ?? 0;
  const [begin, goal] = [`${x(part(today))} ${y(done / top)}`, y((done + forecast.remaining) / top)];
  const reached = (day: string) => `${x(part(dayNumber(day)))} ${goal}`;
  const { percent50, percent85, percent95 } = forecast.by;
  return (
    <>
      <path class="scope-ahead" d={`M${x(part(today))} ${goal}H${WIDE}`} />
      <path class="fan" d={`M${begin}L${reached(percent50)}L${reached(percent95)}Z`} />
      <path class="fan-edge" d={`M${begin}L${reached(percent50)}M${begin}L${reached(percent95)}`} />
      <path class="fan-line" d={`M${begin}L${reached(percent85)}`} />
    </>
  );
}

interface SliderProps extends ChartProps {
  readonly first: DayNumber;
  readonly today: DayNumber;
  readonly chosen: DayNumber;
  /** How much of the width is past. */
  readonly part: number;
}

function DaySlider({ model, first, today, chosen, part, controls }: SliderProps) {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    // The browser's own page would be a tenth of the project; a week is what people think in.
    event.preventDefault();
    show(isoDay(first + (stepped(event.key, chosen - first, today - first + 1) ?? 0)), model.to, controls);
  };
  return (
    <div class="day-slider" dir="ltr">
      <input
        type="range"
        aria-label={t('Day that is shown')}
        min={0}
        max={Math.max(today - first, 0)}
        step={1}
        value={chosen - first}
        disabled={today === first}
        aria-valuetext={sliderText(isoDay(chosen), model)}
        style={{ '--part': part }}
        onInput={(event) => show(isoDay(first + Number(event.currentTarget.value)), model.to, controls)}
        onKeyDown={pressed}
      />
    </div>
  );
}

function show(day: string | undefined, today: string, controls: HistoryControls): void {
  controls.showDay(day === today ? undefined : day);
}

function sliderText(day: string, { on }: HistoryFigures): string {
  const date = dayText(day, 'full');
  // What the host was asked for is on its way; its numbers are told when they are there.
  return on.day === day ? joined([date, completedText(on.counts.completed, on.total)]) : date;
}

/** The numbers of the day that is pointed at, else of the one that is shown. */
function readout(point: BurnUpPoint | undefined, { on }: HistoryFigures): string {
  const { day, scope, completed, inProgress, blocked } = point ?? { day: on.day, scope: on.total, completed: on.counts.completed, inProgress: on.counts['in-progress'], blocked: on.counts.blocked };
  return joined([dayText(day, 'full'), completedText(completed, scope), t('{0} in progress', numberText(inProgress)), t('{0} blocked', numberText(blocked))]);
}

function burnUpText({ burnUp, from, to }: HistoryFigures): string {
  const [first, last] = [burnUp[0], burnUp.at(-1)];
  return t('Burn-up: {0} at the end of {1}, {2} on {3}.', completedText(first?.completed ?? 0, first?.scope ?? 0), dayText(from), completedText(last?.completed ?? 0, last?.scope ?? 0), dayText(to));
}

function rowsOf(points: readonly BurnUpPoint[]): readonly (readonly string[])[] {
  return points
    .map(({ day, scope, completed, inProgress, blocked, abandoned }) => [dayText(day), ...[scope, completed, inProgress, blocked, abandoned].map(numberText)])
    .reverse();
}
