import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { registerCommands } from '../commands/command';
import { COMMANDS } from '../ids';
import { OfferedAgents } from './offeredAgents';
import { PlannedTexts } from './plannedTexts';
import { quickPickQuestions } from './questions';
import { SetUpAgents } from './setUpAgents';
import { TerminalPath } from './terminalPath';

/** Agents, skills and MCP settings: the command that sets them up, which of ours are offered, and `vtm` in terminals. */
export function registerSetup(
  context: vscode.ExtensionContext,
  services: { readonly backlogs: Backlogs; readonly log: Log; backlog(argument?: unknown): { readonly folder: vscode.WorkspaceFolder } },
): vscode.Disposable {
  const { backlogs, log, backlog } = services;
  const texts = new PlannedTexts();
  const setUp = new SetUpAgents({ extension: context.extension, log, questions: quickPickQuestions(texts) });
  return vscode.Disposable.from(
    texts,
    new OfferedAgents(backlogs, log),
    new TerminalPath(context.environmentVariableCollection, backlogs, () => setUp.refreshLauncher(), log),
    registerCommands([{ id: COMMANDS.setUpAgents, run: (argument) => setUp.run(backlog(argument).folder) }], log),
  );
}
