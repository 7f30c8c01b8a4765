import type { HistoryAsk } from '../../core/historyToHost';
import { host } from '../shared/host';
import { historyKept, isOpen, keepHistory, keepOpen } from '../shared/keptState';
import type { ChartName, HistoryControls, HistoryLook } from './historyControls';

/** Holds what the person looks at, asks the extension host for it, and has the page drawn anew. */
export class LookedAt implements HistoryControls {
  look: HistoryLook = { ask: historyKept() ?? { filter: {} }, pointed: {} };
  private isAsking = false;

  constructor(private readonly redraw: () => void) {}

  filter(filter: HistoryAsk['filter']): void {
    this.want({ ...this.look.ask, filter });
  }

  showDay(day: string | undefined): void {
    const { filter } = this.look.ask;
    this.want(day === undefined ? { filter } : { filter, day });
  }

  point(chart: ChartName, index: number | undefined): void {
    const { [chart]: before, ...others } = this.look.pointed;
    if (before === index) return;
    this.look = { ...this.look, pointed: index === undefined ? others : { ...others, [chart]: index } };
    this.redraw();
  }

  isTableOpen(name: ChartName): boolean {
    return isOpen(`table:${name}`, false);
  }

  openTable(name: ChartName, open: boolean): void {
    if (this.isTableOpen(name) === open) return;
    keepOpen(`table:${name}`, open);
    this.redraw();
  }

  /** A slider that is dragged asks once a frame, for the last day it was on. */
  private want(ask: HistoryAsk): void {
    if (JSON.stringify(ask) === JSON.stringify(this.look.ask)) return;
    this.look = { ...this.look, ask };
    keepHistory(ask);
    this.redraw();
    if (this.isAsking) return;
    this.isAsking = true;
    requestAnimationFrame(() => {
      this.isAsking = false;
      host.postMessage({ type: 'history', ask: this.look.ask });
    });
  }
}
