import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { GitOperation } from '../../core/git';

/** The operation that waits to be finished in this working tree, told by the files git leaves in its folder. */
export async function operationUnderWay(gitDir: string): Promise<GitOperation | undefined> {
  const names = new Set(await fs.readdir(gitDir).catch((): string[] => []));
  if (names.has('rebase-merge')) return 'rebase';
  if (names.has('rebase-apply')) {
    const parts = await fs.readdir(path.join(gitDir, 'rebase-apply')).catch((): string[] => []);
    return parts.includes('applying') ? 'am' : 'rebase';
  }
  if (names.has('MERGE_HEAD')) return 'merge';
  if (names.has('CHERRY_PICK_HEAD')) return 'cherry-pick';
  if (names.has('REVERT_HEAD')) return 'revert';
  if (names.has('sequencer')) return betweenPicks(gitDir);
  return names.has('BISECT_LOG') ? 'bisect' : undefined;
}

/** Several picks or reverts, stopped between two of them: the list of what is left tells which. */
async function betweenPicks(gitDir: string): Promise<GitOperation | undefined> {
  const todo = await fs.readFile(path.join(gitDir, 'sequencer', 'todo'), 'utf8').catch(() => '');
  const [, verb] = /^\s*(pick|revert|p)\b/m.exec(todo) ?? [];
  if (verb === undefined) return undefined;
  return verb === 'revert' ? 'revert' : 'cherry-pick';
}
