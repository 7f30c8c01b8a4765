import type { GitFacts, RepositoryFacts } from './git';
import { branchFor, type Settings } from './settings';

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const MOST_BYTES = 200;

/**
 * Why a name made from a task's id can't be a branch, or undefined. An allow-list, so that nothing that looks like
 * an option or a revision reaches git (RELIABILITY, Security); git's own rules come on top.
 */
export function branchNameFault(name: string): string | undefined {
  if (name.length > MOST_BYTES) return `it is longer than ${MOST_BYTES} characters`;
  const segments = name.split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) {
    return 'each of its parts must begin with a letter or digit and hold only letters, digits, ".", "_" and "-"';
  }
  if (segments.includes('HEAD')) return 'HEAD means what is checked out';
  if (name.includes('..') || segments.some((segment) => segment.endsWith('.lock') || segment.endsWith('.'))) return 'git does not take it for a branch';
  return undefined;
}

/** As much of a repository's facts as names its branches. */
type BranchNames = Pick<RepositoryFacts, 'kind' | 'branches' | 'remoteBranches'>;

/** Tells of any task the branch it has, from one reading of git; undefined of all while git was not asked. */
export function branchLookup(git: GitFacts | BranchNames, settings: Pick<Settings, 'branchPattern'>): (taskId: string) => string | undefined {
  const names = git.kind === 'repository' ? [...git.remoteBranches, ...git.branches] : [];
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (taskId) => byName.get(branchFor(taskId, settings).toLowerCase());
}

/** The branch as it is called here or on a remote; case does not count, since file systems may not tell it apart. */
export function existingBranch(branch: string, git: RepositoryFacts): string | undefined {
  const wanted = branch.toLowerCase();
  return [...git.branches, ...git.remoteBranches].find((name) => name.toLowerCase() === wanted);
}
