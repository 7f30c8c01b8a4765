import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { tellFailure } from '../failures';
import type { CommandId } from '../ids';

/** One row of a command table. `argument` is what a menu, a link or another command hands over. */
export interface Command {
  readonly id: CommandId;
  run(argument?: unknown): unknown;
}

/** Registers commands behind the one wrapper: logged, safe errors shown with their remedy and a way out, others as "Show Log". */
export function registerCommands(commands: readonly Command[], log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        try {
          return await run(argument);
        } catch (error) {
          log.error(`${id} failed`, error);
          void tellFailure(error);
          return undefined;
        }
      }),
    ),
  );
}
