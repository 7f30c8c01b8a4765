import { COMMANDS, type CommandId } from '../ids';
import type { Command } from './command';

/** Commands of which only the ids are known until one of them is run, by what runs them. */
export const WHEN_RUN = {
  attention: [COMMANDS.showAttention, COMMANDS.sendEscalation, COMMANDS.takeRemedy, COMMANDS.hideCode, COMMANDS.copyAttention],
  record: [
    COMMANDS.recordDone,
    COMMANDS.recordOpen,
    COMMANDS.addNote,
    COMMANDS.blockTask,
    COMMANDS.unblockTask,
    COMMANDS.completeTask,
    COMMANDS.abandonTask,
    COMMANDS.reopenTask,
    COMMANDS.undoLastChange,
    COMMANDS.linkBranch,
    COMMANDS.createManifest,
  ],
  start: [
    COMMANDS.startNextTask,
    COMMANDS.startTask,
    COMMANDS.chooseTask,
    COMMANDS.checkGit,
    COMMANDS.checkReadiness,
    COMMANDS.createFeatureBranch,
    COMMANDS.explainNextTask,
    COMMANDS.copyDelegationPrompt,
    COMMANDS.resumeTask,
    COMMANDS.launchAgain,
    COMMANDS.chooseAgent,
    COMMANDS.undoStart,
  ],
  welcome: [COMMANDS.getStarted, COMMANDS.trySample, COMMANDS.explainCode, COMMANDS.showHiddenNotifications],
  batch: [
    COMMANDS.startParallelBatch,
    COMMANDS.undoBatchStart,
    COMMANDS.showBatchReport,
    COMMANDS.cleanUpWorktrees,
    COMMANDS.openWorktree,
    COMMANDS.showWorktreeChanges,
    COMMANDS.openWorktreeFile,
    COMMANDS.copyWorktreePath,
  ],
} as const satisfies Readonly<Record<string, readonly CommandId[]>>;

/** Commands whose rows are loaded when one of them is first run. */
export function commandsWhenRun(ids: readonly CommandId[], load: () => Promise<readonly Command[]>): readonly Command[] {
  let loading: Promise<readonly Command[]> | undefined;
  return ids.map((id) => ({
    id,
    run: async (argument) => {
      const row = (await (loading ??= load())).find((one) => one.id === id);
      if (!row) throw new Error(`${id} is not among the commands that were loaded`);
      return row.run(argument);
    },
  }));
}
