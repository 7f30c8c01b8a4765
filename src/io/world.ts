import { createHash, randomBytes } from 'node:crypto';
import { basename, join, parse } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { branchLookup } from '../core/branches';
import { readManifest, readState, type TextFile } from '../core/load';
import type { Manifest } from '../core/manifest/manifest';
import type { World } from '../core/operations/world';
import { PLAIN, type Paint } from '../core/paint';
import type { Clock, Log, StateStore, Workplace } from '../core/ports';
import type { Settings } from '../core/settings';
import { buildSnapshot, type Reading, type Snapshot } from '../core/snapshot';
import { createBatchLog } from './batch/batchLog';
import { createWorktrees } from './batch/worktrees';
import { createContextFiles } from './contextFiles';
import { dataFolder } from './dataFolder';
import { createDocumentTexts } from './documentTexts';
import { readBranchNames } from './git/branchNames';
import { commonDirOf, findGitDirectories } from './git/directories';
import { createGit } from './git/git';
import { createLauncher } from './launcher';
import { createNewFiles } from './newFiles';
import { createProjectFacts } from './projectFacts';
import { createProjectFiles } from './projectFiles';
import { createReadingLog } from './readingLog';
import { createStartLock } from './startLock';
import { createStateStore } from './stateStore';
import { readTextFile } from './textFile';
import { findWorktree } from './worktreeOf';

export interface WorldOptions {
  /** The backlog's folder: absolute. */
  readonly root: string;
  /** Asked at every use: a setting may change while the world lives. */
  readonly settings: () => Settings;
  /** Whether git may be run there (DESIGN section 6). */
  readonly trusted: () => boolean;
  /** The program, named in locks and in the undo journal: `vtm`, `MCP: <client>`, `Visual Studio Code`. */
  readonly by: string;
  readonly log: Log;
  /** The git program, from user or machine settings only. */
  readonly gitPath?: () => string | undefined;
  readonly paint?: Paint;
  readonly clock?: Clock;
  /** For what outlives the process; the default is {@link dataFolder}. */
  readonly dataFolder?: string;
  /** The working tree as a face has it already, with its own snapshot. */
  readonly here?: Workplace;
}

/** The world of a backlog on disk. Making it reads nothing and starts nothing. */
export function createWorld(options: WorldOptions): World {
  const { root, settings, trusted } = options;
  const data = options.dataFolder ?? dataFolder();
  const here = options.here ?? createWorkplace(root, options);
  const elsewhere = new Map<string, Workplace>();
  const placeAt = (place: string): Workplace => {
    if (place === here.root) return here;
    const known = elsewhere.get(place) ?? createWorkplace(place, options);
    elsewhere.set(place, known);
    return known;
  };
  return {
    get settings() {
      return settings();
    },
    here,
    placeOf: async (taskId) => {
      const found = trusted() ? await findWorktree(here, taskId, settings()) : undefined;
      return found === undefined ? here : placeAt(found);
    },
    startLock: createStartLock(() => commonDirOf(root)),
    trees: createWorktrees({ ...options, placeAt }),
    batches: createBatchLog({ root, manifestPath: () => settings().manifestPath, log: options.log }),
    readings: createReadingLog({ folder: data, root }),
    newFiles: createNewFiles({ root }),
    projectFiles: createProjectFiles({ root }),
    launcher: createLauncher(),
    clock: options.clock ?? { now: () => new Date() },
    log: options.log,
    paint: options.paint ?? PLAIN,
    randomWord: () => randomBytes(12).toString('hex'),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

/** One working tree of a backlog: reads its files anew for every snapshot. */
export function createWorkplace(root: string, options: Omit<WorldOptions, 'root' | 'here'>): Workplace {
  const { settings, trusted, log, by, gitPath } = options;
  const git = createGit({ root, trusted, log, by, ...(gitPath ? { gitPath } : {}) });
  let rev = 0;
  let manifest: Manifest | undefined;
  const manifestFrom = readOnce(readManifest);
  const storeNow = createStoreOf(root, options, () => manifest?.hash);
  const projectFacts = createProjectFacts({ root, settings, git });
  const branchesNow = async () => {
    const found = trusted() ? await findGitDirectories(root) : undefined;
    return (found && (await readBranchNames(found.commonDir))) ?? git.facts();
  };
  return {
    root,
    git,
    get store() {
      return storeNow();
    },
    context: createContextFiles({ root, settings }),
    documents: createDocumentTexts({ root }),
    projectFacts,
    snapshot: async () => {
      const { manifestPath, statePath, maxFileBytes } = settings();
      const [manifestRead, stateRead, branches, work] = await Promise.all([
        readSettled((file) => manifestFrom(file, manifestPath), placed(root, manifestPath), maxFileBytes),
        readSettled((file) => readState(file, statePath), placed(root, statePath), maxFileBytes),
        branchesNow(),
        git.work(settings()),
      ]);
      const snapshot: Snapshot = buildSnapshot({
        rev: ++rev,
        backlog: { name: basename(root), manifestPath, statePath },
        manifest: manifestRead,
        state: stateRead,
        branchOf: branchLookup(branches, settings()),
        ...(work ? { work } : {}),
        settings: settings(),
      });
      manifest = snapshot.manifest;
      return snapshot;
    },
  };
}

/**
 * A file that is broken may be half-written by somebody at this moment, by hand or by a tool that takes no lock: it is
 * read again before anybody is told to mend it.
 */
async function readSettled<T>(read: (file: TextFile) => Reading<T>, path: string, maxBytes: number): Promise<Reading<T>> {
  for (let tries = 1; ; tries++) {
    const reading = read(await readTextFile(path, maxBytes));
    if (reading.health !== 'broken' || tries === READ_TRIES) return reading;
    await pause(READ_PAUSE_MS);
  }
}

const READ_TRIES = 3;
const READ_PAUSE_MS = 40;

/** Reading a text that is the same as the last time costs nothing: of a large manifest that is most of an answer. */
function readOnce<T>(read: (file: TextFile, path: string) => Reading<T>): (file: TextFile, path: string) => Reading<T> {
  let last: { readonly text: string; readonly path: string; readonly reading: Reading<T> } | undefined;
  return (file, path) => {
    if (file.kind !== 'text') return read(file, path);
    if (last?.text !== file.text || last.path !== path) last = { text: file.text, path, reading: read(file, path) };
    return last.reading;
  };
}

/** Gives the store of the state file that the settings name now: another one once they name another file. */
export function createStoreOf(
  root: string,
  options: Pick<WorldOptions, 'settings' | 'by' | 'log' | 'dataFolder'>,
  manifestHash: () => string | undefined,
): () => StateStore {
  let opened: { readonly key: string; readonly store: StateStore } | undefined;
  return () => {
    const settings = options.settings();
    const key = JSON.stringify([settings.statePath, settings.maxFileBytes]);
    if (opened?.key !== key) {
      const path = placed(root, settings.statePath);
      const data = options.dataFolder ?? dataFolder();
      opened = { key, store: createStateStore({ path, settings, log: options.log, command: options.by, manifestHash, dataFolder: data }) };
    }
    return opened.store;
  };
}

/** A file of the project. On Windows a command line may name one of another drive, to which no relative path leads. */
function placed(root: string, file: string): string {
  return parse(file).root.includes(':') ? file : join(root, file);
}
