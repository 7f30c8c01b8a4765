import type { WorkQuery } from '../../core/ports';
import { EMPTY_STATE, type StateEntry, type TaskState } from '../../core/state/taskState';
import { t } from '../../core/words';
import type { FeedGit } from './gitFeed';
import { readObjects, type StoredFile } from './objects';
import { entryOfTask, readStateText } from './stateText';

/** What is wanted of the state file at a commit: the entry of a task, or the whole state. */
export interface TipWant {
  readonly commit: string;
  readonly taskId?: string;
}

export interface TipState {
  /** Names the content; absent where there is no such file. */
  readonly oid?: string;
  /** Where the whole was wanted. */
  readonly state?: TaskState;
  readonly entry?: StateEntry;
  /** Why the file could not be read, in one clause. */
  readonly problem?: string;
}

/** An answer for each want; undefined where git failed. */
export type TipStates = (wants: readonly TipWant[], query: Pick<WorkQuery, 'statePath' | 'maxFileBytes'>) => Promise<ReadonlyMap<TipWant, TipState> | undefined>;

const NO_FILE: TipState = {};

/**
 * Reads state files at commits in one process, and only those that no earlier reading told: neither a commit nor a
 * content ever changes. What the last reading did not use is forgotten.
 */
export function createTipStates(feed: FeedGit): TipStates {
  let known = nothingKnown('');
  return async (wants, query) => {
    const key = JSON.stringify([query.statePath, query.maxFileBytes]);
    const reading = known.key === key ? known : nothingKnown(key);
    if (!isAskable(query.statePath)) return new Map(wants.map((want) => [want, { problem: t('its path is none that git keeps') }]));
    if (!(await readMissing(feed, wants, query, reading))) return undefined;
    const used = nothingKnown(key);
    const answerTo = (want: TipWant): TipState => {
      const file = reading.files.get(want.commit);
      used.files.set(want.commit, file);
      if (!file) return want.taskId === undefined ? { state: EMPTY_STATE } : NO_FILE;
      const name = nameOf(file.oid, want.taskId);
      const answer = reading.read.get(name) ?? NO_FILE;
      used.read.set(name, answer);
      return answer;
    };
    known = used;
    return new Map(wants.map((want) => [want, answerTo(want)]));
  };
}

interface Known {
  /** Path and size that the rest was read for. */
  readonly key: string;
  /** The state file by commit; undefined: there is none. */
  readonly files: Map<string, StoredFile | undefined>;
  /** By content and task. */
  readonly read: Map<string, TipState>;
}

function nothingKnown(key: string): Known {
  return { key, files: new Map(), read: new Map() };
}

function nameOf(oid: string, taskId: string | undefined): string {
  return taskId === undefined ? oid : `${oid} ${taskId}`;
}

/** A path in git's trees, below the backlog's folder. */
function isAskable(statePath: string): boolean {
  return !/[\n\0]/.test(statePath) && !statePath.startsWith('/') && !/^[A-Za-z]:/.test(statePath);
}

async function readMissing(feed: FeedGit, wants: readonly TipWant[], query: Pick<WorkQuery, 'statePath' | 'maxFileBytes'>, known: Known): Promise<boolean> {
  const tasks = new Map<string, (string | undefined)[]>();
  for (const { commit, taskId } of wants) {
    const file = known.files.get(commit);
    if (known.files.has(commit) && (!file || known.read.has(nameOf(file.oid, taskId)))) continue;
    tasks.set(commit, [...(tasks.get(commit) ?? []), taskId]);
  }
  const commits = [...tasks.keys()];
  const left = (index: number, { oid }: StoredFile) => (tasks.get(commits[index] ?? '') ?? []).filter((taskId) => !known.read.has(nameOf(oid, taskId)));
  const put = (index: number, file: StoredFile, answer: (taskId: string | undefined) => TipState): void => {
    for (const taskId of left(index, file)) known.read.set(nameOf(file.oid, taskId), { oid: file.oid, ...answer(taskId) });
  };
  const found = await readObjects(feed, commits.map((commit) => `${commit}:./${query.statePath}`), {
    wants: (index, file) => {
      if (file.size <= query.maxFileBytes) return left(index, file).length > 0;
      put(index, file, () => ({ problem: t('it is larger than the settings allow') }));
      return false;
    },
    take: (index, file, bytes) => {
      const text = readStateText(bytes.toString('utf8'));
      put(index, file, (taskId) => ('problem' in text ? text : partOf(text.state, taskId)));
    },
  });
  found?.forEach((file, index) => known.files.set(commits[index] ?? '', file));
  return found !== undefined;
}

function partOf(state: TaskState, taskId: string | undefined): TipState {
  if (taskId === undefined) return { state };
  const entry = entryOfTask(state, taskId);
  return entry ? { entry } : {};
}
