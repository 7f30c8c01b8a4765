import * as vscode from 'vscode';
import type { Command } from '../commands/command';
import { explainCode } from '../help/explainCode';
import { COMMANDS } from '../ids';
import type { Unasked } from '../unasked';
import { showHidden } from './showHidden';
import { trySample } from './trySample';

/** The walkthrough's id in `package.json`. */
const WALKTHROUGH = 'getStarted';

/** The commands for people who begin. */
export function welcomeCommands(context: Pick<vscode.ExtensionContext, 'extension' | 'extensionUri'>, unasked: Unasked): readonly Command[] {
  return [
    { id: COMMANDS.getStarted, run: () => vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${WALKTHROUGH}`, false) },
    { id: COMMANDS.trySample, run: () => trySample(context) },
    { id: COMMANDS.explainCode, run: explainCode },
    { id: COMMANDS.showHiddenNotifications, run: () => showHidden(unasked) },
  ];
}
