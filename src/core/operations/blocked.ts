import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { dropIn } from '../select/dropIn';
import { waitingTasks } from '../select/waiting';
import { ok } from '../result';
import { asFiles } from './asFiles';
import { headLine } from './card';
import { operation } from './operation';
import { answerFrom } from './reading';

/** Blocked tasks, and those that wait on others. As data: the keys of `--blocked`. */
export const blocked = operation({
  id: 'blocked',
  title: 'Blocked Tasks',
  summary: 'what is blocked or waits on other tasks, and why',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  run: (world) =>
    answerFrom(world, (snapshot) => {
      const { manifest, state } = asFiles(snapshot);
      const lines = waitingTasks(snapshot).map(({ view, reason }) => `${headLine(view, world.paint)}\n  ${world.paint.faint(oneLine(reason))}`);
      return ok({
        data: dropIn('--blocked', manifest, state).output as object,
        text: lines.length === 0 ? 'No task is blocked, and none waits on another.' : lines.join('\n'),
      });
    }),
});
