import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** So many files are looked at side by side. */
const AT_ONCE = 64;
/** A block as the system counts them, in bytes. */
const BLOCK = 512;

/**
 * What a folder takes on disk, in bytes. Links are not followed, a file with several names counts once, and what can't
 * be read counts for nothing. Undefined once it was cancelled.
 */
export async function diskUse(top: string, isCancelled: () => boolean = () => false): Promise<number | undefined> {
  const seen = new Set<string>();
  const folders = [top];
  let bytes = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
    for (let at = 0; at < names.length; at += AT_ONCE) {
      if (isCancelled()) return undefined;
      const paths = names.slice(at, at + AT_ONCE).map(({ name }) => join(folder, name));
      const all = await Promise.all(paths.map((path) => lstat(path).catch(() => undefined)));
      for (const [index, stats] of all.entries()) {
        if (!stats) continue;
        if (isFirst(stats, seen)) bytes += sizeOf(stats);
        if (stats.isDirectory()) folders.push(paths[index] ?? '');
      }
    }
  }
  return isCancelled() ? undefined : bytes;
}

function isFirst(stats: Stats, seen: Set<string>): boolean {
  if (stats.nlink < 2 || stats.isDirectory()) return true;
  const key = `${stats.dev}:${stats.ino}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** Windows counts no blocks. */
function sizeOf({ blocks, size }: Stats): number {
  return process.platform === 'win32' ? size : blocks * BLOCK;
}
