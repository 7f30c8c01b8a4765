import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { eligibleTasks, underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { headLine } from './card';
import { operation, type Answer } from './operation';
import { answerFrom } from './reading';
import { whyNone } from './whyNone';
import type { World } from './world';

/** The order in which tasks would be started one after the other: each as if those before it were completed. */
export const plan = operation({
  id: 'plan',
  title: 'Plan',
  summary: 'the order in which tasks would be started from now, one after the other',
  effect: 'read',
  input: () => z.strictObject({
    slice: z.string().trim().min(1).max(1000).optional().describe('Only tasks of this slice'),
    max: z.int().min(1).max(20).default(5).describe('How many tasks, 1 to 20'),
  }),
  words: ['slice'],
  run: (world, { slice, max }) =>
    answerFrom(world, (snapshot) => {
      const wanted = sliceNamed(snapshot, slice);
      if (!wanted.ok) return wanted;
      return ok(planAnswer(world, snapshot, wanted.value, planOf(snapshot, world.settings.ranking, wanted.value, max)));
    }),
});

interface Step {
  readonly view: TaskView;
  /** Ids that are done only in this plan, before it. */
  readonly after: readonly string[];
  /** Ids that can be started once it is completed. */
  readonly unlocks: readonly string[];
}

/** Linear in the tasks for every step: only what a step unlocks is looked at anew. */
function planOf(snapshot: Snapshot, ranking: Settings['ranking'], slice: string | undefined, max: number): readonly Step[] {
  const views = new Map(snapshot.tasks.map((view) => [view.task.id, view]));
  const steps: Step[] = [];
  while (steps.length < max) {
    const now: Snapshot = { ...snapshot, tasks: [...views.values()] };
    const view = eligibleTasks(now, ranking).find(({ task }) => slice === undefined || task.slice === slice);
    if (!view) break;
    const { id } = view.task;
    views.set(id, { ...view, status: 'completed' });
    const unlocks: string[] = [];
    for (const dependent of new Set(view.dependents)) {
      const other = views.get(dependent);
      if (!other) continue;
      const unmet = other.unmet.filter((one) => one !== id);
      views.set(dependent, { ...other, unmet });
      if (other.status === 'pending' && other.unmet.length > 0 && unmet.length === 0) unlocks.push(dependent);
    }
    const planned = new Set(steps.map((step) => step.view.task.id));
    steps.push({ view, after: view.task.dependsOn.filter((one) => planned.has(one)), unlocks });
  }
  return steps;
}

function sliceNamed({ tasks }: Snapshot, slice: string | undefined): Result<string | undefined, Refusal> {
  if (slice === undefined) return ok(undefined);
  const names = [...new Set(tasks.map(({ task }) => task.slice))];
  const wanted = slice.toLowerCase();
  const found = names.find((name) => name === slice) ?? names.find((name) => name.toLowerCase() === wanted || name.toLowerCase() === `slice ${wanted}`);
  if (found !== undefined) return ok(found);
  const near = nearestOf(slice, names, 3).map(oneLine);
  const listed = names.slice(0, 10).map(oneLine).join(', ');
  const remedy = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There ${names.length === 1 ? 'is' : 'are'} ${listed || 'no slices'}${names.length > 10 ? ', …' : ''}.`;
  const name = oneLine(slice).slice(0, 80);
  return err({ code: `UNKNOWN-SLICE::${name}`, message: `No task belongs to the slice ${name}`, remedy });
}

function planAnswer({ paint }: World, snapshot: Snapshot, slice: string | undefined, steps: readonly Step[]): Answer {
  const inSlice = snapshot.tasks.filter(({ task }) => slice === undefined || task.slice === slice);
  const pending = inSlice.filter(({ status }) => status === 'pending').length - steps.length;
  const running = underWay(snapshot.tasks).length;
  const where = slice === undefined ? '' : ` of ${oneLine(slice)}`;
  const data = {
    slice: slice ?? null,
    tasks: steps.map((step) => ({ task_id: step.view.task.id, title: step.view.task.title, risk: step.view.task.risk, reason: reasonOf(step), unlocks: step.unlocks })),
    pending_after: pending,
  };
  if (steps.length === 0) return { text: `No task${where} can be started now. ${slice === undefined ? whyNone(snapshot) : 'vtm blocked lists what waits'}.`, data, outcome: 'nothing' };
  const rest = [
    ...(pending > 0 ? [`${pending} pending ${pending === 1 ? 'task' : 'tasks'}${where} ${pending === 1 ? 'is' : 'are'} not in this plan.`] : []),
    ...(running > 0 ? [`What is in progress (${running}) does not count as done here.`] : []),
  ];
  return {
    text: [`One after the other${where}:`, ...steps.flatMap((step, index) => stepLines(step, index, paint)), ...(rest.length > 0 ? ['', ...rest] : [])].join('\n'),
    data,
  };
}

function stepLines(step: Step, index: number, paint: World['paint']): readonly string[] {
  const unlocks = step.unlocks.length === 0 ? '' : `; unlocks ${listed(step.unlocks)}`;
  return [`${String(index + 1).padStart(2)}. ${headLine(step.view, paint)}`, `    ${paint.faint(`${reasonOf(step)}${unlocks}`)}`];
}

function reasonOf({ view: { task }, after }: Step): string {
  const needs = task.dependsOn.length;
  if (after.length > 0) return `${task.risk} risk; possible after ${listed(after)}`;
  return `${task.risk} risk; ${needs === 0 ? 'depends on nothing' : 'its dependencies are completed'}`;
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).map(oneLine).join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}
