import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { isInside } from '../isInside';
import { realAsFarAsThere } from '../realAsFarAsThere';

const MOST_NAME = 80;
/** Windows takes these for devices, whatever follows a dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The folder in which working trees are made, links resolved as far as it is there: in the repository or beside it, and
 * never in git's own.
 *
 * @param setting `worktreeFolder`, relative to `top`
 * @param top of the main working tree, links resolved
 */
export async function worktreeFolder(setting: string, { top, commonDir }: { readonly top: string; readonly commonDir: string }): Promise<Result<string, Refusal>> {
  const named = setting.split('{REPOSITORY}').join(basename(top));
  const folder = await realAsFarAsThere(resolve(top, named));
  const fault = /[\0-\x1f\x7f]/.test(named)
    ? t('it holds control characters')
    : !isInside(dirname(top), folder)
      ? t('it lies neither in the repository nor beside it')
      : isInside(commonDir, folder) || folder.split(sep).some((segment) => segment.toLowerCase() === '.git')
        ? t('it lies in git\'s own folder')
        : undefined;
  if (fault === undefined) return ok(folder);
  return err({ code: 'WORKTREE-FOLDER', message: t('No worktree can be made in {0}: {1}', shown(folder), fault), remedy: t('Choose another folder in the setting orchestrator.worktreeFolder.') });
}

/** The name that a task's folder should have: one that every file system takes. */
export function folderName(taskId: string): string {
  const plain = taskId.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, MOST_NAME).replace(/^[.-]+|[.-]+$/g, '');
  return plain === '' || DEVICE.test(plain) ? `task-${plain}`.replace(/-$/, '') : plain;
}

/** A folder of that name, or with a number behind it, that is not there; disks may not tell cases apart. `taken`: paths that are, wherever. */
export async function freePlace(folder: string, name: string, taken: readonly string[]): Promise<string> {
  const there = await readdir(folder).catch((): string[] => []);
  const names = new Set([...there, ...taken.filter((path) => dirname(path) === folder).map((path) => basename(path))].map((one) => one.toLowerCase()));
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? name : `${name}-${number}`;
    if (!names.has(wanted.toLowerCase())) return join(folder, wanted);
  }
}
