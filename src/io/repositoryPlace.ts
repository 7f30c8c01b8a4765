import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { findGitDirectories } from './git/directories';

/**
 * Names the place of a folder so that all worktrees of a repository give the same name: the repository's common git
 * folder, and the folder's path below its working tree. Asks no git, so it works untrusted and fast.
 *
 * @param real absolute, links resolved
 * @returns the folder itself where it lies in no repository
 */
export async function repositoryPlace(real: string): Promise<string> {
  const found = await findGitDirectories(real);
  if (!found) return real;
  const common = await realpath(found.commonDir).catch(() => found.commonDir);
  return `${common}\n${relative(found.top, real)}`;
}
