import type { GitFacts, RepositoryFacts } from './git';
import { branchFor, type Settings } from './settings';
import type { Snapshot, TaskView } from './snapshot';
import { t } from './words';

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const MOST_BYTES = 200;

/**
 * Why a name made from a task's id can't be a branch, or undefined. An allow-list, so that nothing that looks like
 * an option or a revision reaches git (RELIABILITY, Security); git's own rules come on top.
 */
export function branchNameFault(name: string): string | undefined {
  if (name.length > MOST_BYTES) return t('it is longer than {0} characters', MOST_BYTES);
  const segments = name.split('/');
  if (!segments.every((segment) => SEGMENT.test(segment))) {
    return t('each of its parts must begin with a letter or digit and hold only letters, digits, ".", "_" and "-"');
  }
  if (segments.includes('HEAD')) return t('HEAD means what is checked out');
  if (name.includes('..') || segments.some((segment) => segment.endsWith('.lock') || segment.endsWith('.'))) return t('git does not take it for a branch');
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

/** The branch a task has, linked or by its name, as it is called here or on a remote. */
export function branchOf({ task, work }: TaskView, git: GitFacts, settings: Pick<Settings, 'branchPattern'>): string | undefined {
  return work?.name ?? (git.kind === 'repository' ? existingBranch(branchFor(task.id, settings), git) : undefined);
}

/**
 * The branch that is checked out, where it is the task's own and nothing is recorded of the task: a start makes no
 * branch then, and claims the task there.
 */
export function branchToClaim(view: TaskView | undefined, git: GitFacts, settings: Pick<Settings, 'branchPattern' | 'baseBranches'>): string | undefined {
  if (view?.status !== 'pending' || git.kind !== 'repository' || git.head.kind !== 'branch') return undefined;
  const { name } = git.head;
  const own = view.work?.isHere ? view.work.name : branchOf(view, git, settings);
  return own === name && !settings.baseBranches.includes(name) ? name : undefined;
}

/** The task whose branch is checked out, linked or by its name. */
export function taskCheckedOut({ tasks }: Pick<Snapshot, 'tasks'>, git: GitFacts, settings: Pick<Settings, 'branchPattern'>): TaskView | undefined {
  if (git.kind !== 'repository' || git.head.kind !== 'branch') return undefined;
  const { name } = git.head;
  return tasks.find(({ work }) => work?.isHere && work.name === name) ?? tasks.find(({ task }) => branchFor(task.id, settings) === name);
}
