import { cut } from './cut';
import { escapeHidden } from './hidden';

/** A place in a text: `line` and `column` count from 1, `offset` and `length` are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** A path inside a JSON document: property names and array indexes. */
export type JsonPath = readonly (string | number)[];

export type ProblemSeverity = 'error' | 'warning' | 'info';

/**
 * Something wrong in the manifest or the state file, told so that a person can mend it:
 * what, where (file, line, column), why, and what to do. Shown in the tree, in Problems and by `vtm validate`.
 */
export interface Problem {
  readonly severity: ProblemSeverity;
  /** Short kebab-case kind, stable, such as `unknown-dependency`. */
  readonly kind: string;
  readonly message: string;
  readonly remedy: string;
  /** Path of the file relative to the backlog's root, with forward slashes. */
  readonly file: string;
  readonly path?: JsonPath;
  readonly position?: Position;
  readonly taskId?: string;
  /** What it names is not there in any spelling, so it can be begun. */
  readonly isAbsent?: true;
  /** Other places that belong to it, such as the first of two that are the same. */
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  /** As a problem's. */
  readonly file: string;
  readonly position: Position;
  /** What stands there, as a phrase. */
  readonly message: string;
}

/** A value as it may stand in a message: one line that hides nothing, at most 80 characters (RELIABILITY, bad inputs). */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : escapeHidden(JSON.stringify(value));
  return cut(text, 80);
}

/** What stands at a place of a parsed document; undefined where there is nothing. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string | number, unknown>)[key] : undefined), value);
}

/** An id as it may stand in a message: cut like any value, without its quotation marks. */
export function named(id: string): string {
  return cut(id, 80);
}

/** "a.json:12:5", or the path alone where no position is known. */
export function placeOf(problem: Pick<Problem, 'file' | 'position'>): string {
  return problem.position ? `${problem.file}:${problem.position.line}:${problem.position.column}` : problem.file;
}
