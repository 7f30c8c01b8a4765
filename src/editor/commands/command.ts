import * as vscode from 'vscode';
import { OrchestratorError } from '../../core/orchestratorError';
import type { Log } from '../../core/ports';
import { COMMANDS, type CommandId } from '../ids';
import { safeText, tell } from '../messages';

/** One row of a command table. `argument` is what a menu, a link or another command hands over. */
export interface Command {
  readonly id: CommandId;
  run(argument?: unknown): unknown;
}

/** Registers commands behind the one wrapper: logged, safe errors shown with their remedy, others as "Show Log". */
export function registerCommands(commands: readonly Command[], log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        try {
          return await run(argument);
        } catch (error) {
          log.error(`${id} failed`, error);
          const actions = error instanceof OrchestratorError ? [] : [{ title: 'Show Log', run: () => vscode.commands.executeCommand(COMMANDS.showLog) }];
          void tell('error', safeText(error), actions);
          return undefined;
        }
      }),
    ),
  );
}
