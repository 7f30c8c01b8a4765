import { parseManifest } from './manifest/parse';
import type { Manifest } from './manifest/manifest';
import type { Position, Problem } from './problem';
import type { Reading } from './snapshot';
import { parseState } from './state/parse';
import type { TaskState } from './state/taskState';

/** What became of reading a file as text. */
export type TextFile =
  | { readonly kind: 'missing' }
  /** Too large, not UTF-8, a folder, no permission…: told in words that are safe to show, with the place if it has one. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly message: string; readonly remedy: string; readonly position?: Position }
  /** `text` is without the byte order mark. */
  | { readonly kind: 'text'; readonly text: string };

/** Turns the manifest's text into a reading; where it is broken now, the last good one stays shown. */
export function readManifest(file: TextFile, path: string, previous?: Reading<Manifest>): Reading<Manifest> {
  if (file.kind !== 'text') return withoutText(file, path, previous);
  const { manifest, problems } = parseManifest(file.text, path);
  return manifest ? { health: 'ok', value: manifest, problems, text: file.text } : broken(problems, previous);
}

/** The same for the state file. A state that is missing is an empty one. */
export function readState(file: TextFile, path: string, previous?: Reading<TaskState>): Reading<TaskState> {
  if (file.kind !== 'text') return withoutText(file, path, previous);
  const { state, problems } = parseState(file.text, path);
  return state ? { health: 'ok', value: state, problems, text: file.text } : broken(problems, previous);
}

function withoutText<T>(
  file: Exclude<TextFile, { kind: 'text' }>,
  path: string,
  previous: Reading<T> | undefined,
): Reading<T> {
  if (file.kind === 'missing') return { health: 'missing', value: undefined, problems: [] };
  const { problem: kind, message, remedy, position } = file;
  return broken([{ severity: 'error', kind, message, remedy, file: path, ...(position && { position }) }], previous);
}

function broken<T>(problems: readonly Problem[], previous: Reading<T> | undefined): Reading<T> {
  if (previous?.value === undefined) return { health: 'broken', value: undefined, problems };
  return { ...previous, health: 'stale', problems };
}
