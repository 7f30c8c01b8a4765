import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { registerCommands } from '../commands/command';
import { COMMANDS, CONTEXT_KEYS } from '../ids';
import { layWhenShown } from '../layWhenShown';
import { loadWhenUsed } from '../loadWhenUsed';
import { PlannedTexts } from './plannedTexts';

interface SetupServices {
  readonly backlogs: Backlogs;
  readonly log: Log;
  /** Resolves once the first view is shown: until then nobody needs to know which agents are offered. */
  readonly loaded: Promise<void>;
  backlog(argument?: unknown): { readonly folder: vscode.WorkspaceFolder };
}

/** Agents, skills and MCP settings: the command that sets them up, which of ours are offered, and `vtm` in terminals. */
export function registerSetup(context: vscode.ExtensionContext, { backlogs, log, loaded, backlog }: SetupServices): vscode.Disposable {
  const texts = new PlannedTexts();
  const { extension } = context;
  const setUp = async (folder: vscode.WorkspaceFolder) => {
    const { SetUpAgents, quickPickQuestions } = await loadWhenUsed();
    const done = await new SetUpAgents({ extension, log, questions: quickPickQuestions(texts) }).run(folder);
    if (done) await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.hasSetUpAgents, true);
    return done;
  };
  return vscode.Disposable.from(
    texts,
    registerCommands([{ id: COMMANDS.setUpAgents, run: (argument) => setUp(backlog(argument).folder) }], log),
    layWhenShown({ loaded, log }, ({ OfferedAgents, TerminalPath, refreshLauncher }) =>
      vscode.Disposable.from(
        new OfferedAgents(backlogs, log),
        new TerminalPath(context.environmentVariableCollection, backlogs, () => refreshLauncher(extension), log),
      ),
    ),
  );
}
