import { batchPrompt } from '../delegate/batchPrompt';
import { oneLine } from '../delegate/plainText';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { batchNamed } from './batchNamed';
import type { Answer } from './operation';
import { answerFrom } from './reading';
import { listed } from './whyNone';
import type { World } from './world';

/** The prompt that hands a batch to its one coordinator. Of a batch in worktrees each task has a prompt of its own. */
export function coordinatorPrompt(world: World, id: string): Promise<Result<Answer, Refusal>> {
  return answerFrom(world, async (snapshot) => {
    const found = batchNamed(await world.batches.all(), id);
    if (!found.ok) return found;
    const batch = found.value;
    if (batch?.mode !== 'coordinator') {
      const ids = batch?.tasks.map(({ taskId }) => taskId) ?? [];
      return err({ code: 'NO-COORDINATOR', message: `Each task of the batch ${oneLine(id)} has a worktree and a prompt of its own`, remedy: `Ask for that of each, such as vtm prompt ${listed(ids, 1)}.` });
    }
    const views = batch.tasks.flatMap(({ taskId }) => snapshot.byId.get(taskId) ?? []);
    const baseBranch = snapshot.work?.base?.name ?? world.settings.baseBranches[0] ?? 'main';
    const prompt = batchPrompt({ batch, views, settings: world.settings, baseBranch, randomWord: () => world.randomWord() });
    return ok({ text: prompt, data: { batch: batch.id, branch: batch.branch ?? null, tasks: batch.tasks.map(({ taskId }) => taskId), prompt } });
  });
}
