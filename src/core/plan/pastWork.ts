import { isRevert, namedByCommit } from '../evidence/commits';
import type { Task } from '../manifest/task';
import type { RepositoryWork, WorkCommit } from '../work';

/** What past tasks of one capability changed. */
export interface PastWork {
  /** How many tasks, of those whose files are known. */
  readonly taskCount: number;
  readonly paths: ReadonlyMap<string, Touched>;
}

/** The tasks that changed a path, by id in lower case, each with its newest commit that did. */
export type Touched = ReadonlyMap<string, WorkCommit>;

/** A commit that changes more files than this moves or formats them, and tells nothing of a task. */
const MOST_FILES = 100;
/** So many capabilities there must be before a path can be one that nearly everybody touches. */
const FEWEST_CAPABILITIES = 4;
/** Files that belong to no task: what every change keeps up to date, and git or a tool merges. */
const EVERYBODYS = /(?:^|\/)(?:(?:readme|changelog|changes|history|news)(?:\.(?:mdx?|txt|rst|adoc))?|[^/]*[.-]lockb?(?:\.(?:json|ya?ml))?|npm-shrinkwrap\.json|go\.sum)$/i;

/**
 * What the history tells of each capability: the files of the commits that name its tasks, in the base branch (squash
 * merges too) and on tasks' branches. A task of a former manifest counts for its capability by its id.
 *
 * Left out: reverts; commits for tasks of several capabilities, since nobody knows which of them changed what; commits
 * of more than 100 files; `ignored` paths, lock files, change logs and READMEs; and of four capabilities or more, paths
 * that over half of them touched. A commit for several tasks of one capability counts for the first: it does not show
 * that two of them met. Linear in what the history holds.
 *
 * @param tasks of the whole manifest, the completed ones too
 * @param ignored paths relative to the backlog's root
 * @returns by capability in lower case
 */
export function pastWork(tasks: readonly Task[], work: RepositoryWork, ignored: readonly string[]): ReadonlyMap<string, PastWork> {
  const byCapability = new Map<string, Growing>();
  const add = whoseWork(tasks, byCapability);
  const isIgnored = (path: string) => EVERYBODYS.test(path) || ignored.some((one) => path === one || path.endsWith(`/${one}`));
  for (const commit of work.landed) note(add(namedByCommit(commit)), commit, isIgnored);
  for (const { taskId, commits } of work.branches) {
    for (const commit of commits) note(add(namedByCommit(commit)) ?? add([taskId]), commit, isIgnored);
  }
  leaveOutCommon(byCapability);
  return new Map([...byCapability].map(([capability, { taskIds, paths }]) => [capability, { taskCount: taskIds.size, paths }]));
}

interface Growing {
  readonly taskIds: Set<string>;
  readonly paths: Map<string, Map<string, WorkCommit>>;
}

interface Work {
  readonly taskId: string;
  readonly of: Growing;
}

/** Tells whose work it is that names these: undefined where it is no task's, or of several capabilities. */
function whoseWork(tasks: readonly Task[], byCapability: Map<string, Growing>): (names: readonly string[]) => Work | undefined {
  const capabilities = new Map(tasks.map(({ id, capability }) => [id.toLowerCase(), capability.toLowerCase()]));
  return (names) => {
    const taskIds = names.map((name) => name.toLowerCase()).filter((id) => capabilities.has(id) || FORMER.test(id));
    const [capability, ...others] = new Set(taskIds.map((id) => capabilities.get(id) ?? id.replace(FORMER, '')));
    const [taskId] = taskIds;
    if (taskId === undefined || capability === undefined || others.length > 0) return undefined;
    const of = byCapability.get(capability) ?? { taskIds: new Set(), paths: new Map() };
    byCapability.set(capability, of);
    return { taskId, of };
  };
}

/** An id of the usual form, whose capability stands in front. */
const FORMER = /--t\d+$/;

function note(work: Work | undefined, commit: WorkCommit, isIgnored: (path: string) => boolean): void {
  const { files = [] } = commit;
  if (!work || files.length > MOST_FILES || isRevert(commit)) return;
  const { taskId, of } = work;
  for (const path of files) {
    if (isIgnored(path)) continue;
    const touched = of.paths.get(path) ?? new Map<string, WorkCommit>();
    const known = touched.get(taskId);
    of.taskIds.add(taskId);
    of.paths.set(path, touched);
    if (!known || newestFirst(commit, known) < 0) touched.set(taskId, commit);
  }
}

export function newestFirst(a: WorkCommit, b: WorkCommit): number {
  return (Date.parse(b.at) || 0) - (Date.parse(a.at) || 0) || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}

function leaveOutCommon(byCapability: ReadonlyMap<string, Growing>): void {
  const all = [...byCapability.values()].filter(({ taskIds }) => taskIds.size > 0);
  if (all.length < FEWEST_CAPABILITIES) return;
  const counts = new Map<string, number>();
  for (const { paths } of all) for (const path of paths.keys()) counts.set(path, (counts.get(path) ?? 0) + 1);
  for (const { paths } of all) {
    for (const path of paths.keys()) if ((counts.get(path) ?? 0) > all.length / 2) paths.delete(path);
  }
}
