import { lstat, readlink, realpath, stat, symlink, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { shown } from '../../core/problem';
import { t } from '../../core/words';
import { explained, NODE_FILES } from '../files';
import { exclude } from '../git/exclude';
import type { RunGit } from '../git/gitProcess';
import { isInside } from '../isInside';
import { makeFolders } from '../makeFolders';
import { realAsFarAsThere } from '../realAsFarAsThere';

const MOST_LINKS = 50;

interface LinkPlaces {
  /** Tops, links resolved. */
  readonly from: string;
  readonly to: string;
  readonly commonDir: string;
  runIn(folder: string): RunGit;
}

/** What was linked, relative to the top, and what could not be, as sentences. */
interface Linked {
  readonly linked: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Links ignored files and folders of one working tree into another. What is not there, and what is there already, is
 * passed over; git ignores the links there too, for a pattern such as `node_modules/` means folders alone.
 *
 * @param names relative to the top, with forward slashes
 */
export async function linkInto(places: LinkPlaces, names: readonly string[]): Promise<Linked> {
  const linked: string[] = [];
  const warnings: string[] = [];
  for (const name of [...new Set(names)].slice(0, MOST_LINKS)) {
    const outcome = await linkOne(places, name).catch((error: unknown) => explained(error).because);
    if (outcome === true) linked.push(name);
    else if (outcome !== undefined) warnings.push(t('{0} was not linked: {1}.', shown(name), outcome));
  }
  return { linked, warnings };
}

/** True once it is linked, else why not; undefined where there is nothing to do. */
async function linkOne({ from, to, commonDir, runIn }: LinkPlaces, name: string): Promise<true | string | undefined> {
  if (/[\0-\x1f\x7f]/.test(name)) return t('its name holds control characters');
  const [source, target] = [resolve(from, name), resolve(to, name)];
  if (source === from || !isInside(from, source)) return t('it lies outside the repository');
  if (!(await isThere(source)) || (await isThere(target))) return undefined;
  const real = await realpath(source).catch(() => undefined);
  if (real === undefined || !isInside(from, real)) return t('it leads outside the repository through a link');
  if (!(await isIgnored(runIn(from), name))) return t('git does not ignore it, so it may be in the worktree itself one day');
  const folder = dirname(target);
  if (!isInside(to, await realAsFarAsThere(folder))) return t('its folder in the worktree leads elsewhere through a link');
  await makeFolders(folder, NODE_FILES);
  await symlink(source, target, await kindOf(source));
  if (await isIgnored(runIn(to), name)) return true;
  return exclude(commonDir, name).then(
    () => true,
    async (error: unknown) => {
      await unlink(target);
      throw error;
    },
  );
}

/** As git's status has it: what is committed is not ignored, whatever the patterns say. */
async function isIgnored(run: RunGit, name: string): Promise<boolean> {
  return (await run('read', ['check-ignore', '--quiet', '--', `./${name}`])).exitCode === 0;
}

/** A link that leads nowhere is there too. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(() => true, () => false);
}

/** Whether an untracked path is a link that was asked for, in a working tree where git could not be told to ignore it. */
export async function isOwnLink(top: string, path: string, names: readonly string[]): Promise<boolean> {
  return names.includes(path) && (await isLink(join(top, path)));
}

export function isLink(path: string): Promise<boolean> {
  return lstat(path).then((stats) => stats.isSymbolicLink(), () => false);
}

/** Takes links away without following them. Returns what puts them back. */
export async function unlinkAll(paths: readonly string[]): Promise<() => Promise<void>> {
  const gone: { readonly path: string; readonly to: string; readonly kind: 'junction' | 'file' }[] = [];
  for (const path of paths) {
    if (!(await isLink(path))) continue;
    const one = { path, to: await readlink(path), kind: await kindOf(path) };
    await unlink(path);
    gone.push(one);
  }
  return async () => {
    for (const { path, to, kind } of gone) await symlink(to, path, kind).catch(() => undefined);
  };
}

/** A junction needs no right of its own on Windows; elsewhere the kind says nothing. */
function kindOf(path: string): Promise<'junction' | 'file'> {
  return stat(path).then((stats) => (stats.isDirectory() ? 'junction' : 'file'), () => 'file');
}
