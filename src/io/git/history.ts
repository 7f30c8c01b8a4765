import type { LineHistory, ManifestChangeAt, StateChangeAt } from '../../core/history/lineHistory';
import { manifestVersions, stateVersions, type Versions } from '../../core/history/versions';
import type { HistoryQuery } from '../../core/ports';
import { createTurns } from '../turns';
import { readSteps, type Steps, type StepsQuery } from './fileSteps';
import type { FeedGit } from './gitFeed';
import { readLine, type Line } from './line';

/** How much of the two files is read. A version is held while it is read, and no longer. */
const STATES = { most: 2_000, mostBytes: 2 * 1024 ** 3 };
const MANIFESTS = { most: 200, mostBytes: 512 * 1024 ** 2 };

/**
 * Reads the past of the base branch (issue "History"). The last answer is kept; where the line only grew since, no more is
 * read than what is new.
 */
export function createHistoryReader(feed: FeedGit): (query: HistoryQuery) => Promise<LineHistory | undefined> {
  const inTurn = createTurns();
  let known: Known | undefined;
  return (query) =>
    inTurn(async () => {
      const files = JSON.stringify([query.statePath, query.manifestPath, query.maxFileBytes]);
      if (known?.files !== files) known = undefined;
      if (known?.tip === query.commit) return known.past;
      if (!/^[0-9a-f]{40,64}$/.test(query.commit) || query.isCancelled?.()) return undefined;
      const before = known;
      // What was called off in the middle has moved the versions on: it is begun anew the next time.
      known = undefined;
      const line = await readLine(feed, query.commit, before?.tip);
      const from = line?.isGrown && before ? before : nothingKnown(files);
      const past = line && (await readOn(feed, query, from, line));
      if (past) known = { ...from, tip: query.commit, past };
      return past;
    });
}

/** The answer, and how far the versions were followed for it. */
interface Known {
  /** What the rest was read for. */
  readonly files: string;
  readonly tip?: string;
  readonly past?: LineHistory;
  readonly states: Versions<StateChangeAt>;
  readonly manifests: Versions<ManifestChangeAt>;
}

function nothingKnown(files: string): Known {
  return { files, states: stateVersions(), manifests: manifestVersions() };
}

/** The line that was known, and what is new. */
async function readOn(feed: FeedGit, query: HistoryQuery, from: Known, line: Line): Promise<LineHistory | undefined> {
  const common = {
    tip: query.commit,
    ...(from.tip === undefined ? {} : { after: from.tip }),
    maxFileBytes: query.maxFileBytes,
    isCancelled: () => query.isCancelled?.() ?? false,
  } satisfies Partial<StepsQuery>;
  const states = await readSteps(feed, from.states, { ...common, ...STATES, path: query.statePath });
  const manifests = states && (await readSteps(feed, from.manifests, { ...common, ...MANIFESTS, path: query.manifestPath }));
  if (!manifests) return undefined;
  const past = from.past;
  const known = past?.line.length ?? 0;
  const places = new Map(line.commits.map(({ hash }, index) => [hash, known + index]));
  return Object.freeze({
    key: `${query.commit} ${from.files}`,
    line: [...(past?.line ?? []), ...line.commits],
    states: [...(past?.states ?? []), ...placed(states, places)],
    manifests: [...(past?.manifests ?? []), ...placed(manifests, places)],
    isWhole: (past?.isWhole ?? true) && line.isWhole && states.isWhole && manifests.isWhole,
    ...(line.isShallow ? { isShallow: true } : {}),
  });
}

/** What was before the line that is read counts from its first commit. */
function placed<Change>({ steps }: Steps<Change>, places: ReadonlyMap<string, number>): { at: number; changes: Change[] }[] {
  const found: { at: number; changes: Change[] }[] = [];
  for (const { commit, changes } of steps) {
    const at = places.get(commit) ?? 0;
    const last = found.at(-1);
    if (last?.at === at) last.changes.push(...changes);
    else found.push({ at, changes: [...changes] });
  }
  return found;
}
