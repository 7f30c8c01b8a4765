import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import type { Refusal, StateChange } from '../ports';
import { err, ok, type Result } from '../result';
import { operation } from './operation';
import type { World } from './world';

/** Takes the newest recorded change back, whoever made it. A start is more than a record, and has its own undo. */
export const undo = operation({
  id: 'undo',
  title: 'Undo Last Change',
  summary: 'take back the last change that was recorded',
  effect: 'write',
  input: z.strictObject({}),
  words: [],
  preview: async (world) => {
    const last = await lastChange(world);
    return last.ok ? ok({ title: 'Undo the last change', lines: [described(last.value)] }) : last;
  },
  run: async (world) => {
    const last = await lastChange(world);
    if (!last.ok) return last;
    const undone = await world.here.store.undo(last.value);
    if (!undone.ok) return undone;
    return ok({ text: `Undone: ${described(last.value)}`, data: { undone: last.value } });
  },
});

async function lastChange(world: World): Promise<Result<StateChange, Refusal>> {
  const last = await world.here.store.lastChange();
  if (!last) return err({ code: 'NOTHING-TO-UNDO', message: 'There is no recorded change to undo here', remedy: 'Changes made by hand are undone by hand, or with git.' });
  if (!last.what.startsWith('start ')) return ok(last);
  return err({
    code: 'UNDO-REFUSED',
    message: `The last change is the start of ${oneLine(last.taskId)}, which also made a branch`,
    remedy: 'Use Undo Start in the editor, or keep the task in progress.',
  });
}

function described({ what, by, at }: StateChange): string {
  return `${oneLine(what).slice(0, 200)} (by ${oneLine(by)}, ${oneLine(at)})`;
}
