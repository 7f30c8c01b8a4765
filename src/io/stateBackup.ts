import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Files } from './files';
import { makeFolders } from './makeFolders';
import { sweepTempFiles, tempPathFor } from './tempFile';

/**
 * Keeps the last good content of a state file outside its repository (RELIABILITY, protocol step 5). Whole or not at
 * all, but not synchronised: the file itself is the durable one.
 *
 * @returns where it lies
 */
export async function keepBackup(folder: string, statePath: string, content: string | Buffer, files: Files): Promise<string> {
  await makeFolders(folder, files, 0o700);
  const target = backupPathFor(folder, statePath);
  const temp = tempPathFor(target);
  try {
    await files.writeFile(temp, content, { flag: 'wx', mode: 0o600 });
    await files.rename(temp, target);
  } catch (error) {
    await files.unlink(temp).catch(() => undefined);
    throw error;
  }
  await sweepTempFiles(target, files);
  return target;
}

/** Where the copy of a state file lies; its real path tells repositories apart. */
function backupPathFor(folder: string, statePath: string): string {
  const place = createHash('sha256').update(statePath).digest('hex').slice(0, 16);
  return join(folder, `${place}-${basename(statePath)}`);
}
