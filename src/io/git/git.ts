import type { Git, Log } from '../../core/ports';
import { err } from '../../core/result';
import { t } from '../../core/words';
import { checkBranchName, allowedName } from './branchName';
import { createBranch, deleteBranchAt, resolveCommit, switchTo } from './branches';
import { createChange, untrusted } from './change';
import { commitPaths } from './commit';
import { commitsOn } from './commits';
import { conflictStages } from './conflictStages';
import { linkBranch } from './branchLinks';
import { lastChange, versions } from './fileHistory';
import { createWorkReader } from './work';
import { readFacts } from './facts';
import { createGitFeed } from './gitFeed';
import { createHistoryReader } from './history';
import { createGitProcess } from './gitProcess';
import { readMergeDriver, setMergeDriver } from './mergeDriver';
import { readWorktrees } from './worktrees';

interface GitOptions {
  /** The backlog's folder: absolute; it may lie anywhere inside a working tree. */
  readonly root: string;
  /** The program, from user or machine settings only; else `git` on the PATH. */
  gitPath?(): string | undefined;
  /** Asked before every call: nothing of git runs in an untrusted workspace (DESIGN section 6). */
  trusted(): boolean;
  readonly log?: Log;
  /** The program, named to others that wait for their turn: `vtm`, `Visual Studio Code`. */
  readonly by?: string;
}

/** git for one backlog. Reads go side by side and neutralise the repository's programs; changes go one at a time in a repository. */
export function createGit(options: GitOptions): Git {
  const { root, trusted } = options;
  const run = createGitProcess({ root, gitPath: () => options.gitPath?.() });
  const feed = createGitFeed({ root, gitPath: () => options.gitPath?.() });
  const work = createWorkReader(root, run, feed);
  const change = createChange({ ...options, run });
  const history = createHistoryReader(feed);

  return {
    facts: async () => (trusted() ? readFacts(run, root) : { kind: 'unread', reason: t('this workspace is not trusted') }),
    checkBranchName: async (name) => {
      const allowed = allowedName(name);
      if (!allowed.ok) return allowed;
      return trusted() ? checkBranchName(run, name) : err(untrusted());
    },
    createBranch: (name, from) => change('git branch', (ports) => createBranch(ports, name, from)),
    switchTo: (branch) => change('git switch', (ports) => switchTo(ports, branch)),
    commit: (message, paths) => change('git commit', (ports) => commitPaths({ ...ports, root }, message, paths)),
    deleteBranchAt: (name, commit) => change('git branch --delete', (ports) => deleteBranchAt(ports, name, commit)),
    resolve: async (revision) => (trusted() ? resolveCommit(run, revision) : undefined),
    worktrees: async () => (trusted() ? readWorktrees(run) : []),
    commitsOn: async (branch, base) => (trusted() ? commitsOn(run, branch, base) : []),
    work: async (query) => (trusted() ? work(query) : undefined),
    linkBranch: (branch, taskId) => change('git config', (ports) => linkBranch(ports, branch, taskId)),
    mergeDriver: async (name, file) => (trusted() ? readMergeDriver(run, name, file) : undefined),
    setMergeDriver: (name, driver) => change('git config', (ports) => setMergeDriver(ports, name, driver)),
    conflictStages: async (file) => (trusted() ? conflictStages(run, feed, file) : undefined),
    lastChange: async (file) => (trusted() ? lastChange(run, file) : undefined),
    versions: async (file, most) => (trusted() ? versions(run, feed, file, most) : []),
    history: async (query) => (trusted() ? history(query) : undefined),
  };
}
