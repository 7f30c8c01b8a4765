import type { BacklogPlan, PlannedTask } from '../plan/backlogPlan';
import { openTasks } from '../plan/openTasks';
import { planModeOf } from '../plan/planMode';
import { scopeText } from '../plan/planText';
import { names } from '../rules/anomalies/words';
import { underWay } from '../select/eligibility';
import type { Snapshot, TaskView } from '../snapshot';
import { headLine } from './card';
import type { Answer } from './operation';
import { whyNone } from './whyNone';
import type { World } from './world';

/** A plan one after the other: the first of its tasks, each with its reason. */
export function inARow({ paint }: Pick<World, 'paint'>, snapshot: Snapshot, plan: BacklogPlan, most: number): Answer {
  const steps = stepsOf(snapshot, plan, most);
  const pending = openTasks(snapshot, plan.scope).filter(({ status }) => status === 'pending').length - steps.length;
  const where = placeText(plan);
  const data = {
    slice: plan.scope.kind === 'slice' ? plan.scope.slice : null,
    tasks: steps.map(({ view: { task }, planned }) => ({ task_id: task.id, title: task.title, risk: task.risk, reason: reasonOf(task, planned), unlocks: planned.unlocks })),
    pending_after: pending,
  };
  if (steps.length === 0) return { text: nothingText(snapshot, plan), data, outcome: 'nothing' };
  const running = underWay(snapshot.tasks).length;
  const rest = [
    ...(pending > 0 ? [`${pending} pending ${pending === 1 ? 'task' : 'tasks'}${where} ${pending === 1 ? 'is' : 'are'} not in this plan.`] : []),
    ...(running > 0 ? [`What is in progress (${running}) does not count as done here.`] : []),
    ...(plan.mode.kind === 'sequential' && plan.mode.why === 'default' && couldRunSideBySide(snapshot, plan) ? ['vtm plan --parallel plans what can run side by side.'] : []),
  ];
  return {
    text: [`One after the other${where}:`, ...rowLines(steps, paint), ...(rest.length > 0 ? ['', ...rest] : [])].join('\n'),
    data,
  };
}

/** That nothing can be started now, and why. */
export function nothingText(snapshot: Snapshot, plan: BacklogPlan): string {
  return `No task${placeText(plan)} can be started now. ${plan.scope.kind === 'backlog' ? whyNone(snapshot) : 'vtm blocked lists what waits'}.`;
}

/** ` of Slice 1.1`; empty for the whole backlog. */
export function placeText({ scope }: BacklogPlan): string {
  return scope.kind === 'backlog' ? '' : ` of ${scopeText(scope)}`;
}

interface Step {
  readonly view: TaskView;
  readonly planned: PlannedTask;
}

/** The first tasks of a plan in their order. */
export function stepsOf({ byId }: Snapshot, { waves }: BacklogPlan, most: number): readonly Step[] {
  return waves.slice(0, most).flatMap(({ tasks }) => tasks.flatMap((planned) => {
    const view = byId.get(planned.taskId);
    return view ? [{ view, planned }] : [];
  }));
}

/** Two lines for each: the task, and why it stands where it stands. */
export function rowLines(steps: readonly Step[], paint: World['paint']): readonly string[] {
  return steps.flatMap(({ view, planned }, index) => {
    const unlocks = planned.unlocks.length === 0 ? '' : `; unlocks ${names(planned.unlocks, 3)}`;
    return [`${String(index + 1).padStart(2)}. ${headLine(view, paint)}`, `    ${paint.faint(`${reasonOf(view.task, planned)}${unlocks}`)}`];
  });
}

function reasonOf({ risk, dependsOn }: TaskView['task'], { after }: PlannedTask): string {
  if (after.length > 0) return `${risk} risk; possible after ${names(after, 3)}`;
  return `${risk} risk; ${dependsOn.length === 0 ? 'depends on nothing' : 'its dependencies are completed'}`;
}

function couldRunSideBySide(snapshot: Snapshot, { scope }: BacklogPlan): boolean {
  const { mode } = planModeOf(openTasks(snapshot, scope), true);
  return mode.kind === 'parallel' && mode.lacking === undefined;
}
