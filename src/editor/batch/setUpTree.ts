import type * as vscode from 'vscode';
import type { AddedWorktree } from '../../core/batch/worktrees';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { runSetup } from '../../io/batch/runSetup';
import { findOnPath } from '../agents/findOnPath';
import { readWorktreeSetup } from './worktreeSetup';

/** Runs the person's own program in a new worktree, if they named one. Cancelling ends it. */
export async function setUpTree({ root }: Pick<AddedWorktree, 'root'>, token: vscode.CancellationToken, onLine: (line: string) => void): Promise<Result<void, Refusal>> {
  const argv = readWorktreeSetup();
  if (!argv) return ok(undefined);
  const [name, ...args] = argv;
  const program = await findOnPath(name);
  if (program === undefined) {
    return err({ code: 'SETUP-FAILED', message: t('The program {0} was not found on the PATH', name), remedy: t('Correct orchestrator.worktreeSetup in your settings.') });
  }
  const abort = new AbortController();
  if (token.isCancellationRequested) abort.abort();
  const listener = token.onCancellationRequested(() => abort.abort());
  try {
    return await runSetup({ program, args, cwd: root, signal: abort.signal, onLine });
  } finally {
    listener.dispose();
  }
}
