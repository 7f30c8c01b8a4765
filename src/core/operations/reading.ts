import { oneLine } from '../delegate/plainText';
import type { Refusal, Workplace } from '../ports';
import { ok, type Result } from '../result';
import type { Snapshot } from '../snapshot';
import { targetOf, type Target } from './change';
import { readable } from './find';
import type { Answer } from './operation';
import type { World } from './world';

type Told = Result<Answer, Refusal> | Promise<Result<Answer, Refusal>>;

/** Answers from the two files as they are now, if an answer may rest on them; what is wrong in part is noted beside it. */
export async function answerFrom(world: World, tell: (snapshot: Snapshot) => Told): Promise<Result<Answer, Refusal>> {
  const snapshot = readable(await world.here.snapshot());
  return snapshot.ok ? noted(await tell(snapshot.value), snapshot.value) : snapshot;
}

/** The same about one task, from the files of the place where it is worked on. */
export async function answerOn(world: World, taskId: string, tell: (target: Target) => Told): Promise<Result<Answer, Refusal>> {
  const target = await targetOf(world, taskId);
  return target.ok ? noted(await tell(target.value), target.value.snapshot) : target;
}

/** Where a task is worked on that is checked out in another worktree, as a line of its own; else none. */
export function worktreeLine({ here }: World, place: Workplace): readonly string[] {
  return place === here ? [] : [`It is worked on in the worktree ${oneLine(place.root)}.`];
}

function noted(answer: Result<Answer, Refusal>, { problems }: Snapshot): Result<Answer, Refusal> {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (!answer.ok || errors === 0) return answer;
  const note = `the files have ${errors} ${errors === 1 ? 'error' : 'errors'}; vtm validate shows where`;
  return ok({ ...answer.value, notes: [...(answer.value.notes ?? []), note] });
}
