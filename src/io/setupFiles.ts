import { readFile, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import type { FileBefore, PlannedFile } from '../core/setup/plan';
import { t } from '../core/words';
import { replaceFile, syncFolderAt } from './atomicWrite';
import { explained, ifThere, NODE_FILES, type Files } from './files';
import { isInside } from './isInside';
import { createNewFiles } from './newFiles';
import { decoded, readBytes } from './textFile';

/** Settings and agents are small; what is larger is something else. */
const LARGEST_BYTES = 1024 * 1024;

type Writable = Pick<PlannedFile, 'path' | 'before'> & { readonly after: string };

/** What a set-up wrote, for its undo. */
export interface SetupDone {
  readonly root: string;
  readonly written: readonly Writable[];
  /** Folders that were made for it, relative to the root, outer ones first. */
  readonly folders: readonly string[];
}

/** Reads a file that a set-up may write. Never follows a link that leads out of the root. */
export async function readSetupFile(root: string, path: string, files: Files = NODE_FILES): Promise<FileBefore> {
  const place = join(root, path);
  try {
    if ((await ifThere(files.lstat(place))) === undefined) return { kind: 'missing' };
    const real = await ifThere(files.realpath(place));
    if (real === undefined) return { kind: 'unreadable', why: t('it is a link to something that is not there') };
    if (!isInside(await files.realpath(root), real)) return { kind: 'unreadable', why: t('it is a link that leads out of the project') };
    const text = decoded(await readBytes(real, LARGEST_BYTES), path);
    return text.kind === 'unreadable' ? { kind: 'unreadable', why: text.message } : text;
  } catch (error) {
    return { kind: 'unreadable', why: t('it can\'t be read: {0}', explained(error).because) };
  }
}

/**
 * Writes the planned files, all of them or none: new ones only where there is nothing, merged ones only over the very
 * bytes that they were planned for.
 */
export async function writeSetup(root: string, planned: readonly Writable[], files: Files = NODE_FILES): Promise<Result<SetupDone, Refusal>> {
  const folders = await missingFolders(root, planned.map(({ path }) => path), files);
  const written: Writable[] = [];
  for (const file of planned) {
    const made = file.before === undefined ? await createNewFiles({ root, files }).create(file.path, file.after) : await exchange(root, file.path, file.before, file.after, files);
    if (!made.ok) {
      const { left } = await undoSetup({ root, written, folders }, files);
      const { remedy } = made.error;
      return err({ ...made.error, remedy: left.length === 0 ? remedy : t('{0} What was written before stands: {1}.', remedy, left.map(({ path }) => path).join(', ')) });
    }
    written.push(file);
  }
  return ok({ root, written, folders });
}

/** Takes a set-up back: removes what it made and restores what it merged, each only while it is as the set-up left it. */
export async function undoSetup(done: SetupDone, files: Files = NODE_FILES): Promise<{ readonly left: readonly { readonly path: string; readonly why: string }[] }> {
  const left: { path: string; why: string }[] = [];
  for (const { path, before, after } of [...done.written].reverse()) {
    const undone = before === undefined ? await remove(done.root, path, after, files) : await exchange(done.root, path, after, before, files);
    if (!undone.ok) left.push({ path, why: undone.error.message });
  }
  // A folder in which something lies by now stays.
  for (const folder of [...done.folders].reverse()) await rmdir(join(done.root, folder)).catch(() => undefined);
  return { left };
}

async function exchange(root: string, path: string, from: string, to: string, files: Files): Promise<Result<void, Refusal>> {
  try {
    const target = await files.realpath(join(root, path));
    if (!isInside(await files.realpath(root), target)) return err(refusal(path, t('it leads out of the project through a link'), t('Mend the link.')));
    const { mode, uid, gid } = await stat(target);
    const isOld = async () => (await readFile(target)).equals(Buffer.from(from, 'utf8'));
    if ((await isOld()) && (await replaceFile({ target, bytes: Buffer.from(to, 'utf8'), traits: { mode, uid, gid }, mayReplace: isOld }, files))) return ok(undefined);
    return err(refusal(path, t('somebody changed it meanwhile'), t('Look at it, then set up again.')));
  } catch (error) {
    const { because, remedy } = explained(error);
    return err(refusal(path, because, remedy));
  }
}

async function remove(root: string, path: string, expected: string, files: Files): Promise<Result<void, Refusal>> {
  const place = join(root, path);
  try {
    if (!(await readFile(place)).equals(Buffer.from(expected, 'utf8'))) return err(refusal(path, t('somebody changed it meanwhile'), t('Remove it yourself, if you like.')));
    await files.unlink(place);
    await syncFolderAt(dirname(place), files);
    return ok(undefined);
  } catch (error) {
    const { because, remedy } = explained(error);
    return err(refusal(path, because, remedy));
  }
}

async function missingFolders(root: string, paths: readonly string[], files: Files): Promise<readonly string[]> {
  const all = new Set(paths.flatMap((path) => path.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/'))));
  const missing: string[] = [];
  for (const folder of [...all].sort()) if ((await ifThere(files.lstat(join(root, folder))).catch(() => null)) === undefined) missing.push(folder);
  return missing;
}

function refusal(path: string, because: string, remedy: string): Refusal {
  return { code: 'SET-UP-REFUSED', message: t('{0} was left as it is: {1}', path, because), remedy };
}
