import * as path from 'node:path';
import type { GitFacts } from '../../core/git';
import { t } from '../../core/words';
import { isOurBookkeeping } from '../tempFile';
import type { GitOutput, RunGit } from './gitProcess';
import { operationUnderWay } from './operationUnderWay';
import { parseStatus } from './status';
import { gitWords } from './words';

/** Reads all that the gates need of a repository, in processes that run side by side and change nothing. */
export async function readFacts(run: RunGit, folder: string): Promise<GitFacts> {
  const [places, status, refs, remotes] = await Promise.all([
    readPlaces(run, folder),
    run('read', ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames', '--no-ahead-behind']),
    run('read', ['for-each-ref', '--format=%(refname)%00%(symref)', 'refs/heads', 'refs/remotes']),
    run('read', ['remote']),
  ]);
  if ('kind' in places) return places;
  if (status.exitCode !== 0) return { kind: 'refused', reason: wordsOf(status) };
  if (refs.exitCode !== 0) return { kind: 'refused', reason: wordsOf(refs) };
  const operation = await operationUnderWay(places.gitDir);
  const { head, dirty } = parseStatus(status.stdout);
  return {
    kind: 'repository',
    root: places.root,
    head,
    // What a writer of the state has there for a moment, or left when it died, is nobody's work.
    dirty: dirty.filter(({ kind, path: file }) => kind !== 'untracked' || !isOurBookkeeping(path.posix.basename(file))),
    ...(operation ? { operation } : {}),
    ...branchesOf(refs.stdout, remotes.stdout),
  };
}

/** Where a repository's parts lie. Absolute paths. */
export interface Places {
  readonly root: string;
  readonly gitDir: string;
  readonly commonDir: string;
}

/** Asks git where the repository of `folder` lies, or says why there is none to work with. */
export async function readPlaces(run: RunGit, folder: string): Promise<Places | Exclude<GitFacts, { kind: 'repository' | 'unread' }>> {
  const asked = await run('read', ['rev-parse', '--is-bare-repository', '--absolute-git-dir', '--git-common-dir', '--show-toplevel']);
  if (asked.failure === 'missing') return { kind: 'git-missing', reason: asked.stderr };
  const [bare, gitDir, commonDir, root] = asked.stdout.split(/\r?\n/);
  if (asked.exitCode === 0 && gitDir && commonDir && root) {
    return { root: path.resolve(root), gitDir: path.resolve(gitDir), commonDir: path.resolve(folder, commonDir) };
  }
  if (bare === 'true') return { kind: 'refused', reason: t('the repository is bare: it has no working tree') };
  if (bare === 'false') return { kind: 'refused', reason: t('this folder is inside git\'s own data, not in a working tree') };
  // LC_ALL=C keeps these words English; whatever is not known stays a refusal with git's own.
  if (/not a git repository/i.test(asked.stderr)) return { kind: 'not-a-repository', reason: '' };
  return { kind: 'refused', reason: wordsOf(asked) };
}

function wordsOf(output: GitOutput): string {
  return gitWords(output) || t('git ended with code {0}', output.exitCode);
}

function branchesOf(refs: string, remotes: string): { branches: string[]; remoteBranches: string[] } {
  const branches: string[] = [];
  const remoteBranches = new Set<string>();
  // The name of a remote may hold slashes: the longest that fits is the remote.
  const prefixes = remotes.split('\n').filter(Boolean).map((name) => `refs/remotes/${name}/`).sort((a, b) => b.length - a.length);
  for (const line of refs.split('\n')) {
    const [name = '', symref = ''] = line.split('\0');
    if (name.startsWith('refs/heads/')) branches.push(name.slice(11));
    else if (name.startsWith('refs/remotes/') && symref === '') {
      const prefix = prefixes.find((start) => name.startsWith(start)) ?? /^refs\/remotes\/[^/]+\//.exec(name)?.[0] ?? '';
      remoteBranches.add(name.slice(prefix.length));
    }
  }
  return { branches, remoteBranches: [...remoteBranches] };
}
