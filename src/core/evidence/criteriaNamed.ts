import type { Criterion, Task } from '../manifest/task';
import { isSameId, namedByHead, withoutHead } from './commits';

type Owner = Pick<Task, 'id' | 'criteria' | 'capability'>;

/** What a text may hold of ids: `AC01`, `CAP-AC01`, `AC05-AC08`, `REQ-7`. */
const WORD = /[\p{L}\p{N}_]+(?:-+[\p{L}\p{N}_]+)*/gu;
/** What is longer names nothing. */
const LONGEST = 500;
/** One criterion; the part before is a name it goes by. */
const SINGLE = /^(?:(.*[^-])-+)?AC[-_]?(\d{1,4})$/i;
/** The first and the last of several. */
const SPAN = /^(?:(.+?)-+)?AC[-_]?(\d{1,4})-+(?:(.+?)-+)?(?:AC[-_]?)?(\d{1,4})$/i;
/** What may stand between the first and the last where these are words of their own. */
const UNTIL = /^\s*(?:–|—|-|\.\.\.?|…|to|through)\s*$/i;
/** A bare number goes on only where nothing else can be meant. */
const TIED = /^(?:\+|–|\.\.\.?)$/;

/**
 * The criteria of a task that a commit's message names: `[AC01]`, `[CAP-AC06]`, `[AC02+AC03]`, `[AC05-AC08]`,
 * `(AC02-AC07)`, lists, and full ids of any form. Digits count by their number: `AC1` is `AC01`.
 *
 * Never another task's: a name in front must be the criterion's own, the task's or its capability's, and lines whose
 * head names another task (in a squashed message that tells of two) are passed over up to the next head.
 *
 * @returns ids in the order of the manifest
 */
export function criteriaNamed(text: string, task: Owner): readonly string[] {
  let find = FINDERS.get(task);
  if (!find) FINDERS.set(task, (find = finderOf(task)));
  const named = new Set<Criterion>();
  let isOurs = true;
  for (const line of text.split(/\r?\n/)) {
    const head = namedByHead(line);
    if (head) isOurs = head.some((id) => isSameId(id, task.id)) || !head.some((id) => isLikeId(id, task.id));
    if (isOurs) for (const criterion of inLine(withoutHead(line), find)) named.add(criterion);
  }
  if (named.size === 0) return [];
  return [...new Set(task.criteria.filter((criterion) => named.has(criterion)).map(({ id }) => id))];
}

/** A task has many commits: its names are listed once. */
const FINDERS = new WeakMap<Owner, Finder>();

/** Whether a scope has the form of this task's id, and so names another one: `feat(parser): …` names none. */
function isLikeId(scope: string, taskId: string): boolean {
  return /--T\d+$/i.test(scope) || (/\d/.test(scope) && shapeOf(scope) === shapeOf(taskId));
}

function shapeOf(id: string): string {
  return id.replace(/\d+/g, '9').replace(/[\p{L}_]+/gu, 'A');
}

interface Finder {
  /** Whether criteria of the task go by this name. */
  knows(prefix: string): boolean;
  word(word: string): Criterion | undefined;
  /** All whose number lies between, both included, by the name in front. */
  range(prefix: string, from: number, to: number): readonly Criterion[];
}

/** Finds criteria by every name they go by; what two of them share means neither. */
function finderOf(task: Owner): Finder {
  const words = new Map<string, Criterion | undefined>();
  const numbers = new Map<string, Map<number, Criterion | undefined>>();
  const set = <K>(map: Map<K, Criterion | undefined>, key: K, criterion: Criterion) => {
    const known = map.get(key);
    map.set(key, !map.has(key) || known?.id === criterion.id ? (known ?? criterion) : undefined);
  };
  for (const criterion of task.criteria) {
    // A short word or one without a digit may stand in any sentence.
    if (criterion.id.length >= 3 && /\d/.test(criterion.id)) set(words, criterion.id.toLowerCase(), criterion);
    const parts = /^(?:(.*?)-+)?AC[-_]?(\d{1,4})$/i.exec(criterion.id);
    if (!parts) continue;
    const own = parts[1] ?? '';
    for (const prefix of new Set(['', own, task.id, ...(own === '' ? [task.capability] : [])].map((name) => name.toLowerCase()))) {
      let of = numbers.get(prefix);
      if (!of) numbers.set(prefix, (of = new Map<number, Criterion | undefined>()));
      set(of, Number(parts[2]), criterion);
    }
  }
  return {
    knows: (prefix) => numbers.has(prefix.toLowerCase()),
    word: (word) => words.get(word.toLowerCase()),
    range: (prefix, from, to) => {
      const of = numbers.get(prefix.toLowerCase());
      if (!of) return [];
      if (from === to) return one(of.get(from));
      const [first, last] = from < to ? [from, to] : [to, from];
      // As many steps as there are criteria, however far apart the two ends are.
      return [...of].flatMap(([number, criterion]) => (number >= first && number <= last ? one(criterion) : []));
    },
  };
}

function one(criterion: Criterion | undefined): readonly Criterion[] {
  return criterion ? [criterion] : [];
}

/** As a word has it: from one criterion to another, mostly the same. */
interface Reference {
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
}

/** What a word says by a name that is known; any other name is somebody else's. */
function referenceOf(word: string, find: Finder): Reference | undefined {
  const single = SINGLE.exec(word);
  if (single && find.knows(single[1] ?? '')) return { prefix: single[1] ?? '', from: Number(single[2]), to: Number(single[2]) };
  const [, prefix = '', from, second = prefix, to] = SPAN.exec(word) ?? [];
  if (from === undefined || !find.knows(prefix) || !isSameId(second, prefix)) return undefined;
  return { prefix, from: Number(from), to: Number(to) };
}

function inLine(line: string, find: Finder): readonly Criterion[] {
  const found: Criterion[] = [];
  /** The reference just before, for ranges and lists that go on behind it. */
  let before: (Reference & { readonly end: number }) | undefined;
  for (const { 0: word, index } of line.matchAll(WORD)) {
    const between = before ? line.slice(before.end, index) : '';
    const reference = word.length > LONGEST ? undefined : (referenceOf(word, find) ?? tied(word, between, before));
    if (!reference) {
      found.push(...one(find.word(word)));
      if (!UNTIL.test(word)) before = undefined;
      continue;
    }
    const isEnd = before !== undefined && UNTIL.test(between) && (reference.prefix === '' || isSameId(reference.prefix, before.prefix));
    const { prefix, from, to } = before && isEnd ? { prefix: before.prefix, from: before.to, to: reference.to } : reference;
    const exact = from === to ? find.word(word) : undefined;
    found.push(...(exact ? [exact] : find.range(prefix, from, to)));
    before = { prefix, from, to, end: index + word.length };
  }
  return found;
}

/** A bare number that belongs to the reference before it: `AC02+03`, `AC02..04`. */
function tied(word: string, between: string, before: Reference | undefined): Reference | undefined {
  if (!before || !/^\d{1,4}$/.test(word) || !TIED.test(between)) return undefined;
  return { prefix: before.prefix, from: Number(word), to: Number(word) };
}
