import type { EventKind, HistoryEvent, ProjectHistory } from '../../../src/core/history/history';
import type { HistoryBoard, HistoryTold } from '../../../src/core/historyProtocol';
import { historyAllDays, historyFigures } from '../../../src/core/projections/historyBoard';
import { historyFrame } from '../../../src/core/projections/historyFrame';
import type { PanelInput } from '../../../src/core/projections/panel';
import type { Snapshot } from '../../../src/core/snapshot';
import type { Status } from '../../../src/core/state/taskState';

const DAY = 86_400_000;
/** How many of the tasks are completed, and over how many days. */
const COMPLETED = 26;
const DAYS = 42;

/** A project of six weeks that made steady progress, with a pause in its midst. */
function courseOf({ tasks }: Snapshot, until: number): ProjectHistory {
  const from = until - DAYS * DAY;
  const event = (day: number, what: EventKind, status: Status): HistoryEvent => ({ at: from + day * DAY, what, status, from: { kind: 'file' } });
  return {
    key: 'six weeks',
    from,
    until,
    isWhole: true,
    tasks: tasks.map(({ task: { id, phase, slice, risk } }, index) => {
      const appeared = event(index < 50 ? 0 : 12, 'appeared', 'pending');
      const done = 3 + index * 1.2 + (index > 12 ? 7 : 0) + ((index * 7) % 5) / 5;
      const events = index < COMPLETED ? [appeared, event(done - 1 - (index % 3), 'started', 'in-progress'), event(done, 'completed', 'completed')] : index === COMPLETED ? [appeared, event(DAYS - 2, 'started', 'in-progress')] : [appeared];
      return { id, phase, slice, risk, isGone: false, events: events.filter(({ at }) => at <= until) };
    }),
  };
}

/** What the history's page shows, by name. */
export function historyStates(input: PanelInput & { readonly snapshot: Snapshot }, now: Date): readonly { readonly name: string; readonly model: HistoryBoard }[] {
  const { snapshot } = input;
  const board = (told: HistoryTold): HistoryBoard => ({ ...historyFrame(input), told });
  const history = courseOf(snapshot, now.getTime());
  const figures = historyFigures(history, historyAllDays(history, {}, 0), { day: undefined, offsetMinutes: 0, snapshot });
  return [
    { name: 'history', model: board({ ...figures, isReading: false, base: 'main' }) },
    { name: 'history-reading', model: board({ kind: 'reading', base: 'main' }) },
    { name: 'history-nothing', model: board({ kind: 'nothing', why: 'no-tasks', bases: ['main'], reason: '' }) },
  ];
}
