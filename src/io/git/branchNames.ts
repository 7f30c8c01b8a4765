import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { RepositoryFacts } from '../../core/git';

type BranchNames = Pick<RepositoryFacts, 'kind' | 'branches' | 'remoteBranches'>;

/**
 * The names of all branches, read where git keeps them: several times faster than to ask, for answers that are to take
 * no longer than reading a file. Undefined where the repository keeps them in another format.
 *
 * @param commonDir the folder that all worktrees share
 */
export async function readBranchNames(commonDir: string): Promise<BranchNames | undefined> {
  if (await fs.lstat(path.join(commonDir, 'reftable')).catch(() => undefined)) return undefined;
  const [packed, local, remote] = await Promise.all([
    fs.readFile(path.join(commonDir, 'packed-refs'), 'utf8').catch(() => ''),
    namesBelow(path.join(commonDir, 'refs', 'heads'), 'refs/heads'),
    namesBelow(path.join(commonDir, 'refs', 'remotes'), 'refs/remotes'),
  ]);
  const refs = new Set([...local, ...remote, ...packed.split(/\r?\n/).map((line) => line.slice(line.indexOf(' ') + 1))]);
  const below = (prefix: RegExp) => [...refs].flatMap((ref) => prefix.exec(ref)?.[1] ?? []);
  return {
    kind: 'repository',
    branches: below(/^refs\/heads\/(.+)$/),
    // Where a remote's HEAD points is one of the others.
    remoteBranches: [...new Set(below(/^refs\/remotes\/[^/]+\/(?!HEAD$)(.+)$/))],
  };
}

async function namesBelow(folder: string, name: string): Promise<readonly string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.map(async (entry): Promise<readonly string[]> => {
    const full = `${name}/${entry.name}`;
    if (entry.isDirectory()) return namesBelow(path.join(folder, entry.name), full);
    return entry.name.endsWith('.lock') ? [] : [full];
  });
  return (await Promise.all(names)).flat();
}
