import * as vscode from 'vscode';
import { customAgentSchema } from '../../core/delegate/descriptor';
import { SECTION } from '../ids';

/**
 * The program that makes a new worktree ready, with its arguments: of the person's own settings alone, whatever a
 * workspace says (RELIABILITY, bad input 41). Undefined where none is set, or what is set is no argument vector.
 */
export function readWorktreeSetup(): readonly [string, ...string[]] | undefined {
  const own = vscode.workspace.getConfiguration(SECTION).inspect<unknown>('worktreeSetup')?.globalValue;
  return customAgentSchema.safeParse({ kind: 'custom', argv: own }).data?.argv;
}
