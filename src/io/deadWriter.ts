import { basename, dirname, join } from 'node:path';
import { NODE_FILES } from './files';
import { acquireLock } from './lock';
import { sweepTempFiles } from './tempFile';

/** The lock that the writers of a state file take (RELIABILITY, protocol step 1). */
export function stateLockPath(statePath: string): string {
  return join(dirname(statePath), `.${basename(statePath)}.lock`);
}

/** Removes what a writer of a state file left when it died: lock and temporary files, and never those of the living. */
export async function sweepDeadWriter(statePath: string): Promise<void> {
  const lockPath = stateLockPath(statePath);
  // A dead owner's lock is taken over, and given back.
  const lock = await acquireLock(lockPath, { command: 'clean-up', waitMs: 0 });
  if (!lock.ok) return;
  try {
    for (const path of [statePath, lockPath]) await sweepTempFiles(path, NODE_FILES);
  } finally {
    await lock.value.release();
  }
}
