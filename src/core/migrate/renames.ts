import type { Task } from '../manifest/task';
import { byText, likeness, normalised, wordsOf } from './words';

/** A task that is gone, and the new one that it most likely is. */
export interface Rename {
  readonly from: Task;
  readonly to: Task;
  /** From {@link LEAST_SCORE} to 1. */
  readonly score: number;
}

/** From here on a rename is proposed: half of what makes two tasks the same. */
const LEAST_SCORE = 0.5;

/** What titles and criteria weigh, and what the same capability adds. */
const WEIGHT = { title: 0.6, criteria: 0.4, capability: 0.15 };

/** A word that so many tasks have tells none of them apart. */
const COMMON = 64;
/** The rarest words of a task that are looked up, and the nearest tasks that are looked at. */
const LOOKED_UP = 12;
const LOOKED_AT = 16;

interface Known {
  readonly task: Task;
  readonly title: ReadonlySet<string>;
  /** The criteria's texts, normalised. */
  readonly criteria: ReadonlySet<string>;
  readonly capability: string;
  readonly keys: readonly string[];
}

/**
 * Which of the tasks that are gone are most likely which of the new ones: by capability, title and the texts of the
 * criteria. Each task at most once, the surest first. It does not depend on the order of the tasks.
 *
 * Looks only at tasks that share rare words, so that 10 000 against 10 000 stay a matter of a second.
 */
export function proposeRenames(gone: readonly Task[], added: readonly Task[]): readonly Rename[] {
  if (gone.length === 0 || added.length === 0) return [];
  const from = gone.map(known);
  const to = added.map(known);
  const having = new Map<string, Known[]>();
  for (const one of to) {
    for (const key of one.keys) {
      const list = having.get(key);
      if (list) list.push(one);
      else having.set(key, [one]);
    }
  }
  const pairs = from.flatMap((one) => nearest(one, having).flatMap((other) => pairOf(one, other)));
  pairs.sort((a, b) => b.score - a.score || byText(a.from.id, b.from.id) || byText(a.to.id, b.to.id));
  const taken = { from: new Set<string>(), to: new Set<string>() };
  return pairs.filter(({ from: { id: old }, to: { id: now } }) => {
    if (taken.from.has(old) || taken.to.has(now)) return false;
    taken.from.add(old);
    taken.to.add(now);
    return true;
  });
}

/**
 * How surely two tasks are the same: 0 not at all, 1 without a doubt. Where only one of them has criteria, or neither,
 * the titles alone count. In another capability the criteria must agree at least in part: titles repeat.
 */
function scoreOf(one: Known, other: Known): number {
  const title = likeness(one.title, other.title);
  const hasCriteria = one.criteria.size > 0 && other.criteria.size > 0;
  const criteria = hasCriteria ? likeness(one.criteria, other.criteria) : 0;
  const isSameCapability = one.capability !== '' && one.capability === other.capability;
  if (!isSameCapability && criteria === 0) return 0;
  const words = hasCriteria ? WEIGHT.title * title + WEIGHT.criteria * criteria : (WEIGHT.title + WEIGHT.criteria) * title * 0.8;
  // Without a doubt is only what has the same title.
  return Math.min(title === 1 ? 1 : 0.99, words + (isSameCapability ? WEIGHT.capability : 0));
}

function pairOf(one: Known, other: Known): readonly Rename[] {
  const score = scoreOf(one, other);
  return score < LEAST_SCORE ? [] : [{ from: one.task, to: other.task, score }];
}

/** Those that share most of its rare words. */
function nearest(one: Known, having: ReadonlyMap<string, readonly Known[]>): readonly Known[] {
  const lists = one.keys.flatMap((key) => {
    const list = having.get(key);
    return list && list.length <= COMMON ? [{ key, list }] : [];
  });
  lists.sort((a, b) => a.list.length - b.list.length || byText(a.key, b.key));
  const shared = new Map<Known, number>();
  for (const { list } of lists.slice(0, LOOKED_UP)) for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
  return [...shared]
    .sort(([a, m], [b, n]) => n - m || byText(a.task.id, b.task.id))
    .slice(0, LOOKED_AT)
    .map(([other]) => other);
}

function known(task: Task): Known {
  const title = wordsOf(task.title);
  const criteria = new Set(task.criteria.map(({ text }) => normalised(text)).filter((text) => text !== ''));
  const capability = normalised(task.capability);
  const inCapability = [...title].map((word) => `${capability}\n${word}`);
  return { task, title, criteria, capability, keys: [`t ${normalised(task.title)}\n${capability}`, ...inCapability.map((key) => `w ${key}`), ...[...criteria].map((text) => `c ${text}`)] };
}
