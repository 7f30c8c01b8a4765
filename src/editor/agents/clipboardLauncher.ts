import * as vscode from 'vscode';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import { t } from '../../core/words';
import { withDeadline } from './deadline';
import { READY, type AgentLaunch, type Availability, type Launcher, type LaunchResult } from './launch';

const COPY_MS = 5_000;

/** The way out that always works: the prompt on the clipboard, and open in an editor. */
export class ClipboardLauncher implements Launcher<Extract<AgentDescriptor, { kind: 'clipboard' }>> {
  isAvailable(): Promise<Availability> {
    return Promise.resolve(READY);
  }

  async launch(_: unknown, launch: Pick<AgentLaunch, 'prompt' | 'promptFile'>): Promise<LaunchResult> {
    const isCopied = await copy(launch.prompt);
    await showPrompt(launch.promptFile);
    return isCopied
      ? { kind: 'launched', how: t('The prompt is on the clipboard and open in an editor: paste it to your agent.') }
      : { kind: 'failed', why: t('The clipboard could not be written; the prompt is open in an editor.') };
  }
}

/** False when the clipboard refuses or does not answer, as a browser's may. */
export async function copy(text: string): Promise<boolean> {
  try {
    return await withDeadline(vscode.env.clipboard.writeText(text).then(() => true), COPY_MS, false);
  } catch {
    return false;
  }
}

/** Opens a prompt beside what is open, without taking the focus. */
export async function showPrompt(file: vscode.Uri): Promise<void> {
  const isEmpty = vscode.window.tabGroups.activeTabGroup.tabs.length === 0;
  await vscode.window.showTextDocument(file, { viewColumn: isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
}
