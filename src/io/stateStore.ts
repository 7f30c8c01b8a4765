import { basename, dirname, join } from 'node:path';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { OrchestratorError } from '../core/orchestratorError';
import type { Log, Refusal, StateChange, StateEdit, StateStore, UpdatedState } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import type { Settings } from '../core/settings';
import { newStateText, patchText, type PatchedText } from '../core/state/edit';
import { entryTextOf } from '../core/state/entryText';
import type { StatePatch } from '../core/state/patch';
import { EMPTY_STATE, type TaskState } from '../core/state/taskState';
import { t } from '../core/words';
import { stateLockPath } from './deadWriter';
import { NODE_FILES, type Files } from './files';
import { acquireLock } from './lock';
import { makeFolders } from './makeFolders';
import { notWritable } from './notWritable';
import { keepBackup } from './stateBackup';
import { parseStateFile, readStateFile, realStatePath, type StateFile } from './stateFile';
import { StateTarget } from './stateTarget';
import { isGoneAnyway, takenBack, undoOf } from './takeBack';
import { sweepTempFiles } from './tempFile';
import { readBytes } from './textFile';
import { hashOf, UndoJournal } from './undoJournal';

export interface StateStoreOptions {
  /** Absolute path of the state file; it may be a link, and it may not be there yet. */
  readonly path: string;
  readonly settings: Pick<Settings, 'statePath' | 'maxFileBytes'>;
  readonly log?: Log;
  /** The program: named to others that wait for the lock, and in the undo journal. */
  readonly command?: string;
  /** The hash a newly made state file starts with. */
  readonly manifestHash?: () => string | undefined;
  /** The folder outside the repository for the last good copy and the undo journal; absent: neither is kept. */
  readonly dataFolder?: string;
  /** Longest wait for the lock in milliseconds. */
  readonly lockWaitMs?: number;
  readonly files?: Files;
}

type Decide = Parameters<StateStore['update']>[0];
type DecideText = Parameters<StateStore['edit']>[0];
type DecideBroken = Parameters<StateStore['mend']>[0];

/** `taskId` is empty for more than one task. */
type Made = StateEdit & { readonly taskId: string; readonly entry?: PatchedText['entry'] };

/** What is made of the text that was found, undefined where there is no file. */
type Make = (before: string | undefined, state: TaskState) => Result<Made, Refusal>;

/** `changed`: somebody wrote in between; look again. */
type Attempt<T> = Result<T, Refusal> | 'changed';

/** A state file under its lock. */
interface Held {
  readonly path: string;
  readonly target: StateTarget;
  isOurs(): Promise<boolean>;
}

const LOCK_WAIT_MS = 10_000;
const ATTEMPTS = 5;

/**
 * The one writer of a state file (DESIGN section 5; RELIABILITY, "The protocol"). An update that resolves to a value is
 * safe on disk; one that resolves to a refusal has changed nothing. Updates of one store go one after the other.
 *
 * Refusals: `STATE-MISSING`, `STATE-LOCKED`, `STATE-CHANGED`, `STATE-NOT-WRITABLE`, `STATE-NOT-READABLE`, `BLOCKED::STATE-INVALID`,
 * `UNDO-REFUSED`, and those of the decider.
 */
export function createStateStore(options: StateStoreOptions): StateStore {
  const run = new StateWriter(options);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const next = last.then(action);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    update: (decide, what) => inTurn(() => run.update(decide, what)),
    edit: (decide, what) => inTurn(() => run.edit(decide, what)),
    text: () => inTurn(() => run.text()),
    mend: (decide, what) => inTurn(() => run.mend(decide, what)),
    restore: (updated) => inTurn(() => run.restore(updated)),
    lastChange: () => inTurn(() => run.lastChange()),
    undo: (change) => inTurn(() => run.undo(change)),
  };
}

class StateWriter {
  private readonly files: Files;
  private hasSwept = false;
  private readonly warned = new Set<string>();

  constructor(private readonly options: StateStoreOptions) {
    this.files = options.files ?? NODE_FILES;
  }

  async update(decide: Decide, what: string): Promise<Result<UpdatedState, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      const path = found.value.path;
      if (!found.value.hasFolder) {
        // Without a folder there is no place for a lock: ask before anything is made.
        const patch = decide(EMPTY_STATE);
        if (!patch.ok) return patch;
        await makeFolders(dirname(path), this.files);
      }
      const make: Make = (before, state) => {
        const patch = decide(state);
        if (!patch.ok) return patch;
        const patched = before === undefined ? this.newState(patch.value) : patchText(before, patch.value);
        return ok({ ...patched, taskId: patch.value.taskId, at: patch.value.lastUpdated });
      };
      return this.locked(path, async (held) => this.insist(held, () => this.attemptUpdate(held, make, what)));
    });
  }

  async edit(decide: DecideText, what: string): Promise<Result<UpdatedState, Refusal>> {
    return this.onFile((held) => {
      const make: Make = (before, state) => (before === undefined ? err(this.missing()) : ofMany(decide(before, state)));
      return this.attemptUpdate(held, make, what);
    });
  }

  async text(): Promise<Result<string | undefined, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      const file = await this.read(found.value.path, false);
      return file.ok ? ok(file.value?.text) : file;
    });
  }

  async mend(decide: DecideBroken, what: string): Promise<Result<UpdatedState, Refusal>> {
    return this.onFile(async (held) => {
      const file = await this.read(held.path);
      if (!file.ok) return file;
      if (!file.value) return err(this.missing());
      const made = ofMany(decide(file.value.text));
      if (!made.ok) return made;
      const state = parseStateFile(made.value.text, this.options.settings.statePath);
      return state.ok ? this.write(held, file.value, made.value, what) : state;
    });
  }

  /** An attempt under the lock of a file that has to be there. */
  private onFile(attempt: (held: Held) => Promise<Attempt<UpdatedState>>): Promise<Result<UpdatedState, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      if (!found.value.hasFolder) return err(this.missing());
      return this.locked(found.value.path, async (held) => this.insist(held, () => attempt(held)));
    });
  }

  async restore(updated: UpdatedState): Promise<Result<void, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      return this.locked(found.value.path, async (held) => {
        const file = await this.read(held.path);
        if (!file.ok) return file;
        if (file.value?.text !== updated.after) return err(this.changed(t('it was changed since, so it was left as it is')));
        if (!(await this.put(held, file.value, updated.before))) return err(this.changed(t('it was changed at that moment, so it was left as it is')));
        await this.noted(held.path, async (journal) => {
          const record = (await journal.standing()).find(({ undo }) => undo?.after === hashOf(updated.after));
          if (record) await journal.markUndone(record.id);
        });
        return ok(undefined);
      });
    });
  }

  async lastChange(): Promise<StateChange | undefined> {
    const found = await realStatePath(this.options.path, this.files).catch(() => undefined);
    const journal = found?.ok === true ? this.journalOf(found.value.path) : undefined;
    if (!found?.ok || !journal) return undefined;
    const standing = await journal.standing();
    const file = standing.length > 0 ? await this.read(found.value.path, false) : undefined;
    // A file that can't be read says nothing about its changes.
    const text = file?.ok === true && (!file.value || parseStateFile(file.value.text, '').ok) ? file.value?.text : null;
    const last = standing.find((record) => text === null || !isGoneAnyway(text, record));
    return last && { id: last.id, at: last.at, taskId: last.taskId, what: last.what, by: last.by };
  }

  async undo(change: StateChange): Promise<Result<void, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      const path = found.value.path;
      if (!found.value.hasFolder) return err(notUndone(change, t('the folder of the state file is gone')));
      return this.locked(path, (held) => this.insist(held, () => this.attemptUndo(held, change)));
    });
  }

  private async attemptUpdate(held: Held, make: Make, what: string): Promise<Attempt<UpdatedState>> {
    const file = await this.read(held.path);
    if (!file.ok) return file;
    const found = file.value;
    const before = found?.text;
    const state = before === undefined ? ok(EMPTY_STATE) : parseStateFile(before, this.options.settings.statePath);
    if (!state.ok) return (await held.target.isStillChanging(found)) ? 'changed' : state;
    const made = make(before, state.value);
    return made.ok ? this.write(held, found, made.value, what) : made;
  }

  private async write(held: Held, found: StateFile | undefined, made: Made, what: string): Promise<Attempt<UpdatedState>> {
    const before = found?.text;
    const { text: after, taskId, at } = made;
    if (after !== before) {
      const bytes = Buffer.from(after, 'utf8');
      if (!(await held.target.replace(found, bytes))) return 'changed';
      const change = { at, taskId, what, by: this.options.command ?? DEFAULT_COMMAND };
      await this.noted(held.path, (journal) => journal.add(change, undoOf(found, { text: after, bytes }, made)));
    }
    await this.backUp(held.path, after);
    return ok({ before, after });
  }

  private newState(patch: StatePatch): PatchedText {
    const text = newStateText(patch, this.options.manifestHash?.());
    return { text, edits: [], entry: { before: undefined, after: entryTextOf(text, patch.taskId) ?? '' } };
  }

  private async attemptUndo(held: Held, change: StateChange): Promise<Attempt<void>> {
    const record = (await this.journalOf(held.path)?.standing())?.find(({ id }) => id === change.id);
    if (!record) return err(notUndone(change, t('it was undone before, or is not remembered any more')));
    const file = await this.read(held.path);
    if (!file.ok) return file;
    const state = file.value && parseStateFile(file.value.text, this.options.settings.statePath);
    if (state?.ok === false) return (await held.target.isStillChanging(file.value)) ? 'changed' : state;
    const text = takenBack(file.value, record);
    if (!text.ok) return text;
    if (!file.value || !(await this.put(held, file.value, text.value))) return 'changed';
    await this.noted(held.path, (journal) => journal.markUndone(record.id));
    if (text.value !== undefined) await this.backUp(held.path, text.value);
    return ok(undefined);
  }

  /** Writes the text in the place of what was found; undefined removes the file. */
  private put({ target }: Held, found: StateFile, text: string | undefined): Promise<boolean> {
    return text === undefined ? target.remove(found) : target.replace(found, Buffer.from(text, 'utf8'));
  }

  /** A hand edit between reading and renaming is kept: its content is decided upon anew. */
  private async insist<T>(held: Held, attempt: () => Promise<Attempt<T>>): Promise<Result<T, Refusal>> {
    for (let count = 0; count < ATTEMPTS; count++) {
      const result = await attempt();
      if (result !== 'changed') return result;
      if (!(await held.isOurs())) return err(this.changed(t('somebody removed its lock file while it was being written')));
    }
    return err(this.changed(t('another program changed it {0} times while it was being written', ATTEMPTS)));
  }

  private read(path: string, mustBeWritable = true): Promise<Result<StateFile | undefined, Refusal>> {
    return readStateFile(path, this.options.settings.maxFileBytes, { mustBeWritable });
  }

  private async locked<T>(path: string, action: (held: Held) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    const lockPath = stateLockPath(path);
    const { command = DEFAULT_COMMAND, lockWaitMs = LOCK_WAIT_MS, settings, log, dataFolder } = this.options;
    const lock = await acquireLock(lockPath, { command, waitMs: lockWaitMs, files: this.files });
    if (!lock.ok) {
      const message = t('{0} was not changed: it is locked by {1}', basename(path), lock.error.holder);
      return err({ code: 'STATE-LOCKED', message, remedy: lock.error.remedy });
    }
    try {
      const keepLost = async (bytes: Buffer) => (dataFolder === undefined ? undefined : keepBackup(join(dataFolder, 'lost-edits'), path, bytes, this.files));
      if (!this.hasSwept || lock.value.wasBroken) await this.sweep(path, lockPath, keepLost);
      const target = new StateTarget({ path, lock: lock.value, maxBytes: settings.maxFileBytes, files: this.files, log, keepLost });
      return await action({ path, target, isOurs: () => lock.value.isOurs() });
    } finally {
      await lock.value.release().catch((error: unknown) => log?.error(`The lock ${lockPath} could not be removed`, error));
    }
  }

  private async sweep(path: string, lockPath: string, keepLost: (bytes: Buffer) => Promise<string | undefined>): Promise<void> {
    this.hasSwept = true;
    const save = async (aside: string): Promise<void> => {
      const file = await readBytes(aside, this.options.settings.maxFileBytes);
      // What can't be kept stays where it is.
      const kept = file.kind === 'bytes' ? await keepLost(file.bytes) : undefined;
      this.options.log?.warn(`${basename(path)} was edited by hand in the moment in which a process that wrote it died: it holds what that process wrote${kept === undefined ? '' : `, and the edit is kept as ${kept}`}.`);
    };
    try {
      await sweepTempFiles(path, this.files, save);
      await sweepTempFiles(lockPath, this.files);
    } catch (error) {
      this.options.log?.warn(`Left-over temporary files beside ${path} were not all removed: ${String(error)}`);
    }
  }

  private async backUp(path: string, text: string): Promise<void> {
    if (this.options.dataFolder === undefined) return;
    try {
      await keepBackup(join(this.options.dataFolder, 'backups'), path, text, this.files);
    } catch (error) {
      this.warnOnce(`No copy of ${path} was kept`, error);
    }
  }

  private journalOf(path: string): UndoJournal | undefined {
    const { dataFolder } = this.options;
    return dataFolder === undefined ? undefined : new UndoJournal(join(dataFolder, 'journal'), path, this.files);
  }

  /** The change is safe on disk by now, whatever becomes of its note. */
  private async noted(path: string, note: (journal: UndoJournal) => Promise<void>): Promise<void> {
    const journal = this.journalOf(path);
    try {
      if (journal) await note(journal);
    } catch (error) {
      this.warnOnce(`A change of ${path} was not noted and can't be undone later`, error);
    }
  }

  /** A data folder that can't be written to, as in a sandbox, would be told of with every change. */
  private warnOnce(what: string, error: unknown): void {
    if (!this.warned.has(what)) this.options.log?.warn(`${what}: ${String(error)}`);
    this.warned.add(what);
  }

  /** Turns what the system or the editor of the text refuses into a refusal; a fault of ours is thrown on. */
  private async guarded<T>(action: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof OrchestratorError) return err({ code: error.code, message: error.message, remedy: error.remedy });
      const refusal = notWritable(this.options.path, error);
      if (refusal === undefined) throw error;
      this.options.log?.error(`${basename(this.options.path)} was not written`, error);
      return err(refusal);
    }
  }

  private missing(): Refusal {
    return { code: 'STATE-MISSING', message: t('There is no {0} yet', this.options.settings.statePath), remedy: t('It is made when the first task is started.') };
  }

  private changed(why: string): Refusal {
    const message = t('{0} was not written: {1}', basename(this.options.path), why);
    return { code: 'STATE-CHANGED', message, remedy: t('Look at what it holds now, then try again.') };
  }
}

const DEFAULT_COMMAND = 'Implementation Orchestrator';

function ofMany(edit: Result<StateEdit, Refusal>): Result<Made, Refusal> {
  return edit.ok ? ok({ ...edit.value, taskId: '' }) : edit;
}

function notUndone({ what }: StateChange, why: string): Refusal {
  return { code: 'UNDO-REFUSED', message: t('"{0}" was not undone: {1}', cut(oneLine(what), 200), why), remedy: t('Look at what the state file holds now.') };
}
