import * as vscode from 'vscode';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import { t } from '../../core/words';
import { withDeadline } from './deadline';
import { READY, unavailable, type AgentLaunch, type Availability, type Launcher, type LaunchResult } from './launch';

const EXTENSION = 'anthropic.claude-code';
const OPEN = 'claude-vscode.editor.open';
const LATE = Symbol('late');
const DEADLINE_MS = 20_000;

/** Opens a session of Claude Code's own extension with the prompt in its input. */
export class ClaudeExtensionLauncher implements Launcher<Extract<AgentDescriptor, { kind: 'claude-extension' }>> {
  isAvailable(): Promise<Availability> {
    const isThere = vscode.extensions.getExtension(EXTENSION) !== undefined;
    return Promise.resolve(
      isThere ? READY : unavailable(t('The extension Claude Code is not installed or not enabled'), t('Install anthropic.claude-code, or choose another agent')),
    );
  }

  async launch(_: unknown, launch: AgentLaunch): Promise<LaunchResult> {
    const extension = vscode.extensions.getExtension(EXTENSION);
    if (!extension) return { kind: 'failed', why: t('The extension Claude Code is not there any more.') };
    if ((await withDeadline(extension.activate(), DEADLINE_MS, LATE)) === LATE) return { kind: 'failed', why: t('Claude Code did not start in time.') };
    if (!(await vscode.commands.getCommands(true)).includes(OPEN)) {
      return { kind: 'failed', why: t('This version of Claude Code cannot be opened with a prompt.') };
    }
    const opened = await withDeadline(vscode.commands.executeCommand(OPEN, undefined, launch.prompt), DEADLINE_MS, LATE);
    if (opened === LATE) return { kind: 'failed', why: t('Claude Code did not open in time.') };
    return { kind: 'launched', how: t('The prompt is in a new Claude Code session: press Enter there if it has not been sent.') };
  }
}
