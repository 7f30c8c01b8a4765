import type * as vscode from 'vscode';
import type { Log } from '../core/ports';

/** The product's log as the core sees it, over VS Code's log channel "Implementation Orchestrator". */
export function createLog(channel: vscode.LogOutputChannel): Log {
  return {
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, error) => channel.error(message, ...(error === undefined ? [] : [error instanceof Error ? (error.stack ?? error.message) : error])),
  };
}
