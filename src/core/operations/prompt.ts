import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { siblingsOf } from '../batch/siblings';
import { resumedTaskPrompt, taskPrompt } from '../delegate/taskPrompt';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { Target } from './change';
import { operation, taskInput, type Answer } from './operation';
import { answerFrom, answerOn } from './reading';
import { coordinatorPrompt } from './coordinatorPrompt';
import { nextTask } from './gates';
import { whyNone } from './whyNone';
import type { World } from './world';

/** The prompt that hands a task to an implementer, for the next task or a named one, or a batch to its coordinator. It starts nothing. */
export const prompt = operation({
  id: 'prompt',
  title: 'Show Prompt',
  summary: 'the prompt that hands the next task, or a named one, to an agent',
  effect: 'read',
  input: () => z.strictObject({
    task: taskInput.optional(),
    resume: z.boolean().optional().describe('Go on with a task that was begun, from its commits and open criteria'),
    batch: z.string().trim().min(1).max(200).optional().describe('Hand this batch to its coordinator, instead of a task'),
  }),
  words: ['task'],
  run: (world, { task, resume = false, batch }) => {
    if (batch !== undefined) return task === undefined && !resume ? coordinatorPrompt(world, batch) : Promise.resolve(err(BOTH));
    if (task !== undefined) return answerOn(world, task, (target) => promptAnswer(world, target, resume));
    if (resume) return Promise.resolve(err(NO_TASK));
    return answerFrom(world, async (snapshot) => {
      const git = await world.here.git.facts();
      const view = nextTask(snapshot, world.settings, git.kind === 'repository' ? git : undefined);
      return view ? promptAnswer(world, { view, place: world.here, snapshot }, false) : ok(nothing(whyNone(snapshot)));
    });
  },
});

const NO_TASK: Refusal = { code: 'INVALID-INPUT', message: 'prompt: to resume, the task must be named', remedy: 'Name the task that was begun.' };

const BOTH: Refusal = { code: 'INVALID-INPUT', message: 'prompt: a batch and a task have prompts of their own', remedy: 'Give one of them.' };

function nothing(reason: string): Answer {
  return { data: { error: 'No eligible tasks', reason }, text: `No task can be started now. ${reason}.`, outcome: 'nothing' };
}

async function promptAnswer(world: World, { view, place, snapshot }: Target, resume: boolean): Promise<Result<Answer, Refusal>> {
  const { settings } = world;
  const siblings = siblingsOf(view.task.id, await world.batches.all(), snapshot);
  const known = siblings ? { siblings } : {};
  const { context } = place;
  const of = { settings, context, git: await place.git.facts(), randomWord: () => world.randomWord() };
  const commitsOn = (branch: string, base: string) => place.git.commitsOn(branch, base);
  const built = resume ? await resumedTaskPrompt({ ...of, commitsOn }, view, world.clock.now(), known) : await taskPrompt(of, view, known);
  const missing = built.documents.context.filter((fact) => fact.kind === 'missing');
  return ok({
    data: {
      task_id: view.task.id,
      branch: built.branch,
      missing_context: missing.map(({ ref, reason }) => ({ reference: ref.raw, reason })),
      prompt: built.prompt,
    },
    text: built.prompt,
    notes: missing.map(({ ref, reason }) => `BLOCKED::MISSING-CONTEXT::${oneLine(view.task.id)}: ${oneLine(ref.raw)} is not in the prompt: ${oneLine(reason)}`),
  });
}
