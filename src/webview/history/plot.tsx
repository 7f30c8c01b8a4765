import type { ComponentChildren } from 'preact';
import type { ChartName, HistoryControls } from './historyControls';
import type { Tick } from './ticks';

/** Units of the picture in either direction: it is stretched to its place, and lines keep their width. */
export const WIDE = 1000;

interface PlotProps {
  readonly name: ChartName;
  /** What the picture says, in words. */
  readonly label: string;
  readonly times: readonly Tick[];
  readonly values: readonly Tick[];
  /** Where its values stand from the left, from 0 to 1 and ascending: the pointer finds the nearest. */
  readonly stops: readonly number[];
  readonly pointed: number | undefined;
  /** The words of a value: with them the arrow keys reach the values. */
  readonly valueText?: (index: number) => string;
  /** A value was clicked on. */
  readonly choose?: (index: number) => void;
  readonly controls: HistoryControls;
  /** Shapes of the picture: x to the right and y downwards, both from 0 to `WIDE`. */
  readonly children: ComponentChildren;
}

/** A chart with its axes. Time goes from left to right in every language, as numbers do. */
export function Plot(props: PlotProps) {
  const { name, times, values, stops, pointed, controls, choose, children } = props;
  const at = (event: MouseEvent & { readonly currentTarget: HTMLElement }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return nearest(stops, width > 0 ? (event.clientX - left) / width : 0);
  };
  return (
    <div class={`plot ${name}`} dir="ltr">
      <div class="y-axis" aria-hidden="true">
        {values.map(({ part, label }) => (
          <span key={label} style={{ '--part': part }}>
            {label}
          </span>
        ))}
      </div>
      <div
        class="plot-area"
        {...reachedBy(props)}
        onPointerMove={(event) => controls.point(name, at(event))}
        onPointerLeave={() => controls.point(name, undefined)}
        onClick={(event) => choose?.(at(event) ?? 0)}
      >
        <svg viewBox={`0 0 ${WIDE} ${WIDE}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          {values.map(({ part, label }) => (
            <path key={label} class="grid" d={`M0 ${y(part)}H${WIDE}`} />
          ))}
          {children}
          {pointed === undefined ? null : <path class="pointed" d={`M${x(stops[pointed] ?? 0)} 0V${WIDE}`} />}
        </svg>
      </div>
      <div class="x-axis" aria-hidden="true">
        {times.map(({ part, label }) => (
          <span key={part} style={{ '--part': part }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Arrow keys go from value to value, as on a slider; without words for them it is a picture. */
function reachedBy({ name, label, stops, pointed, valueText, controls }: PlotProps) {
  if (!valueText || stops.length === 0) return { role: 'img', 'aria-label': label } as const;
  const now = pointed ?? stops.length - 1;
  return {
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': stops.length - 1,
    'aria-valuenow': now,
    'aria-valuetext': valueText(now),
    onKeyDown: (event: KeyboardEvent) => {
      const next = stepped(event.key, now, stops.length);
      if (next === undefined) return;
      event.preventDefault();
      controls.point(name, next);
    },
    onFocus: () => controls.point(name, now),
    onBlur: () => controls.point(name, undefined),
  } as const;
}

/** Where a key leads among so many values; undefined for another key. */
export function stepped(key: string, now: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -count, End: count };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return step === undefined ? undefined : Math.min(Math.max(now + step, 0), count - 1);
}

/** The index of the stop that is nearest to a part; undefined where there is none. */
export function nearest(stops: readonly number[], part: number): number | undefined {
  if (stops.length === 0) return undefined;
  const after = stops.findIndex((stop) => stop >= part);
  if (after < 0) return stops.length - 1;
  return after > 0 && part - (stops[after - 1] ?? 0) < (stops[after] ?? 0) - part ? after - 1 : after;
}

/** From a part of the width to the picture's units. */
export function x(part: number): number {
  return Math.round(part * WIDE * 100) / 100;
}

/** From a part of the height, from the bottom, to the picture's units. */
export function y(part: number): number {
  return Math.round((1 - part) * WIDE * 100) / 100;
}
