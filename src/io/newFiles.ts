import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import type { NewFiles, Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import { t } from '../core/words';
import { syncFolderAt } from './atomicWrite';
import { errnoOf, explained, ifThere, NODE_FILES, type Files } from './files';
import { isInside } from './isInside';
import { tempPathFor } from './tempFile';

/** Where the system or the disk has no hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK', 'EXDEV']);

/**
 * Makes files below a root that are not there yet, whole and durable, and never through a link that leads out of the
 * root. Whatever stands at the path already is kept, also when it comes in the same moment.
 */
export function createNewFiles({ root, files = NODE_FILES }: { readonly root: string; readonly files?: Files }): NewFiles {
  return {
    async create(path, text) {
      const segments = segmentsOf(path);
      if (!segments) return err(refused(path, t('its path does not lie in the folder'), t('Name a path relative to the folder, with forward slashes.')));
      const made: string[] = [];
      try {
        const folder = await folderFor(root, segments.slice(0, -1), files, made);
        if (!folder.ok) {
          await removeEmpty(made);
          return err(refused(path, folder.error, t('Mend the link, or choose another place in the settings.')));
        }
        await createFile(join(folder.value, segments.at(-1) ?? ''), Buffer.from(text, 'utf8'), files);
        return ok(undefined);
      } catch (error) {
        await removeEmpty(made);
        if (errnoOf(error) === 'EEXIST') return err({ code: 'FILE-EXISTS', message: t('{0} is there already and was not touched', oneLine(path)), remedy: t('Edit it as it stands.') });
        const { because, remedy } = explained(error);
        return err(refused(path, because, remedy));
      }
    },
  };
}

function refused(path: string, because: string, remedy: string): Refusal {
  return { code: 'FILE-NOT-CREATED', message: t('{0} was not made: {1}', cut(oneLine(path), 200), because), remedy };
}

/** The parts of a relative path with forward slashes; undefined for one that could lead elsewhere. */
function segmentsOf(path: string): string[] | undefined {
  const segments = path.split('/');
  const isPlain = (segment: string) => segment !== '' && segment !== '.' && segment !== '..' && !/[\0-\x1f\x7f\\]/.test(segment) && !(process.platform === 'win32' && segment.includes(':'));
  return path.length <= 4096 && segments.every(isPlain) && !/^[A-Za-z]:/.test(path) ? segments : undefined;
}

/** The real path of the folder, which is made as far as it is not there. `made` lists what was. */
async function folderFor(root: string, segments: readonly string[], files: Files, made: string[]): Promise<Result<string, string>> {
  const top = await files.realpath(root);
  let reached = top;
  for (const segment of segments) {
    const next = join(reached, segment);
    if (await isNothing(next, files)) {
      // Somebody else may make it in the same moment, which is as good.
      const isOurs = await files.mkdir(next).then(() => true, (error: unknown) => errnoOf(error) === 'EEXIST' ? false : Promise.reject(error as Error));
      if (isOurs) {
        made.push(next);
        await syncFolderAt(reached, files);
      }
    }
    const real = await ifThere(files.realpath(next));
    if (real === undefined) return err(t('{0} is a link to something that is not there', oneLine(segment)));
    if (!isInside(top, real)) return err(t('{0} leads outside the folder through a link', oneLine(segment)));
    reached = real;
  }
  return ok(reached);
}

async function isNothing(path: string, files: Files): Promise<boolean> {
  return (await ifThere(files.lstat(path))) === undefined;
}

/** Whole under a private name first, so that nobody reads half of it; then it takes its name, unless that is taken. */
async function createFile(target: string, bytes: Buffer, files: Files): Promise<void> {
  if (!(await isNothing(target, files))) throw taken(target);
  const temp = tempPathFor(target);
  try {
    await writeWhole(temp, bytes, files);
    await files.link(temp, target).catch(async (error: unknown) => {
      if (!NO_LINKS.has(errnoOf(error) ?? '')) throw error;
      await writeWhole(target, bytes, files);
    });
  } finally {
    await files.unlink(temp).catch(() => undefined);
  }
  await syncFolderAt(dirname(target), files).catch(async (error: unknown) => {
    await files.unlink(target).catch(() => undefined);
    throw error;
  });
}

async function writeWhole(path: string, bytes: Buffer, files: Files): Promise<void> {
  const handle = await files.open(path, 'wx', 0o666);
  let isWhole = false;
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, done);
      // A full disk may take fewer bytes than it was given without an error.
      if (bytesWritten === 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'ENOSPC' });
      done += bytesWritten;
    }
    await handle.sync();
    isWhole = true;
  } finally {
    await handle.close();
    if (!isWhole) await files.unlink(path).catch(() => undefined);
  }
}

function taken(target: string): Error {
  return Object.assign(new Error(`${basename(target)} is there`), { code: 'EEXIST' });
}

/** Folders that were made for nothing, the innermost first; one that is in use by now stays. */
async function removeEmpty(made: readonly string[]): Promise<void> {
  for (const folder of [...made].reverse()) await fs.rmdir(folder).catch(() => undefined);
}
