import { basename } from 'node:path';
import type { Refusal } from '../core/ports';
import { t } from '../core/words';
import { FolderSyncError } from './atomicWrite';
import { errnoOf, explained } from './files';

/** A refusal for an error of the system; undefined for an error that is none. */
export function notWritable(path: string, error: unknown): Refusal | undefined {
  const cause = error instanceof FolderSyncError ? error.cause : error;
  const errno = errnoOf(cause);
  if (errno === undefined || !/^E[A-Z0-9]+$/.test(errno)) return undefined;
  const { because, remedy } = explained(cause);
  const reason = because.includes(errno) ? because : `${because} (${errno})`;
  return { code: 'STATE-NOT-WRITABLE', message: t('{0} was not written: {1}', basename(path), reason), remedy };
}
