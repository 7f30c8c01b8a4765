import type { Settings } from '../../core/settings';
import type { BranchConfig } from './branchLinks';
import type { BranchRef } from './refs';

/** A task's branch before anything of it was read: local and remote ones of the same name are one. */
export interface ChosenBranch {
  readonly taskId: string;
  readonly name: string;
  readonly isLinked: boolean;
  readonly remote?: string;
  /** The one whose tip counts. */
  readonly ref: BranchRef;
  /** Where a working tree has the local one checked out. */
  readonly worktree?: string;
  readonly isHere: boolean;
}

export interface ChosenBase {
  /** Short, with the remote's name where it is only there. */
  readonly name: string;
  readonly ref: BranchRef;
  /** The branch of the same name on a remote, where the base is local and that has another tip. */
  readonly onRemote?: { readonly name: string; readonly ref: BranchRef };
}

export interface Chosen {
  readonly base?: ChosenBase;
  readonly branches: readonly ChosenBranch[];
}

/** So many branches are read, those with the latest tips: a pattern may fit all of ten thousand. */
const MOST_BRANCHES = 1_000;

/** Tells the branches of tasks and the base branch from one listing. */
export function chooseBranches(refs: readonly BranchRef[], config: Pick<BranchConfig, 'links' | 'remotes'>, settings: Pick<Settings, 'branchPattern' | 'baseBranches'>): Chosen {
  const named = namesOf(refs, config.remotes);
  const base = baseOf(named, settings.baseBranches);
  const taskOf = taskOfBranch(settings.branchPattern);
  const isBase = new Set(settings.baseBranches);
  const branches: ChosenBranch[] = [];
  for (const [name, { local, remotes }] of named) {
    const link = config.links.get(name);
    const taskId = link ?? (isBase.has(name) ? undefined : taskOf(name));
    const [ref, remote] = latest(local, remotes);
    if (taskId === undefined || !ref) continue;
    branches.push({
      taskId,
      name,
      isLinked: link !== undefined,
      ref,
      ...(remote === undefined ? {} : { remote }),
      ...(local?.worktree === undefined ? {} : { worktree: local.worktree }),
      isHere: local?.isHere ?? false,
    });
  }
  const late = branches.length <= MOST_BRANCHES ? branches : branches.sort((a, b) => Date.parse(b.ref.tipAt) - Date.parse(a.ref.tipAt)).slice(0, MOST_BRANCHES);
  return { ...(base ? { base } : {}), branches: late.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** The task a branch's name stands for by a pattern, without regard to case; undefined where it does not fit. */
export function taskOfBranch(branchPattern: string): (name: string) => string | undefined {
  const [first = '', ...rest] = branchPattern.split('{TASK_ID}');
  if (rest.length === 0) return () => undefined;
  const plain = first.length + rest.join('').length;
  return (name) => {
    // Where the id stands more than once each place holds the same, so the name's length tells that of the id.
    const length = (name.length - plain) / rest.length;
    if (length < 1 || !Number.isInteger(length)) return undefined;
    const id = name.slice(first.length, first.length + length);
    return isSame([first, ...rest].join(id), name) ? id : undefined;
  };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

interface Named {
  local?: BranchRef;
  readonly remotes: { readonly remote: string; readonly ref: BranchRef }[];
}

function namesOf(refs: readonly BranchRef[], remotes: readonly string[]): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  const at = (name: string): Named => {
    const known = named.get(name) ?? { remotes: [] };
    named.set(name, known);
    return known;
  };
  // The name of a remote may hold slashes: the longest that fits is the remote.
  const longestFirst = [...remotes].sort((a, b) => b.length - a.length);
  for (const ref of refs) {
    if (ref.ref.startsWith(LOCAL)) at(ref.ref.slice(LOCAL.length)).local = ref;
    const short = ref.ref.startsWith(REMOTE) ? ref.ref.slice(REMOTE.length) : '';
    // Without a slash it is no branch of a remote, but what another program keeps there.
    if (!short.includes('/')) continue;
    const remote = longestFirst.find((name) => short.startsWith(`${name}/`)) ?? short.slice(0, short.indexOf('/'));
    at(short.slice(remote.length + 1)).remotes.push({ remote, ref });
  }
  for (const { remotes: some } of named.values()) some.sort((a, b) => Number(b.remote === 'origin') - Number(a.remote === 'origin'));
  return named;
}

const LOCAL = 'refs/heads/';
const REMOTE = 'refs/remotes/';

/** The later tip; of equal ones the local, then `origin`'s. */
function latest(local: BranchRef | undefined, remotes: Named['remotes']): readonly [BranchRef | undefined, string | undefined] {
  let best: readonly [BranchRef | undefined, string | undefined] = [local, undefined];
  for (const { remote, ref } of remotes) {
    if (!best[0] || Date.parse(ref.tipAt) > Date.parse(best[0].tipAt)) best = [ref, remote];
  }
  return best;
}

function baseOf(named: ReadonlyMap<string, Named>, baseBranches: readonly string[]): ChosenBase | undefined {
  for (const name of baseBranches) {
    const { local, remotes = [] } = named.get(name) ?? {};
    if (!local) continue;
    const [first] = remotes;
    const onRemote = first && first.ref.tip !== local.tip ? { name: `${first.remote}/${name}`, ref: first.ref } : undefined;
    return { name, ref: local, ...(onRemote ? { onRemote } : {}) };
  }
  for (const name of baseBranches) {
    const [first] = named.get(name)?.remotes ?? [];
    if (first) return { name: `${first.remote}/${name}`, ref: first.ref };
  }
  return undefined;
}
