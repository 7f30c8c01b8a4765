import { oneLine } from '../../core/delegate/plainText';
import { dropIn } from '../../core/select/dropIn';
import { waitingTasks } from '../../core/select/waiting';
import { asFiles } from '../../core/operations/asFiles';
import { headLine } from './card';
import type { Command } from './command';

/** Blocked tasks, and those that wait on others. As JSON: the keys of `--blocked`. */
export const blockedCommand: Command = {
  name: 'blocked',
  args: '',
  summary: 'what is blocked or waits on other tasks, and why',
  run: ({ snapshot, paint }) => {
    const { manifest, state } = asFiles(snapshot);
    const waiting = waitingTasks(snapshot);
    const lines = waiting.map(({ view, reason }) => `${headLine(view, paint)}\n  ${paint.faint(oneLine(reason))}`);
    return {
      json: dropIn('--blocked', manifest, state).output,
      text: lines.length === 0 ? 'No task is blocked, and none waits on another.' : lines.join('\n'),
      exitCode: 0,
    };
  },
};
