import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** Where git keeps a working tree's own data (HEAD, index) and what all worktrees share (refs). Absolute. */
export interface GitDirectories {
  /** Of the working tree, links resolved. */
  readonly top: string;
  readonly gitDir: string;
  readonly commonDir: string;
}

/**
 * Finds the git folders of the working tree that `folder` lies in, by reading only: no process runs, so
 * it serves in untrusted workspaces too. Undefined outside of a working tree.
 */
export async function findGitDirectories(folder: string): Promise<GitDirectories | undefined> {
  // As git does: from where a link leads.
  const start = await fs.realpath(folder).catch(() => path.resolve(folder));
  for (let at = start; ; at = path.dirname(at)) {
    const gitDir = await gitDirOf(path.join(at, '.git'));
    // Without HEAD it is no repository, and git goes on looking above.
    if (gitDir !== undefined && (await isThere(path.join(gitDir, 'HEAD')))) return { top: at, gitDir, commonDir: await sharedBy(gitDir) };
    if (at === path.dirname(at)) return undefined;
  }
}

/** The git folder that all worktrees share: the place of the start lock. Rejects outside of a repository. */
export async function commonDirOf(folder: string): Promise<string> {
  const found = await findGitDirectories(folder);
  if (!found) throw new Error(`${folder} is in no git repository`);
  return found.commonDir;
}

/** `.git` is a folder, or in worktrees and submodules a file that says `gitdir: <path>`. */
async function gitDirOf(dotGit: string): Promise<string | undefined> {
  const stat = await fs.stat(dotGit).catch(() => undefined);
  if (stat?.isDirectory()) return dotGit;
  if (!stat?.isFile() || stat.size > 8192) return undefined;
  const text = await fs.readFile(dotGit, 'utf8').catch(() => '');
  const named = /^gitdir: (.+?)\r?\n?$/s.exec(text)?.[1];
  return named === undefined ? undefined : path.resolve(path.dirname(dotGit), named);
}

async function sharedBy(gitDir: string): Promise<string> {
  const text = await fs.readFile(path.join(gitDir, 'commondir'), 'utf8').catch(() => undefined);
  return text === undefined ? gitDir : path.resolve(gitDir, text.replace(/\r?\n$/, ''));
}

function isThere(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}
