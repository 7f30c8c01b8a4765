import { Locator } from '../json/locator';
import { isSameJson } from '../json/meaning';
import { marksOf, settling } from '../mergeState/settle';
import { nearest } from '../nearest';
import { shown, type JsonPath, type Problem } from '../problem';
import type { Snapshot } from '../snapshot';
import { MERGE_CONFLICT } from '../state/mergeMarks';
import { STATUSES, type StateEntry } from '../state/taskState';
import { t } from '../words';
import type { Fix } from './fix';

/** Ways to mend a problem of the state file. A record is never lost: what it says of a task or criterion that is gone stays. */
export function stateFixes({ kind, path, taskId = '' }: Problem, snapshot: Snapshot): readonly Fix[] {
  if (kind === MERGE_CONFLICT) return path && snapshot.texts.state !== undefined ? decisions(path, snapshot.texts.state) : [];
  const entry = snapshot.state.entries.get(taskId);
  if (!path || !entry) return [];
  switch (kind) {
    case 'unknown-status':
      return path.at(-1) === 'status' ? statuses(entry, path) : [];
    case 'criterion-recorded-twice':
      return [{ title: t('Remove the second mention'), changes: [{ kind: 'remove', path }], isPreferred: true, all: t('Remove all second mentions of criteria') }];
    case 'criterion-in-both-lists':
      return [{ title: t('Remove it from what is left: it is done'), changes: [{ kind: 'remove', path }], isPreferred: true, all: t('Remove from what is left all that is done') }];
    case 'unknown-criterion':
      return spelling(path, taskId, entry, snapshot);
    default:
      return [];
  }
}

/** What people and agents write for a status. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ...['done', 'complete', 'finished', 'closed', 'merged', 'resolved'].map((word) => [word, 'completed'] as const),
  ...['started', 'active', 'doing', 'wip', 'partial', 'ongoing', 'review', 'in-review', 'working'].map((word) => [word, 'in-progress'] as const),
  ...['todo', 'to-do', 'open', 'new', 'ready', 'not-started', 'planned', 'backlog'].map((word) => [word, 'pending'] as const),
  ...['cancelled', 'canceled', 'dropped', 'skipped', 'wontfix', 'obsolete'].map((word) => [word, 'abandoned'] as const),
  ...['waiting', 'on-hold', 'stuck', 'paused'].map((word) => [word, 'blocked'] as const),
]);

function statuses({ rawStatus }: StateEntry, path: JsonPath): readonly Fix[] {
  const word = rawStatus.trim().toLowerCase().replace(/[\s_]+/g, '-');
  const guess = STATUS_WORDS.get(word) ?? nearest(word, STATUSES);
  const fix = (status: string): Fix => ({ title: t('Change to {0}', shown(status)), changes: [{ kind: 'replace', path, value: status }] });
  if (guess === undefined) return STATUSES.map(fix);
  return [{ ...fix(guess), isPreferred: true }, ...STATUSES.filter((status) => status !== guess).map(fix)];
}

/** Either side's value: the one that stands is kept, the other takes its place. The mark goes with it. */
function decisions(path: JsonPath, text: string): readonly Fix[] {
  const state: unknown = JSON.parse(text);
  const placed = marksOf(state).find((one) => JSON.stringify(one.path) === JSON.stringify(path));
  const stands = placed && new Locator(text).range(placed.field);
  if (!placed || !stands) return [];
  const standing = text.slice(stands.start, stands.end);
  return (['ours', 'theirs'] as const).map((side) => {
    const value = placed.mark[side];
    const isKept = isSameJson(JSON.stringify(value), standing);
    return { title: isKept ? t('Keep {0} ({1})', shown(value), side) : t('Take {0} ({1})', shown(value), side), changes: settling(placed, side) };
  });
}

/** Only where a criterion of the same number is near, and not recorded already: another number is another criterion. */
function spelling(path: JsonPath, taskId: string, entry: StateEntry, { byId, texts }: Snapshot): readonly Fix[] {
  const task = byId.get(taskId)?.task;
  const range = texts.state === undefined ? undefined : new Locator(texts.state).range(path);
  if (!task || !range || texts.state === undefined) return [];
  const given: unknown = JSON.parse(texts.state.slice(range.start, range.end));
  const recorded = new Set([...entry.acsCompleted, ...(entry.acsRemaining ?? [])]);
  if (typeof given !== 'string') return [];
  const candidates = task.criteria.map(({ id }) => id).filter((id) => !recorded.has(id) && numberOf(id) === numberOf(given));
  const near = nearest(given, candidates);
  return near === undefined ? [] : [{ title: t('Change to {0}', shown(near)), changes: [{ kind: 'replace', path, value: near }] }];
}

function numberOf(id: string): number {
  return Number(/\d+$/.exec(id.trim())?.[0] ?? -1);
}
