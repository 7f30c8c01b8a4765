import { dayOf, type DayNumber } from '../../core/history/days';
import { historyBuilder } from '../../core/history/buildHistory';
import type { ProjectHistory } from '../../core/history/history';
import { readHistory } from '../../core/history/readHistory';
import type { HistoryBoard, HistoryNothing, HistoryTold } from '../../core/historyProtocol';
import type { HistoryAsk } from '../../core/historyToHost';
import type { Log } from '../../core/ports';
import { filterIn, historyAllDays, historyFigures, type HistoryAllDays } from '../../core/projections/historyBoard';
import { historyFrame } from '../../core/projections/historyFrame';
import { panelText, type PanelInput } from '../../core/projections/panel';
import type { Snapshot } from '../../core/snapshot';
import type { Backlog } from '../backlog';

export interface HistoryPlace {
  readonly log: Pick<Log, 'error'>;
  /** False once the panel shows something else: what is being read then is called off. */
  isShown(): boolean;
  /** Something was read, or could not be. */
  changed(): void;
}

/** What a reading rests on; another object is another reading. */
interface Basis {
  readonly snapshot: Snapshot;
  /** Of the person: figures are by day. */
  readonly today: DayNumber;
}

/** `history` absent: it could not be read. */
interface Reading extends Basis {
  readonly folder: string;
  readonly history: ProjectHistory | undefined;
}

/** Shown together; kept while somebody looks at one day after the other. */
interface Figures {
  readonly history: ProjectHistory;
  readonly filter: string;
  readonly all: HistoryAllDays;
}

/**
 * The past of the active backlog. It is read when it is first shown, and again when the files or git have changed; git
 * itself is asked once for each commit of the base branch (`io/git/history.ts`). Never in an untrusted workspace.
 */
export class HistorySource {
  private known: Reading | undefined;
  private isReading = false;
  private figures: Figures | undefined;
  private readonly build = historyBuilder();

  constructor(private readonly place: HistoryPlace) {}

  /** What is known now; what is not is read, and `changed` is called. The former reading is shown meanwhile. */
  board(input: PanelInput & { readonly snapshot: Snapshot }, backlog: Backlog, ask: HistoryAsk, now: Date): HistoryBoard {
    return { ...historyFrame(input), told: this.told(input, backlog, ask, now) };
  }

  /** Lets go of what failed, so that it is tried again. */
  forgetFailure(): void {
    if (this.known?.history === undefined) this.known = undefined;
  }

  private told(input: PanelInput & { readonly snapshot: Snapshot }, backlog: Backlog, ask: HistoryAsk, now: Date): HistoryTold {
    const { snapshot, isTrusted, gitFacts } = input;
    if (!isTrusted) return nothing('untrusted');
    if (gitFacts.kind === 'unread') return { kind: 'reading' };
    if (gitFacts.kind !== 'repository') return nothing('no-repository', { reason: panelText(gitFacts.reason) });
    if (!snapshot.work) return nothing('failed');
    const base = snapshot.work.base;
    if (!base) return nothing('no-base', { bases: backlog.settings.baseBranches.map(panelText) });
    const folder = backlog.folder.uri.toString();
    const today = dayOf(now.getTime(), -now.getTimezoneOffset());
    if (this.known?.folder !== folder) this.known = undefined;
    const isCurrent = this.known?.snapshot === snapshot && this.known.today === today;
    if (!isCurrent) this.read(backlog, { snapshot, today }, now);
    const { known } = this;
    if (!known) return { kind: 'reading', base: panelText(base.name) };
    if (!known.history) return isCurrent ? nothing('failed') : { kind: 'reading', base: panelText(base.name) };
    if (known.history.tasks.length === 0) return nothing('no-tasks', { bases: [panelText(base.name)] });
    const offsetMinutes = -now.getTimezoneOffset();
    const all = this.allDays(known.history, ask, offsetMinutes);
    return { ...historyFigures(known.history, all, { day: ask.day, offsetMinutes, snapshot }), isReading: !isCurrent, base: panelText(base.name) };
  }

  private allDays(history: ProjectHistory, ask: HistoryAsk, offsetMinutes: number): HistoryAllDays {
    const filter = filterIn(history, ask.filter);
    const key = JSON.stringify([filter, offsetMinutes]);
    if (this.figures?.history !== history || this.figures.filter !== key) this.figures = { history, filter: key, all: historyAllDays(history, filter, offsetMinutes) };
    return this.figures.all;
  }

  /** One reading at a time: where something has changed in its midst, the next one is begun by whoever shows this one. */
  private read(backlog: Backlog, basis: Basis, now: Date): void {
    if (this.isReading) return;
    this.isReading = true;
    let isCalledOff = false;
    const ports = { git: backlog.git, settings: backlog.settings, now, build: this.build, isCancelled: () => (isCalledOff ||= !this.place.isShown()) };
    readHistory(basis.snapshot, ports)
      .catch((error: unknown) => {
        this.place.log.error(`${backlog.folder.name}: the history could not be read`, error);
        return undefined;
      })
      .then((history) => {
        this.isReading = false;
        if (!isCalledOff || history) this.known = { folder: backlog.folder.uri.toString(), ...basis, history };
        this.place.changed();
      })
      .catch((error: unknown) => this.place.log.error(`${backlog.folder.name}: the history could not be shown`, error));
  }
}

function nothing(why: HistoryNothing['why'], more: Partial<Pick<HistoryNothing, 'bases' | 'reason'>> = {}): HistoryNothing {
  return { kind: 'nothing', why, bases: [], reason: '', ...more };
}
