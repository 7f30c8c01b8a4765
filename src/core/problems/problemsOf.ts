import type { ProjectFacts } from '../facts';
import type { Locator } from '../json/locator';
import { locatorOf } from '../json/locatorOf';
import type { Manifest } from '../manifest/manifest';
import type { JsonPath, Position, Problem, ProblemSeverity } from '../problem';
import { DEFAULT_SETTINGS, type Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { TaskState } from '../state/taskState';
import { counted, t } from '../words';
import type { Fault, Place } from './fault';
import { manifestFaults } from './manifestFaults';
import { stateFaults } from './stateFaults';
import { taskFaults } from './taskFaults';

/** So many are told of; of more, the worst. */
export const MOST_PROBLEMS = 1000;

/**
 * All that is wrong with the two files: what reading them told (`snapshot.problems`), and whether what they name is
 * there and fits together. Made when it is asked for and not with every snapshot; the same list for the same snapshot
 * documents and sizes. Linear in the size of the files.
 *
 * @param facts of which only `documents` is looked at; while they are absent, nothing is said of documents
 */
export function problemsOf(snapshot: Snapshot, facts: ProjectFacts, { minutesBySize }: Pick<Settings, 'minutesBySize'> = DEFAULT_SETTINGS): readonly Problem[] {
  const known = lists.get(snapshot);
  if (known && known.documents === facts.documents && known.minutesBySize === minutesBySize) return known.problems;
  const problems = told(snapshot, facts, minutesBySize);
  lists.set(snapshot, { documents: facts.documents, minutesBySize, problems });
  return problems;
}

const lists = new WeakMap<Snapshot, { readonly documents: ProjectFacts['documents']; readonly minutesBySize: Settings['minutesBySize']; readonly problems: readonly Problem[] }>();
const ofManifest = new WeakMap<Manifest, readonly Fault[]>();

function told(snapshot: Snapshot, facts: ProjectFacts, minutesBySize: Settings['minutesBySize']): readonly Problem[] {
  const { manifest, manifestHealth, problems } = snapshot;
  // What is shown of a broken file is its last good reading, whose places are not those of the text.
  if (!manifest || manifestHealth !== 'ok') return cutTo(MOST_PROBLEMS, problems, []).problems;
  const own = ofManifest.get(manifest) ?? manifestFaults(manifest);
  ofManifest.set(manifest, own);
  const { problems: kept, faults, left } = cutTo(MOST_PROBLEMS - 1, problems, [...own, ...taskFaults(snapshot, facts, minutesBySize), ...stateFaults(snapshot)]);
  const place = placing(snapshot);
  return [...kept, ...faults.map((fault) => problemOf(fault, snapshot, place)), ...(left > 0 ? [more(left, snapshot)] : [])];
}

const SEVERITIES: readonly ProblemSeverity[] = ['error', 'warning', 'info'];

/** The worst, in the order in which they were found. */
function cutTo(most: number, problems: readonly Problem[], faults: readonly Fault[]): { problems: readonly Problem[]; faults: readonly Fault[]; left: number } {
  const all = problems.length + faults.length;
  if (all <= most) return { problems, faults, left: 0 };
  const kept = new Set(SEVERITIES.flatMap((severity) => [...problems, ...faults].filter((one) => one.severity === severity)).slice(0, most));
  return { problems: problems.filter((one) => kept.has(one)), faults: faults.filter((one) => kept.has(one)), left: all - most };
}

function more(left: number, { backlog }: Snapshot): Problem {
  const message = counted(left, '{0} more problem is not listed', '{0} more problems are not listed');
  return { severity: 'info', kind: 'more-problems', message, remedy: t('Mend some of these; the rest follows.'), file: backlog.manifestPath };
}

type Placing = (place: Place) => { readonly path: JsonPath; readonly position?: Position };

function problemOf({ at, related, ...fault }: Fault, { backlog }: Snapshot, place: Placing): Problem {
  const fileOf = (where: Place) => (where.in === 'manifest' ? backlog.manifestPath : backlog.statePath);
  const others = related?.flatMap(({ at: other, message }) => {
    const { position } = place(other);
    return position ? [{ file: fileOf(other), position, message }] : [];
  });
  return { ...fault, file: fileOf(at), ...place(at), ...(others ? { related: others } : {}) };
}

/** Finds places in what the snapshot was read from; the manifest's text is scanned once for all snapshots that have it. */
function placing({ manifest, state, texts }: Snapshot): Placing {
  const found = (read: Manifest | TaskState | undefined, text: string | undefined) => (read && text !== undefined ? locatorOf(read, text) : undefined);
  return ({ in: file, path: given, atKey, skipsNulls }) => {
    const locator = file === 'manifest' ? found(manifest, texts.manifest) : found(state, texts.state);
    if (!locator) return { path: given };
    const path = skipsNulls ? withNulls(locator, given) : given;
    return { path, position: atKey ? locator.key(path) : locator.value(path) };
  };
}

/** The same place with an index that counts `null` too. */
function withNulls(locator: Locator, path: JsonPath): JsonPath {
  const list = path.slice(0, -1);
  let left = Number(path.at(-1));
  for (let index = 0; ; index++) {
    const range = locator.range([...list, index]);
    if (!range) return path;
    if (locator.text.slice(range.start, range.end) === 'null') continue;
    if (left-- === 0) return [...list, index];
  }
}
