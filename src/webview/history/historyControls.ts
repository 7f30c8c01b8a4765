import type { HistoryAsk } from '../../core/historyToHost';

export type ChartName = 'burnUp' | 'weeks' | 'cycle';

/** What is only of the page, and not of the history. */
export interface HistoryLook {
  /** What the person asked for last: it may be on its way still. */
  readonly ask: HistoryAsk;
  /** The value of a chart that the pointer or the arrow keys are on: its index. Of each chart apart, since the pointer may be on one and the focus on another. */
  readonly pointed: Readonly<Partial<Record<ChartName, number>>>;
}

/** What a person can do with the history, and what they did. */
export interface HistoryControls {
  readonly look: HistoryLook;
  filter(filter: HistoryAsk['filter']): void;
  /** Without a day: today, whatever day that is. */
  showDay(day: string | undefined): void;
  point(chart: ChartName, index: number | undefined): void;
  isTableOpen(name: ChartName): boolean;
  openTable(name: ChartName, isOpen: boolean): void;
}

/** The value of a chart that is pointed at, if the chart still has it. */
export function pointedIn({ look }: Pick<HistoryControls, 'look'>, chart: ChartName, count: number): number | undefined {
  const index = look.pointed[chart];
  return index !== undefined && index < count ? index : undefined;
}
