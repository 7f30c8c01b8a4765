import * as vscode from 'vscode';

/** Placeholder of the composition root while the parts are laid. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(vscode.commands.registerCommand('orchestrator.refresh', () => undefined));
}
