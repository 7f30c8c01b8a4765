import * as vscode from 'vscode';
import type { Command } from '../commands/command';
import { explainCode } from '../help/explainCode';
import { COMMANDS, CONTEXT_KEYS } from '../ids';
import type { Unasked } from '../unasked';
import { showHidden } from './showHidden';
import { trySample } from './trySample';

/** The walkthrough's id in `package.json`. */
const WALKTHROUGH = 'getStarted';

/** The commands for people who begin. */
export function welcomeCommands(context: Pick<vscode.ExtensionContext, 'extension' | 'extensionUri'>, unasked: Unasked): readonly Command[] {
  return [
    { id: COMMANDS.getStarted, run: () => getStarted(context.extension.id) },
    { id: COMMANDS.trySample, run: () => trySample(context) },
    { id: COMMANDS.explainCode, run: explainCode },
    { id: COMMANDS.showHiddenNotifications, run: () => showHidden(unasked) },
  ];
}

/**
 * Opens the walkthrough. The workbench ticks a step when its condition becomes true, and never one whose condition was
 * true before it first looked: so the conditions hold from when it is open.
 */
async function getStarted(extensionId: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${WALKTHROUGH}`, false);
  await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.isWalkthroughOpen, true);
}
