import * as fs from 'node:fs/promises';
import { t } from '../core/words';

/** The file calls of lock and store, so that a test can make any one of them fail. */
export type Files = Pick<
  typeof fs,
  'link' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'realpath' | 'rename' | 'stat' | 'unlink' | 'writeFile'
>;

export type FileHandle = Awaited<ReturnType<Files['open']>>;

export const NODE_FILES: Files = fs;

/** The system's code of an error (`ENOSPC`), or undefined. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What a file call answers; undefined when there is no such file. */
export async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const WORDS: Readonly<Record<string, () => { because: string; remedy: string }>> = {
  EACCES: () => ({ because: t('permission is denied'), remedy: t('Give yourself access to the file and its folder, then try again.') }),
  EPERM: () => ({ because: t('the system does not allow it'), remedy: t('Check the permissions of the file and its folder, and whether another program holds it open.') }),
  EROFS: () => ({ because: t('the disk is read-only'), remedy: t('Work in a place that can be written to.') }),
  ENOSPC: () => ({ because: t('the disk is full'), remedy: t('Free some space, then try again.') }),
  ENOENT: () => ({ because: t('its folder is gone'), remedy: t('Bring the folder back, or look whether the project was moved.') }),
  EDQUOT: () => ({ because: t('your disk quota is used up'), remedy: t('Free some space, then try again.') }),
  EMFILE: () => ({ because: t('this process has too many files open'), remedy: t('Close something, or restart the editor, then try again.') }),
  ENFILE: () => ({ because: t('the system has too many files open'), remedy: t('Close some programs, then try again.') }),
  EIO: () => ({ because: t('the disk reports an error'), remedy: t('Check the disk, then try again.') }),
  EXDEV: () => ({ because: t('the folder spans two disks'), remedy: t('Put the file and its folder on one disk.') }),
  ENAMETOOLONG: () => ({ because: t('its path is too long'), remedy: t('Use a shorter path.') }),
  ELOOP: () => ({ because: t('its links lead in a circle'), remedy: t('Mend the links.') }),
  EBUSY: () => ({ because: t('another program holds it open'), remedy: t('Close it there, then try again.') }),
  ENOTDIR: () => ({ because: t('a part of its path is a file, not a folder'), remedy: t('Check the path in the settings.') }),
};

/** Why a file call failed, and what to do: two phrases safe to show. The code stands in the first. */
export function explained(error: unknown): { because: string; remedy: string } {
  const code = errnoOf(error);
  const words = code === undefined ? undefined : WORDS[code]?.();
  const because = words?.because ?? (error instanceof Error ? error.message : t('for an unknown reason'));
  return {
    because: code === undefined || because.includes(code) ? because : `${because} (${code})`,
    remedy: words?.remedy ?? t('Try again; if it fails again, look at the file and its folder.'),
  };
}
