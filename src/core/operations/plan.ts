import * as z from 'zod';
import { MOST_PARALLEL, type PlanScope } from '../plan/backlogPlan';
import { planBacklog } from '../plan/planBacklog';
import type { Refusal } from '../ports';
import { ok, type Result } from '../result';
import type { Snapshot } from '../snapshot';
import { apart, taskNamed } from './find';
import { labelNamed } from './labelNamed';
import { operation } from './operation';
import { inARow } from './planInARow';
import { sideBySide } from './planSideBySide';
import { answerFrom } from './reading';

/** So many tasks of a sequential plan are told where nobody says how many. */
const LISTED = 5;

interface Named {
  readonly slice?: string | undefined;
  readonly phase?: string | undefined;
  readonly tasks?: readonly string[] | undefined;
}

/**
 * What would be started from now: one after the other, each as if those before it were completed; or, where that is
 * asked for and the manifest says what may run beside what, side by side in waves (spec, "Execution Modes").
 */
export const plan = operation({
  id: 'plan',
  title: 'Plan',
  summary: 'the order in which tasks would be started from now; with --parallel, what can run side by side',
  effect: 'read',
  input: () =>
    z
      .strictObject({
        slice: label('Only tasks of this slice'),
        phase: label('Only tasks of this phase'),
        tasks: z.array(z.string().min(1).max(10_000)).min(1).max(1000).optional().describe('Only this task; may be given again'),
        max: z.int().min(1).max(20).optional().describe(`How many tasks: in a row 1 to 20, else ${LISTED}; side by side 1 to ${MOST_PARALLEL}, else ${MOST_PARALLEL}`),
        parallel: z.boolean().default(false).describe('In waves of tasks that can run side by side'),
      })
      .refine(({ slice, phase, tasks }) => [slice, phase, tasks].filter((one) => one !== undefined).length < 2, 'give one of slice, phase and tasks')
      .refine(({ max = 1, parallel }) => !parallel || max <= MOST_PARALLEL, { path: ['max'], message: `side by side at most ${MOST_PARALLEL} tasks run` }),
  words: ['slice'],
  run: (world, { max, parallel: isParallel, ...named }) =>
    answerFrom(world, (snapshot) => {
      const scope = scopeNamed(snapshot, named);
      if (!scope.ok) return scope;
      const made = planBacklog(snapshot, { scope: scope.value, isParallel, max: isParallel ? (max ?? MOST_PARALLEL) : 1, settings: world.settings });
      return ok(isParallel ? sideBySide(world, snapshot, made) : inARow(world, snapshot, made, max ?? LISTED));
    }),
});

function label(description: string) {
  return z.string().trim().min(1).max(1000).optional().describe(description);
}

/** The scope that is named, or the whole backlog; what is misspelt is refused with what is most like it. */
export function scopeNamed(snapshot: Snapshot, { slice, phase, tasks }: Named): Result<PlanScope, Refusal> {
  if (slice !== undefined) {
    const found = labelNamed(snapshot.tasks.map(({ task }) => task.slice), 'slice', slice);
    return found.ok ? ok({ kind: 'slice', slice: found.value }) : found;
  }
  if (phase !== undefined) {
    const found = labelNamed(snapshot.tasks.map(({ task }) => task.phase), 'phase', phase);
    return found.ok ? ok({ kind: 'phase', phase: found.value }) : found;
  }
  if (tasks === undefined) return ok({ kind: 'backlog' });
  const taskIds: string[] = [];
  for (const id of apart(tasks, (word) => snapshot.byId.has(word))) {
    const view = taskNamed(snapshot, id);
    if (!view.ok) return view;
    taskIds.push(view.value.task.id);
  }
  return ok({ kind: 'tasks', taskIds });
}
