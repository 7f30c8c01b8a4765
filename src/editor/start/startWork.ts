import type { Log } from '../../core/ports';
import type { Command } from '../commands/command';
import { startCommands, type StartServices } from './startCommands';
import { StartFlow } from './startFlow';

/** The commands around a start, with the flow that they share. */
export function startWork({ log, started, launching, backlog }: Omit<StartServices, 'flow'> & { readonly log: Log }): readonly Command[] {
  const flow = new StartFlow({
    log,
    started,
    launch: (of, one) => launching.launchStarted(of, one),
    resume: (of, taskId) => launching.resume(of, taskId),
  });
  return startCommands({ flow, started, launching, backlog });
}
