import type { Task } from '../manifest/task';
import type { TaskView } from '../snapshot';
import type { WaveLimit } from './backlogPlan';
import type { Pairs } from './pairs';
import type { ModeOfPlan } from './planMode';

/** So many tasks that conflict are named. */
const NAMED = 3;

interface ChosenWave {
  readonly batch: readonly TaskView[];
  /** What is under way beside it. */
  readonly running: readonly TaskView[];
  /** Places that were left for it. */
  readonly places: number;
  /** Places that were asked for. */
  readonly most: number;
  readonly isCut: boolean;
  /** What could start as well, best first: side by side with others, and alone. */
  readonly others: { readonly side: Iterable<TaskView>; readonly alone: Iterable<TaskView> };
  readonly pairs: Pairs;
  readonly aloneSince: ModeOfPlan['aloneSince'];
}

/** Why a wave has not more tasks: what fills it, else what kept the best others out. */
export function waveLimits(wave: ChosenWave): readonly WaveLimit[] {
  const { batch, running, places, most, aloneSince } = wave;
  if (batch.length >= most && (batch[0] === undefined || aloneSince(batch[0].task) !== 'sequential')) return [];
  const [alone] = [...running, ...batch].flatMap(({ task }) => aloneLimit(task, aloneSince) ?? []);
  if (alone) return [alone];
  if (batch.length === places) return [{ kind: 'wip', places, underWay: running.length }];
  const limits = [...conflictLimits(wave), ...firstAlone(wave), ...(wave.isCut ? [{ kind: 'not-compared' } as const] : [])];
  return limits.length === 0 ? [{ kind: 'nothing-else' }] : limits;
}

/** The best that could have started, each with one that it conflicts with. */
function conflictLimits({ batch, running, others, pairs }: ChosenWave): readonly WaveLimit[] {
  const limits: WaveLimit[] = [];
  for (const { task } of others.side) {
    if (limits.length === NAMED) break;
    const conflict = [...batch, ...running].map((member) => pairs.between(member.task, task)).find((found) => found !== undefined);
    if (!conflict) break;
    limits.push({ kind: 'conflict', taskId: task.id, conflict });
  }
  return limits;
}

function firstAlone({ others, aloneSince }: ChosenWave): readonly WaveLimit[] {
  for (const { task } of others.alone) return [aloneLimit(task, aloneSince)].filter((limit) => limit !== undefined);
  return [];
}

function aloneLimit(task: Task, aloneSince: ModeOfPlan['aloneSince']): WaveLimit | undefined {
  const why = aloneSince(task);
  switch (why) {
    case undefined:
      return undefined;
    case 'sequential':
      return { kind: 'sequential' };
    case 'high-risk':
    case 'not-parallel':
      return { kind: why, taskId: task.id };
    case 'no-metadata':
      return { kind: 'not-parallel', taskId: task.id, slice: task.slice };
  }
}
