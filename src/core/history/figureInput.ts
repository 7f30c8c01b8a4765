import type { HistoryFilter } from './history';

/** What figures are made of, beside the history. */
export interface FigureInput {
  readonly filter?: HistoryFilter;
  /** Of the person's time zone, minutes east of UTC: where a day begins. */
  readonly offsetMinutes: number;
}
