import { readLabel, readRisk } from '../manifest/readLoosely';
import { readStatus, type Status } from '../state/taskState';
import type { ManifestChangeAt, StateChangeAt, TaskPlace } from './lineHistory';
import { nextParts, type Parts } from './parts';

/** Goes through the versions of one file, oldest first, and tells what each changed. */
export interface Versions<Change> {
  /** What this version changed against the last one that could be read; none where it can't be read itself. */
  next(text: string): readonly Change[];
  /** Lets go of the last version's text. The next one is read whole, and compared all the same. */
  rest(): void;
}

/** Statuses of entries. A word that is no status says nothing: the entry counts as it was. */
export function stateVersions(): Versions<StateChangeAt> {
  return versionsOf({
    bracket: '{',
    read: readEntry,
    isSame: (a: Status, b) => a === b,
    changed: (id, status) => ({ id, ...(status === undefined ? {} : { status }) }),
  });
}

/** Tasks and where they belong. */
export function manifestVersions(): Versions<ManifestChangeAt> {
  return versionsOf({
    bracket: '[',
    read: readTask,
    isSame: (a: TaskPlace, b) => a.phase === b.phase && a.slice === b.slice && a.risk === b.risk,
    changed: (id, place) => ({ id, ...(place === undefined ? {} : { place }) }),
  });
}

/** One part of a file: whose it is, and what is kept of it. `value` absent: nothing can be told of it. */
interface Kept<T> {
  readonly id: string;
  readonly value?: T;
}

interface Kind<T, Change> {
  readonly bracket: '{' | '[';
  read(part: string): Kept<T>;
  isSame(a: T, b: T): boolean;
  changed(id: string, value: T | undefined): Change;
}

function versionsOf<T, Change>({ bracket, read, isSame, changed }: Kind<T, Change>): Versions<Change> {
  let parts: Parts<Kept<T>> | undefined;
  return {
    next: (text) => {
      const step = attempt(() => nextParts(parts, text, bracket, read));
      if (!step) return [];
      parts = step.parts;
      const before = new Map(step.before.map(({ id, value }) => [id, value]));
      const after = new Map(step.after.map(({ id, value }) => [id, value]));
      const gone = [...before.keys()].filter((id) => id !== '' && !after.has(id)).map((id) => changed(id, undefined));
      const told = [...after].flatMap(([id, value]) => {
        const old = before.get(id);
        return value === undefined || (old !== undefined && isSame(old, value)) ? [] : [changed(id, value)];
      });
      return [...gone, ...told];
    },
    rest: () => {
      if (parts) parts = { text: '', open: 0, starts: [], ends: [], values: parts.values };
    },
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    // Broken in its time, such as by conflict markers: the version before it counts on.
    return undefined;
  }
}

function readEntry(part: string): Kept<Status> {
  const [[id, entry] = ['', undefined]] = Object.entries(JSON.parse(`{${part}}`) as Record<string, unknown>);
  const raw = fieldOf(entry, 'status') ?? 'pending';
  const status = typeof raw === 'string' ? readStatus(raw) : 'unknown';
  return status === 'unknown' ? { id } : { id, value: status };
}

function readTask(part: string): Kept<TaskPlace> {
  const raw: unknown = JSON.parse(part);
  const id = fieldOf(raw, 'task_id');
  if (typeof id !== 'string' || id === '') return { id: '' };
  const risk = textOf(fieldOf(raw, 'risk'));
  // As the manifest's own reading has it: an unknown word is High, an absent one Medium.
  return { id, value: { phase: labelOf(raw, 'phase', 'Phase'), slice: labelOf(raw, 'slice', 'Slice'), risk: readRisk(risk) ?? (risk ? 'High' : 'Medium') } };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function labelOf(task: unknown, key: string, kind: 'Phase' | 'Slice'): string {
  const value = fieldOf(task, key);
  return readLabel(typeof value === 'number' ? value : textOf(value), kind);
}
