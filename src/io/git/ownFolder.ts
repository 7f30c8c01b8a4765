import { join } from 'node:path';

/**
 * The folder of ours in git's common folder, for what all working trees of a repository share. It need not be there.
 *
 * @param commonDir the folder that all worktrees share: absolute
 */
export function ownFolder(commonDir: string): string {
  return join(commonDir, 'implementation-orchestrator');
}
