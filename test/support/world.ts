import { createHash } from 'node:crypto';
import { branchLookup } from '../../src/core/branches';
import type { DocumentFact } from '../../src/core/documents';
import type { ProjectFacts } from '../../src/core/facts';
import type { GitFacts } from '../../src/core/git';
import { readManifest, readState, type TextFile } from '../../src/core/load';
import type { LineHistory } from '../../src/core/history/lineHistory';
import { contextOf, type DocumentRef } from '../../src/core/manifest/task';
import { OrchestratorError } from '../../src/core/orchestratorError';
import type { Stages } from '../../src/core/mergeState/stages';
import type { World } from '../../src/core/operations/world';
import { PLAIN } from '../../src/core/paint';
import type { Commit, FileVersion, MergeDriver, ReadRange, Refusal, StateChange, StateStore, UpdatedState, Workplace, Worktree } from '../../src/core/ports';
import { err, ok, type Result } from '../../src/core/result';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import { applyPatch, newStateText } from '../../src/core/state/edit';
import { EMPTY_STATE } from '../../src/core/state/taskState';
import type { RepositoryWork } from '../../src/core/work';
import { parseStateFile } from '../../src/io/stateFile';
import { withoutBom } from '../../src/io/textFile';
import { manifest as manifestOf, type RawTask } from './builders';
import { fakeGit } from './fakeGit';
import { fakeBatches, fakeTrees, type FakeBatches, type FakeTrees } from './fakeTrees';
import { cleanRepository } from './ports';

/** A working tree in memory. What it holds may be looked at and changed between two operations. */
export interface FakePlace extends Workplace {
  /** The text of the manifest; undefined: there is none. A JSON value is written as text. */
  manifestText: string | undefined;
  /** The text of the state file; undefined: there is none. */
  stateText: string | undefined;
  /** Texts by path relative to the root: specs, guides, ADRs and tests. */
  readonly texts: Map<string, string>;
  facts: GitFacts;
  /** What branches and history tell; undefined: git can't be asked. */
  work: RepositoryWork | undefined;
  /** What rules rest on beside the files and git's status. */
  project: ProjectFacts;
  worktreeList: readonly Worktree[];
  /** The commits a branch has beyond its base, by branch. */
  readonly commits: Map<string, readonly Commit[]>;
  /** What the store answers instead of writing, while it is set. */
  refusal: Refusal | undefined;
  /** Told of every change of git and state before it is made; what it answers is the change's refusal. */
  fault: ((what: string) => Refusal | undefined) | undefined;
  /** Runs once, after the operation has looked and before the store locks and reads: somebody else's moment. */
  meanwhile: (() => void) | undefined;
  /** Former texts of the manifest in git, newest first. */
  versions: readonly FileVersion[];
  /** The past of the base branch; undefined: git can't be asked. */
  past: LineHistory | undefined;
  /** The undo journal, oldest first. */
  readonly journal: readonly StateChange[];
  /** What git knows of the merge driver; undefined: git can't be asked. */
  driver: MergeDriver | undefined;
  /** What git keeps of the state file while it is not merged. */
  stages: Stages | undefined;
  /** What git was asked to do, in order. */
  readonly gitDone: readonly string[];
}

export interface FakeWorld extends World {
  readonly here: FakePlace;
  /** What the clock says. */
  now: Date;
  readonly readingList: ReadRange[];
  /** Who holds the start lock. */
  startingElsewhere: string | undefined;
  /** Where tasks are worked on that are not worked on here, by task id. */
  readonly worktrees: Map<string, FakePlace>;
  readonly trees: FakeTrees;
  readonly batches: FakeBatches;
  /** Told of every change before it is made, here, in worktrees, and of what is remembered; what it answers is the change's refusal. */
  fault: ((what: string) => Refusal | undefined) | undefined;
}

export interface FakePlaceOptions {
  /** Tasks, a whole manifest as an object, or the file's text. */
  readonly manifest?: readonly RawTask[] | Readonly<Record<string, unknown>> | string;
  /** The file's text, or its value. Absent: there is no state file. */
  readonly state?: string | Readonly<Record<string, unknown>>;
  readonly documents?: Readonly<Record<string, string>>;
  readonly facts?: GitFacts;
  readonly settings?: Partial<Settings>;
  readonly root?: string;
  /** In the journal. */
  readonly by?: string;
}

/** A world in memory over real texts: the real readers read them, the real editor of state files changes them. */
export function fakeWorld(options: FakePlaceOptions & { readonly now?: string } = {}): FakeWorld {
  const clock = { now: new Date(options.now ?? NOW) };
  const here = fakePlace(options, () => clock.now);
  const readingList: ReadRange[] = [];
  const worktrees = new Map<string, FakePlace>();
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const onCall = (what: string) => world.fault?.(what);
  here.fault = onCall;
  const makePlace = (root: string) => Object.assign(fakePlace({ settings: options.settings ?? {}, root }, () => clock.now), { fault: onCall });
  const world: FakeWorld = {
    settings,
    here,
    get now() {
      return clock.now;
    },
    set now(now) {
      clock.now = now;
    },
    readingList,
    startingElsewhere: undefined,
    worktrees,
    trees: fakeTrees({ here, statePath: settings.statePath, makePlace, onCall, worktrees }),
    batches: fakeBatches(onCall),
    fault: undefined,
    placeOf: (taskId) => Promise.resolve(worktrees.get(taskId) ?? here),
    startLock: {
      hold: async (what, action) => {
        const holder = world.startingElsewhere;
        if (holder === undefined) return ok(await action());
        return err({ code: 'START-LOCKED', message: `${what}: ${holder} is at it`, remedy: 'Try again.' });
      },
    },
    readings: {
      note: (range) => Promise.resolve(void readingList.push(range)),
      of: (taskId) => Promise.resolve(readingList.filter((range) => range.taskId === taskId)),
    },
    projectFiles: {
      read: (path) => {
        const text = here.texts.get(path);
        return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'text', text });
      },
      exchange: (path, before, after) => {
        if (here.texts.get(path) !== before) return Promise.resolve(err({ code: 'SET-UP-REFUSED', message: `${path} was changed`, remedy: 'Look at it.' }));
        if (after === undefined) here.texts.delete(path);
        else here.texts.set(path, after);
        return Promise.resolve(ok(undefined));
      },
    },
    launcher: { path: '/data/bin/vtm', refresh: () => Promise.resolve(ok(undefined)) },
    newFiles: { create: (path, text) => Promise.resolve(created(here, world.settings, path, text)) },
    clock: { now: () => clock.now },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    paint: PLAIN,
    randomWord: () => 'w0rdw0rdw0rd',
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
  return world;
}

/** A working tree in memory, such as the worktree of a task: put it into `world.worktrees`. */
export function fakePlace(options: FakePlaceOptions = {}, now: () => Date = () => new Date(NOW)): FakePlace {
  const settings: Settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const root = options.root ?? '/project';
  const journal: Recorded[] = [];
  const gitDone: string[] = [];
  const texts = new Map(Object.entries(options.documents ?? {}));
  let rev = 0;
  const place: FakePlace = {
    root,
    manifestText: textOf(options.manifest instanceof Array ? manifestOf(options.manifest) : options.manifest),
    stateText: textOf(options.state),
    texts,
    facts: options.facts ?? cleanRepository({ root }),
    work: undefined,
    project: {},
    worktreeList: [],
    commits: new Map(),
    refusal: undefined,
    fault: undefined,
    versions: [],
    past: undefined,
    driver: {},
    stages: undefined,
    meanwhile: undefined,
    get journal() {
      return journal.filter(({ isUndone }) => !isUndone).map(({ change }) => change);
    },
    gitDone,
    snapshot: () => Promise.resolve(snapshotOf(place, settings, ++rev)),
    git: fakeGit(() => place, gitDone),
    store: fakeStore(() => place, { journal, now, statePath: settings.statePath, by: options.by ?? 'a test' }),
    context: {
      check: (task) => {
        const facts = (refs: readonly DocumentRef[]) => refs.map((ref) => factOf(ref, texts, settings));
        return Promise.resolve({ taskId: task.id, context: facts(contextOf(task)), tests: facts(task.tests) });
      },
    },
    projectFacts: () => Promise.resolve(place.project),
    documents: {
      read: (path) => {
        const text = texts.get(path);
        if (text !== undefined) return Promise.resolve(ok({ text, version: createHash('sha256').update(text).digest('hex').slice(0, 16) }));
        return Promise.resolve(err({ code: 'NOT-READABLE', message: `There is no ${path}`, remedy: 'Look at the path.' }));
      },
    },
  };
  return place;
}

const NOW = '2026-01-02T03:04:05.678Z';

function textOf(value: string | object | undefined): string | undefined {
  return typeof value === 'object' ? `${JSON.stringify(value, null, 2)}\n` : value;
}

function snapshotOf(place: FakePlace, settings: Settings, rev: number): Snapshot {
  const { manifestPath, statePath } = settings;
  const file = (text: string | undefined): TextFile => (text === undefined ? { kind: 'missing' } : { kind: 'text', text: withoutBom(text) });
  return buildSnapshot({
    rev,
    backlog: { name: 'sample', manifestPath, statePath },
    manifest: readManifest(file(place.manifestText), manifestPath),
    state: readState(file(place.stateText), statePath),
    branchOf: branchLookup(place.facts, settings),
    ...(place.work ? { work: place.work } : {}),
    settings,
  });
}

function factOf(ref: DocumentRef, texts: ReadonlyMap<string, string>, { adrFolder }: Settings): DocumentFact {
  const { adr } = ref;
  const path = ref.path ?? [...texts.keys()].find((name) => adr !== undefined && name.startsWith(`${adrFolder}/${adr}`));
  if (path !== undefined && texts.has(path)) return { kind: 'found', ref, path };
  return { kind: 'missing', ref, reason: 'there is no such file' };
}

function created(place: FakePlace, settings: Settings, path: string, text: string): Result<void, Refusal> {
  const isThere =
    (path === settings.manifestPath && place.manifestText !== undefined) || (path === settings.statePath && place.stateText !== undefined) || place.texts.has(path);
  if (isThere) return err({ code: 'FILE-EXISTS', message: `${path} is there already`, remedy: 'Look at it first.' });
  if (path === settings.manifestPath) place.manifestText = text;
  else if (path === settings.statePath) place.stateText = text;
  else place.texts.set(path, text);
  return ok(undefined);
}

interface Recorded {
  readonly change: StateChange;
  readonly updated: UpdatedState;
  isUndone: boolean;
}

interface Book {
  readonly journal: Recorded[];
  readonly now: () => Date;
  readonly statePath: string;
  readonly by: string;
}

/** The real store without files and locks: read, decide, edit the text, remember. Undo is to the byte or refused. */
function fakeStore(placeOf: () => FakePlace, { journal, now, statePath, by }: Book): StateStore {
  const restore = ({ before, after }: UpdatedState): Result<void, Refusal> => {
    const place = placeOf();
    if (place.refusal) return err(place.refusal);
    if (place.stateText !== after) return err({ code: 'STATE-CHANGED', message: 'It was changed since', remedy: 'Look at it.' });
    place.stateText = before;
    return ok(undefined);
  };
  return {
    update: (decide, what) => {
      const place = placeOf();
      const fault = place.fault?.(`record ${what}`);
      if (fault) return Promise.resolve(err(fault));
      const updated = attempt(place, decide, statePath);
      if (!updated.ok) return Promise.resolve(updated);
      const { taskId, ...texts } = updated.value;
      const id = String(journal.length + 1);
      if (texts.after !== texts.before) journal.push({ change: { id, at: now().toISOString(), taskId, what, by }, updated: texts, isUndone: false });
      return Promise.resolve(ok(texts));
    },
    edit: (decide, what) => {
      const place = placeOf();
      const before = place.stateText;
      if (place.refusal) return Promise.resolve(err(place.refusal));
      if (before === undefined) return Promise.resolve(err({ code: 'STATE-MISSING', message: 'There is no state file', remedy: 'Start a task.' }));
      place.meanwhile?.();
      place.meanwhile = undefined;
      const found = place.stateText ?? before;
      const state = parseStateFile(found, statePath);
      const edit = state.ok ? guarded(() => decide(found, state.value)) : state;
      if (!edit.ok) return Promise.resolve(edit);
      place.stateText = edit.value.text;
      const updated = { before: found, after: edit.value.text };
      if (found !== edit.value.text) journal.push({ change: { id: String(journal.length + 1), at: now().toISOString(), taskId: '', what, by }, updated, isUndone: false });
      return Promise.resolve(ok(updated));
    },
    text: () => Promise.resolve(ok(placeOf().stateText)),
    mend: (decide, what) => {
      const place = placeOf();
      if (place.refusal) return Promise.resolve(err(place.refusal));
      place.meanwhile?.();
      place.meanwhile = undefined;
      const before = place.stateText ?? '';
      const edit = guarded(() => decide(before));
      if (!edit.ok) return Promise.resolve(edit);
      const state = parseStateFile(edit.value.text, statePath);
      if (!state.ok) return Promise.resolve(state);
      place.stateText = edit.value.text;
      const updated = { before, after: edit.value.text };
      if (updated.before !== updated.after) journal.push({ change: { id: String(journal.length + 1), at: now().toISOString(), taskId: '', what, by }, updated, isUndone: false });
      return Promise.resolve(ok(updated));
    },
    restore: (updated) => Promise.resolve(restore(updated)),
    lastChange: () => Promise.resolve(journal.findLast(({ isUndone }) => !isUndone)?.change),
    undo: ({ id }) => {
      const entry = journal.find(({ change, isUndone }) => change.id === id && !isUndone);
      if (!entry) return Promise.resolve(err({ code: 'UNDO-REFUSED', message: 'There is no such change', remedy: 'Look at the state.' }));
      const restored = restore(entry.updated);
      entry.isUndone = restored.ok;
      return Promise.resolve(restored);
    },
  };
}

function attempt(
  place: FakePlace,
  decide: Parameters<StateStore['update']>[0],
  statePath: string,
): Result<UpdatedState & { readonly taskId: string }, Refusal> {
  const { meanwhile } = place;
  place.meanwhile = undefined;
  meanwhile?.();
  if (place.refusal) return err(place.refusal);
  const before = place.stateText;
  const state = before === undefined ? ok(EMPTY_STATE) : parseStateFile(before, statePath);
  if (!state.ok) return state;
  const patch = decide(state.value);
  if (!patch.ok) return patch;
  const { taskId } = patch.value;
  return guarded(() => {
    const after = before === undefined ? newStateText(patch.value) : applyPatch(before, patch.value);
    place.stateText = after;
    return ok({ before, after, taskId });
  });
}

/** What is thrown on purpose is a refusal. */
function guarded<T>(action: () => Result<T, Refusal>): Result<T, Refusal> {
  try {
    return action();
  } catch (error) {
    if (error instanceof OrchestratorError) return err({ code: error.code, message: error.message, remedy: error.remedy });
    throw error;
  }
}
