import type { GitFacts } from '../../core/git';
import type { Git, Log, Refusal } from '../../core/ports';
import { err, type Result } from '../../core/result';
import { checkBranchName, allowedName } from './branchName';
import { createBranch, deleteBranchAt, resolveCommit, switchTo, type BranchPorts } from './branches';
import { commitPaths } from './commit';
import { commitsOn } from './commits';
import { conflictStages } from './conflictStages';
import { linkBranch } from './branchLinks';
import { lastChange, versions } from './fileHistory';
import { createWorkReader } from './work';
import { readFacts, readPlaces } from './facts';
import { createGitFeed } from './gitFeed';
import { createGitProcess } from './gitProcess';
import { readMergeDriver, setMergeDriver } from './mergeDriver';
import { createTurns } from '../turns';
import { readWorktrees } from './worktrees';

interface GitOptions {
  /** The backlog's folder: absolute; it may lie anywhere inside a working tree. */
  readonly root: string;
  /** The program, from user or machine settings only; else `git` on the PATH. */
  gitPath?(): string | undefined;
  /** Asked before every call: nothing of git runs in an untrusted workspace (DESIGN section 6). */
  trusted(): boolean;
  readonly log?: Log;
}

/** git for one backlog. Reads go side by side and neutralise the repository's programs; changes go one at a time. */
export function createGit(options: GitOptions): Git {
  const { root, log, trusted } = options;
  const run = createGitProcess({ root, gitPath: () => options.gitPath?.() });
  const feed = createGitFeed({ root, gitPath: () => options.gitPath?.() });
  const inTurn = createTurns();
  const work = createWorkReader(root, run, feed);

  /** Runs a change when its turn comes, in a trusted repository; refuses elsewhere. */
  const change = <T>(step: (ports: BranchPorts) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> =>
    inTurn(async () => {
      if (!trusted()) return err(UNTRUSTED);
      const places = await readPlaces(run, root);
      return 'kind' in places ? err(noRepository(places)) : step({ run, places, log });
    });

  return {
    facts: async () => (trusted() ? readFacts(run, root) : { kind: 'unread', reason: 'this workspace is not trusted' }),
    checkBranchName: async (name) => {
      const allowed = allowedName(name);
      if (!allowed.ok) return allowed;
      return trusted() ? checkBranchName(run, name) : err(UNTRUSTED);
    },
    createBranch: (name, from) => change((ports) => createBranch(ports, name, from)),
    switchTo: (branch) => change((ports) => switchTo(ports, branch)),
    commit: (message, paths) => change((ports) => commitPaths({ ...ports, root }, message, paths)),
    deleteBranchAt: (name, commit) => change((ports) => deleteBranchAt(ports, name, commit)),
    resolve: async (revision) => (trusted() ? resolveCommit(run, revision) : undefined),
    worktrees: async () => (trusted() ? readWorktrees(run) : []),
    commitsOn: async (branch, base) => (trusted() ? commitsOn(run, branch, base) : []),
    work: async (query) => (trusted() ? work(query) : undefined),
    linkBranch: (branch, taskId) => change((ports) => linkBranch(ports, branch, taskId)),
    mergeDriver: async (name, file) => (trusted() ? readMergeDriver(run, name, file) : undefined),
    setMergeDriver: (name, driver) => change((ports) => setMergeDriver(ports, name, driver)),
    conflictStages: async (file) => (trusted() ? conflictStages(run, feed, file) : undefined),
    lastChange: async (file) => (trusted() ? lastChange(run, file) : undefined),
    versions: async (file, most) => (trusted() ? versions(run, feed, file, most) : []),
  };
}

const UNTRUSTED: Refusal = {
  code: 'UNTRUSTED-WORKSPACE',
  message: 'This workspace is not trusted, so git is not run in it',
  remedy: 'Trust the workspace if you know where it comes from.',
};

function noRepository(facts: Exclude<GitFacts, { kind: 'repository' | 'unread' }>): Refusal {
  const code = facts.kind === 'git-missing' ? 'GIT-MISSING' : facts.kind === 'not-a-repository' ? 'BLOCKED::NOT-A-GIT-REPOSITORY' : 'GIT-REFUSED';
  const reason = facts.reason === '' ? '' : `: ${facts.reason}`;
  const message = facts.kind === 'not-a-repository' ? 'This folder is no git repository' : `git can't be used here${reason}`;
  const remedy = facts.kind === 'git-missing' ? 'Install git, or set "git.path" in your user settings to where it is.' : 'Open a folder whose working tree git accepts.';
  return { code, message, remedy };
}
