import type { Stats } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { placeOf } from '../core/problem';
import type { Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import { parseState, stateOnDemand } from '../core/state/parse';
import type { TaskState } from '../core/state/taskState';
import { t } from '../core/words';
import { ifThere, type Files } from './files';
import { decoded, readBytes, withoutBom } from './textFile';

/** A state file as found on disk; `text` still holds its byte order mark. */
export interface StateFile {
  readonly bytes: Buffer;
  readonly text: string;
  readonly stats: Stats;
}

/**
 * Follows links once, so that the real file is replaced and not the link. A link that leads nowhere is refused: what
 * it should have led to is not ours to guess.
 */
export async function realStatePath(path: string, files: Files): Promise<Result<{ path: string; hasFolder: boolean }, Refusal>> {
  const real = await ifThere(files.realpath(path));
  if (real !== undefined) return ok({ path: real, hasFolder: true });
  if ((await ifThere(files.lstat(path))) !== undefined) {
    const message = t('{0} was not written: it is a link that leads nowhere', basename(path));
    return err({ code: 'STATE-NOT-WRITABLE', message, remedy: t('Mend the link, or put a file in its place.') });
  }
  const folder = await ifThere(files.realpath(dirname(path)));
  return ok({ path: folder === undefined ? path : join(folder, basename(path)), hasFolder: folder !== undefined });
}

/** Reads a state file; undefined when there is none. */
export async function readStateFile(
  path: string,
  maxBytes: number,
  { mustBeWritable = false } = {},
): Promise<Result<StateFile | undefined, Refusal>> {
  const file = await readBytes(path, maxBytes);
  if (file.kind === 'missing') return ok(undefined);
  const text = decoded(file, path);
  if (text.kind !== 'text' || file.kind !== 'bytes') {
    const { problem, message, remedy } = text.kind === 'unreadable' ? text : unreadable();
    const code = problem === 'unreadable' ? 'STATE-NOT-READABLE' : 'BLOCKED::STATE-INVALID';
    return err({ code, message: t('{0}. Nothing was written', message), remedy });
  }
  // A rename would get past a file's own protection.
  if (mustBeWritable && ((file.stats.mode & 0o222) === 0 || !(await canWrite(path)))) {
    const message = t('{0} was not written: it is read-only', basename(path));
    return err({ code: 'STATE-NOT-WRITABLE', message, remedy: t('Make the file writable, then try again.') });
  }
  return ok({ bytes: file.bytes, text: text.text, stats: file.stats });
}

function unreadable(): { problem: string; message: string; remedy: string } {
  return { problem: 'unreadable', message: t('The state file cannot be read'), remedy: t('Try again.') };
}

/** Reads the state out of a text; what cannot be trusted is refused and never overwritten. */
export function parseStateFile(text: string, shownPath: string): Result<TaskState, Refusal> {
  const plain = withoutBom(text);
  const quick = quickState(plain);
  if (quick) return ok(quick);
  const { state, problems } = parseState(plain, shownPath);
  if (state) return ok(state);
  const problem = problems.find(({ severity }) => severity === 'error');
  return err({
    code: 'BLOCKED::STATE-INVALID',
    message: problem ? t('{0}: {1}. Nothing was written', placeOf(problem), problem.message) : t('{0} cannot be read as a task state', shownPath),
    remedy: problem?.remedy ?? t('Mend the file, then try again.'),
  });
}

function quickState(text: string): TaskState | undefined {
  try {
    return stateOnDemand(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function canWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
