import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Names the place of a folder so that all worktrees of a repository give the same name: the repository's common git
 * folder, and the folder's path below its working tree. Asks no git, so it works untrusted and fast.
 *
 * @param real absolute, links resolved
 * @returns the folder itself where it lies in no repository
 */
export async function repositoryPlace(real: string): Promise<string> {
  for (let top = real; ; top = dirname(top)) {
    const common = await commonFolder(join(top, '.git'));
    if (common !== undefined) return `${common}\n${relative(top, real)}`;
    if (dirname(top) === top) return real;
  }
}

/** The common folder behind a `.git`, which is a folder, or in a worktree a file that leads there. */
async function commonFolder(dotGit: string): Promise<string | undefined> {
  try {
    const found = await stat(dotGit);
    if (found.isDirectory()) return await realpath(dotGit);
    if (!found.isFile() || found.size > 65_536) return undefined;
    const gitdir = /^gitdir: (.+)$/m.exec(await readFile(dotGit, 'utf8'))?.[1];
    if (gitdir === undefined) return undefined;
    const own = resolve(dirname(dotGit), gitdir.trim());
    const common = await readFile(join(own, 'commondir'), 'utf8').catch(() => '.');
    return await realpath(resolve(own, common.trim()));
  } catch {
    return undefined;
  }
}
