import type { WorkCommit } from '../work';
import type { Merge } from './source';

/** What the history of the base branch tells of tasks, looked up by task or by branch. */
export interface LandedWork {
  /**
   * The newest merge of a task's work, unless it was reverted since.
   *
   * @param branches the names its branch has or would have
   * @param isOther whether an id is the very id of another task: then what names it is not meant for this one
   */
  mergeOf(taskId: string, branches: readonly string[], isOther: (id: string) => boolean): Merge | undefined;
  /** The newest commit in the form `type(ID): …`; `beside`: also of the types that do not build a task, such as the claim's. */
  commitOf(taskId: string, isOther: (id: string) => boolean, beside?: boolean): WorkCommit | undefined;
}

/**
 * Reads the subjects of the base branch's commits once. Squash merges are known by `type(ID): … (#N)`, others by git's
 * and the usual hosts' words for a merge. The same list gives the same index: a change of the state scans nothing again.
 *
 * @param landed newest first
 */
export function landedWork(landed: readonly WorkCommit[]): LandedWork {
  const known = INDEXES.get(landed);
  if (known) return known;
  const made = indexOf(landed);
  INDEXES.set(landed, made);
  return made;
}

const INDEXES = new WeakMap<readonly WorkCommit[], LandedWork>();

/** What the subject of one commit says of tasks. */
export interface Said {
  readonly ids: readonly string[];
  readonly branches: readonly string[];
  /** `commit`: it builds on a task, and lands nothing. */
  readonly how: 'squash' | 'merge' | 'commit';
  readonly pull?: number;
  /** Of a type that is not the task's own work. */
  readonly isBeside?: true;
  /** It takes back what the rest names. */
  readonly isUndone?: true;
}

/** The newest landing of one name; without a merge it was undone. `place` counts from the newest commit. */
interface Landing {
  readonly merge: Merge | undefined;
  readonly place: number;
}

/** What is known of one spelling of an id. */
interface OfId {
  readonly id: string;
  landing?: Landing;
  commit?: WorkCommit;
  work?: WorkCommit;
}

function indexOf(landed: readonly WorkCommit[]): LandedWork {
  const byId = new Map<string, OfId[]>();
  const byBranch = new Map<string, Landing>();
  for (const [place, commit] of landed.entries()) {
    const said = saidBy(commit.subject);
    if (!said) continue;
    const landing = said.how === 'commit' && !said.isUndone ? undefined : { place, merge: said.isUndone ? undefined : mergeFrom(commit, said) };
    for (const id of said.ids) note(spelling(byId, id), said, commit, landing);
    for (const name of landing ? said.branches : []) {
      const key = name.toLowerCase();
      if (landing && !byBranch.has(key)) byBranch.set(key, landing);
    }
  }
  const find = (taskId: string, isOther: (id: string) => boolean): OfId | undefined => {
    const same = byId.get(taskId.toLowerCase());
    return same?.find(({ id }) => id === taskId) ?? same?.find(({ id }) => !isOther(id));
  };
  return {
    mergeOf: (taskId, branches, isOther) => {
      let newest = find(taskId, isOther)?.landing;
      for (const name of branches) {
        const other = byBranch.get(name.toLowerCase());
        if (other && (!newest || other.place < newest.place)) newest = other;
      }
      return newest?.merge;
    },
    commitOf: (taskId, isOther, beside = false) => {
      const found = find(taskId, isOther);
      return beside ? found?.commit : found?.work;
    },
  };
}

/** The newest comes first, so what is there already stays. */
function note(of: OfId, said: Said, commit: WorkCommit, landing: Landing | undefined): void {
  if (landing) of.landing ??= landing;
  if (said.isUndone) return;
  of.commit ??= commit;
  if (!said.isBeside) of.work ??= commit;
}

function spelling(byId: Map<string, OfId[]>, id: string): OfId {
  const key = id.toLowerCase();
  const same = byId.get(key);
  const known = same?.find((one) => one.id === id);
  if (known) return known;
  const made: OfId = { id };
  if (same) same.push(made);
  else byId.set(key, [made]);
  return made;
}

function mergeFrom({ hash, at, subject }: WorkCommit, { how, pull }: Said): Merge {
  return { commit: hash, at, how: how === 'merge' ? 'merge' : 'squash', ...(pull === undefined ? {} : { pull }), subject };
}

/** Reads a subject; undefined where it names neither a task nor a branch. */
export function saidBy(subject: string): Said | undefined {
  if (subject.startsWith('Revert "')) {
    const inner = saidBy(subject.slice('Revert "'.length, Math.max(0, subject.lastIndexOf('"'))));
    if (!inner) return undefined;
    const { isUndone, ...rest } = inner;
    return isUndone ? rest : { ...rest, isUndone: true };
  }
  return subject.startsWith('Merge') ? readMerge(subject) : readScoped(subject);
}

/** Types that do not build a task, such as its claim or its spec: a pull request of such a type does not finish it. */
const BESIDE = new Set(['chore', 'docs', 'style', 'ci', 'build']);

/** So many places at which an id in brackets may end are looked at: an id may hold `):` itself. */
const MOST_ENDS = 4;

/** `type(ID): … (#N)`. */
function readScoped(subject: string): Said | undefined {
  const type = /^([A-Za-z]+)\(/.exec(subject)?.[1];
  if (type === undefined) return undefined;
  const ids: string[] = [];
  const from = type.length + 1;
  for (let end = subject.indexOf(')', from + 1); end !== -1 && ids.length < MOST_ENDS; end = subject.indexOf(')', end + 1)) {
    if (subject.startsWith('):', end) || subject.startsWith(')!:', end)) ids.push(subject.slice(from, end).trim());
  }
  const word = type.toLowerCase();
  const number = /\(#(\d+)\)\s*$/.exec(subject)?.[1];
  const isMerge = number !== undefined && !BESIDE.has(word);
  return {
    ids,
    branches: [],
    how: isMerge ? 'squash' : 'commit',
    ...(number === undefined ? {} : { pull: Number(number) }),
    ...(BESIDE.has(word) ? { isBeside: true as const } : {}),
    ...(word === 'revert' ? { isUndone: true as const } : {}),
  };
}

/** The words of git itself, and of the hosts that have their own. */
function readMerge(subject: string): Said | undefined {
  const asked = /^Merge pull request #(\d+) from [^\s/]+\/(\S+)/.exec(subject) ?? undefined;
  if (asked) return { ids: [], branches: [asked[2] ?? ''], how: 'merge', pull: Number(asked[1]) };
  const merged = /^Merged in (\S+) \(pull request #(\d+)\)/.exec(subject) ?? undefined;
  if (merged) return { ids: [], branches: [merged[1] ?? ''], how: 'merge', pull: Number(merged[2]) };
  const plain = /^Merge (remote-tracking )?branch(?:es)? ('.*)$/.exec(subject);
  if (!plain) return undefined;
  const [, isRemote, rest = ''] = plain;
  const names = [...(rest.split(/' (?:into|of) /, 1)[0] ?? '').matchAll(/(?:^|, | and )'([^']+)/g)].map((match) => match[1] ?? '');
  return { ids: [], branches: isRemote ? names.map((name) => name.slice(name.indexOf('/') + 1)) : names, how: 'merge' };
}
