import type { Criterion, Task } from '../manifest/task';
import { isSameId, namedByHead, withoutHead } from './commits';

type Owner = Pick<Task, 'id' | 'criteria' | 'capability'>;

/** What a text may hold of ids: `AC01`, `CAP-AC01`, `AC05-AC08`, `REQ-7`. */
const WORD = /[\p{L}\p{N}_]+(?:-+[\p{L}\p{N}_]+)*/gu;
/** One criterion, or the first and the last of several; the part before is a name it goes by. */
const REFERENCE = /^(?:(.{1,400}?)-+)?AC[-_]?(\d{1,4})(?:-+(?:(.{1,400}?)-+)?(?:AC[-_]?)?(\d{1,4}))?$/i;
/** What may stand between the first and the last where these are words of their own. */
const UNTIL = /^\s*(?:–|—|-|\.\.\.?|…|to|through)\s*$/i;
/** A bare number goes on with a list only when it is tied to it: `AC02+03`. */
const TIED = /^\s*\+\s*$/;

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
  const find = finderOf(task);
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

/** Whether a scope has the form of this task's id, and so names another one: `feat(parser): …` names none. */
function isLikeId(scope: string, taskId: string): boolean {
  return /--T\d+$/i.test(scope) || (/\d/.test(scope) && shapeOf(scope) === shapeOf(taskId));
}

function shapeOf(id: string): string {
  return id.replace(/\d+/g, '9').replace(/[\p{L}_]+/gu, 'A');
}

interface Finder {
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

function inLine(line: string, find: Finder): readonly Criterion[] {
  const found: Criterion[] = [];
  /** The reference that ended just before, for ranges and lists that go on behind it. */
  let before: { readonly prefix: string; readonly number: number; readonly end: number } | undefined;
  for (const match of line.matchAll(WORD)) {
    const [word] = match;
    const start = match.index;
    const between = before && line.slice(before.end, start);
    const parts = REFERENCE.exec(word);
    const exact = find.word(word);
    if (parts) {
      const [, prefix = '', first = '', second, last] = parts;
      const number = Number(first);
      const isEnd = before && between !== undefined && UNTIL.test(between) && (prefix === '' || isSameId(prefix, before.prefix));
      if (isEnd && before) found.push(...find.range(before.prefix, before.number, number));
      else if (exact) found.push(exact);
      else if (second === undefined || isSameId(second, prefix)) found.push(...find.range(prefix, number, last === undefined ? number : Number(last)));
      before = { prefix: prefix === '' && isEnd && before ? before.prefix : prefix, number: Number(last ?? first), end: start + word.length };
      continue;
    }
    if (exact) found.push(exact);
    if (before && between !== undefined && /^\d{1,4}$/.test(word) && (TIED.test(between) || between === '..' || between === '–')) {
      const to = Number(word);
      found.push(...find.range(before.prefix, TIED.test(between) ? to : before.number, to));
      before = { prefix: before.prefix, number: to, end: start + word.length };
    } else {
      before = before && /^(?:to|through)$/i.test(word) ? before : undefined;
    }
  }
  return found;
}
