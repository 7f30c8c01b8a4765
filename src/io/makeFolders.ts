import { dirname } from 'node:path';
import { errnoOf, ifThere, type Files } from './files';

/**
 * Makes a folder and the parents it lacks; what is there stays. One call for each: Node's own recursion never ends
 * where a system says of a name below a folder that is there that it is not (Linux does in /proc).
 *
 * @param mode of the folders that are made
 * @throws the system's error
 */
export async function makeFolders(folder: string, files: Pick<Files, 'mkdir' | 'stat'>, mode = 0o777): Promise<void> {
  if (await isMade(folder, files, mode)) return;
  const parent = dirname(folder);
  if ((await ifThere(files.stat(parent))) === undefined && parent !== folder) await makeFolders(parent, files, mode);
  if (!(await isMade(folder, files, mode))) throw Object.assign(new Error(`${folder} can't be made`), { code: 'ENOENT' });
}

/** False where a parent is missing, or the system says so. */
async function isMade(folder: string, files: Pick<Files, 'mkdir'>, mode: number): Promise<boolean> {
  try {
    await files.mkdir(folder, { mode });
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT') return false;
    throw error;
  }
}
