import { readDay } from '../history/days';
import type { HistoryFilter, ProjectHistory } from '../history/history';
import type { DayTasks, HistoryFigures, ProjectDay } from '../historyProtocol';
import { MOST_LABEL, type HistoryAsk } from '../historyToHost';
import type { Snapshot } from '../snapshot';
import { historyModel, historyOn, type DayTask, type HistoryDay, type HistoryModel } from './history';
import { panelText } from './panel';

/** So many rows of each list of a day are sent to the panel; the counts tell of the rest. */
const LIMITS = { phases: 40, tasks: 20 };

/** The figures of all days, which stay while somebody looks at one day after the other. */
export interface HistoryAllDays {
  readonly model: HistoryModel;
  readonly slices: readonly string[];
  readonly notes: HistoryFigures['notes'];
}

/** A filter as far as the history has what it names: the phases of another backlog leave nothing to show. */
export function filterIn({ tasks }: Pick<ProjectHistory, 'tasks'>, { phase, slice, risk }: HistoryAsk['filter']): HistoryFilter {
  const inPhase = phase === undefined ? [] : tasks.filter((task) => task.phase === phase);
  const within = inPhase.length > 0 ? inPhase : tasks;
  return {
    ...(phase !== undefined && inPhase.length > 0 ? { phase } : {}),
    ...(slice !== undefined && within.some((task) => task.slice === slice) ? { slice } : {}),
    ...(risk !== undefined && tasks.some((task) => task.risk === risk) ? { risk } : {}),
  };
}

/** What does not depend on the day that is looked at. Linear in events and days. */
export function historyAllDays(history: ProjectHistory, filter: HistoryFilter, offsetMinutes: number): HistoryAllDays {
  const model = historyModel(history, { filter, offsetMinutes });
  const within = filter.phase === undefined ? history.tasks : history.tasks.filter(({ phase }) => phase === filter.phase);
  const slices = new Set(within.map(({ slice }) => slice));
  const isRecorded = history.tasks.some(({ events }) => events.some(({ what }) => what === 'started' || what === 'completed'));
  return {
    model,
    slices: model.slices.filter((slice) => slices.has(slice)),
    notes: [...(history.isWhole ? [] : [history.isShallow ? ('shallow' as const) : ('cut' as const)]), ...(isRecorded ? [] : ['unrecorded' as const])],
  };
}

/** The history's view model with one day in it, today's where none is asked for. JSON-safe and bounded in size. */
export function historyFigures(history: ProjectHistory, all: HistoryAllDays, { day, offsetMinutes, snapshot }: { readonly day: string | undefined; readonly offsetMinutes: number; readonly snapshot: Snapshot }): Omit<HistoryFigures, 'isReading' | 'base'> {
  const { model, slices, notes } = all;
  const { filter } = model;
  const on = historyOn(history, readDay(day ?? model.to) ?? Infinity, { filter, offsetMinutes });
  return {
    kind: 'figures',
    from: model.from,
    to: model.to,
    notes: [...notes],
    filter,
    phases: model.phases.filter(isOffered),
    slices: slices.filter(isOffered),
    risks: [...model.risks],
    burnUp: [...model.burnUp],
    weeks: [...model.weeks],
    cycle: { ...model.cycle, tasks: model.cycle.tasks.map(({ id, ...task }) => ({ id: panelText(id), ...task })) },
    forecast: model.forecast,
    on: projectDay(on, snapshot),
  };
}

function isOffered(label: string): boolean {
  return label.length <= MOST_LABEL;
}

function projectDay(on: HistoryDay, snapshot: Snapshot): ProjectDay {
  const { day, counts, total, phases } = on;
  const tasks = (given: readonly DayTask[], count: number): DayTasks => ({ count, tasks: given.slice(0, LIMITS.tasks).map((task) => dayTask(task, snapshot)) });
  return {
    day,
    counts: { ...counts },
    total,
    phases: phases.slice(0, LIMITS.phases).map((phase) => ({ ...phase })),
    phaseCount: phases.length,
    inProgress: tasks(on.inProgress, counts['in-progress']),
    blocked: tasks(on.blocked, counts.blocked),
    completed: tasks(on.completed, on.completedCount),
  };
}

function dayTask({ id, since }: DayTask, { byId }: Snapshot): DayTasks['tasks'][number] {
  const view = byId.get(id);
  return { id: view ? id : panelText(id), title: panelText(view?.task.title ?? ''), isKnown: view !== undefined, since };
}
