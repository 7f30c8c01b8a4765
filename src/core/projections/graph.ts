import { orderIndexes } from '../graph/order';
import type { GraphBoard, StageLine } from '../graphProtocol';
import type { Unreadable } from '../panelProtocol';
import { criticalPath } from '../plan/criticalPath';
import { durationText, minutesOf } from '../plan/minutes';
import { isMergedOpen, isOpen } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { graphShape, type DrawnShape } from './graphShape';
import { backlogLine, isReadable, panelText, problemLines, staleLine, unreadableModel, type PanelInput } from './panel';
import { STAGE_LOOK, STAGES, stagesOf, type Stages } from './treeStage';

export interface GraphInput extends PanelInput {
  readonly settings: Pick<Settings, 'manifestPath' | 'ranking' | 'minutesBySize'>;
  /** The task that a person asked for outside of the panel, and when, so that it is shown once. */
  readonly asked?: NonNullable<GraphBoard['asked']>;
}

/** So many reasons are told: every state of the graph carries them. */
const MOST_REASONS = 500;

/** The graph's view model. JSON-safe and bounded in size. */
export function graphModel(input: GraphInput): GraphBoard | Unreadable {
  if (!isReadable(input)) return unreadableModel(input);
  const { snapshot, isTrusted, settings, asked } = input;
  const drawn = graphShape(snapshot);
  const stages = stagesOf(snapshot, settings);
  const next = drawn.tasks.findIndex(({ id }) => id === stages.nextId);
  return {
    kind: 'graph',
    backlog: backlogLine(snapshot, input),
    isTrusted,
    ...staleLine(snapshot),
    problems: problemLines(snapshot.problems),
    shape: drawn.json,
    ...stageLines(drawn, stages, snapshot),
    metOf: metOf(drawn, snapshot),
    reasons: reasonsOf(drawn, stages, snapshot),
    ...(next < 0 ? {} : { next }),
    critical: criticalOf(drawn, snapshot, settings),
    ...(asked && snapshot.byId.has(asked.taskId) ? { asked } : {}),
  };
}

function stageLines({ tasks }: DrawnShape, stages: Stages, { byId }: Snapshot): Pick<GraphBoard, 'stages' | 'stageOf'> {
  const found = tasks.map(({ id }) => {
    const view = byId.get(id);
    return view ? stages.of(view) : 'unknown';
  });
  const counts = new Map<string, number>();
  for (const stage of found) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  const shown = STAGES.filter((stage) => counts.has(stage));
  const digits = new Map(shown.map((stage, place) => [stage, String(place)]));
  const line = (stage: (typeof STAGES)[number]): StageLine => {
    const { icon, words, label } = STAGE_LOOK[stage];
    return { stage, icon: icon.id, words, label, count: counts.get(stage) ?? 0 };
  };
  return { stages: shown.map(line), stageOf: found.map((stage) => digits.get(stage)).join('') };
}

function reasonsOf({ tasks }: DrawnShape, stages: Stages, { byId }: Snapshot): GraphBoard['reasons'] {
  const reasons: GraphBoard['reasons'] = [];
  for (let node = 0; node < tasks.length && reasons.length < MOST_REASONS; node++) {
    const view = byId.get(tasks[node]?.id ?? '');
    // What it waits on stands in the card anyway.
    if (view?.entry?.blockedReason?.trim() && stages.of(view) === 'blocked') reasons.push({ node, text: panelText(view.entry.blockedReason.trim()) });
  }
  return reasons;
}

function metOf({ tasks, edges }: DrawnShape, { byId }: Snapshot): string {
  const unmet = tasks.map(({ id }) => byId.get(id)?.unmet ?? []);
  const met: string[] = [];
  for (let at = 0; at < edges.length; at += 2) {
    const need = tasks[edges[at] ?? 0];
    met.push(need && !unmet[edges[at + 1] ?? 0]?.includes(need.id) ? '1' : '0');
  }
  return met.join('');
}

/** One task is no chain: to mark it would say that others wait on it. */
function criticalOf({ tasks }: DrawnShape, { byId }: Snapshot, settings: GraphInput['settings']): GraphBoard['critical'] {
  const open = tasks.flatMap(({ id }, node) => {
    const view = byId.get(id);
    return view && isOpen(view) && !isMergedOpen(view) ? [{ view, node }] : [];
  });
  const places = new Map(open.map(({ view }, place) => [view.task.id, place]));
  const { order } = orderIndexes(open.map(({ view }) => view.task.dependsOn.flatMap((id) => places.get(id) ?? [])));
  const steps = order.flatMap((place) => open[place] ?? []).map(({ view: { task } }) => ({ taskId: task.id, minutes: minutesOf(task, settings), after: task.dependsOn }));
  const { taskIds, minutes } = criticalPath(steps);
  if (taskIds.length < 2) return { nodes: [], time: '' };
  return { nodes: taskIds.flatMap((id) => open[places.get(id) ?? -1]?.node ?? []), time: durationText(minutes) };
}
