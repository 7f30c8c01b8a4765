import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { shown } from '../core/problem';
import { err, ok, type Result } from '../core/result';
import { counted, t } from '../core/words';
import { isInside } from './isInside';

/** What a name in a folder stands for; a link is neither file nor folder until it is resolved. */
type EntryKind = 'file' | 'folder' | 'other';

/** The names in a folder. */
export class Listing {
  private byFolded: Map<string, string> | undefined;

  constructor(private readonly kinds: ReadonlyMap<string, EntryKind>) {}

  kindOf(name: string): EntryKind | undefined {
    return this.kinds.get(name);
  }

  get names(): readonly string[] {
    return [...this.kinds.keys()];
  }

  /** Each name, and whether it is a folder. */
  *[Symbol.iterator](): IterableIterator<readonly [name: string, isFolder: boolean]> {
    for (const [name, kind] of this.kinds) yield [name, kind === 'folder'];
  }

  /** The name as it stands here, matched without regard to case where it does not stand so. */
  spelling(name: string): string | undefined {
    if (this.kinds.has(name)) return name;
    this.byFolded ??= new Map(this.names.map((other) => [folded(other), other]));
    return this.byFolded.get(folded(name));
  }
}

/** Why there is no file to be read at a path. */
export interface NotLocated {
  /** A sentence without a full stop. */
  readonly reason: string;
  /** Nothing stands there, in no spelling. */
  readonly isAbsent?: true;
}

/** Listings of folders below one root, each read once. Meant for one batch of look-ups. */
export class Folders {
  private readonly listings = new Map<string, Promise<Listing | undefined>>();
  private real: Promise<string> | undefined;

  constructor(readonly root: string) {}

  /** The root with links resolved. Rejects when it is not there. */
  realRoot(): Promise<string> {
    return (this.real ??= fs.realpath(this.root));
  }

  /** @param folder relative to the root, forward slashes; undefined where it can't be read */
  list(folder: string): Promise<Listing | undefined> {
    let listing = this.listings.get(folder);
    if (!listing) {
      listing = readFolder(path.join(this.root, folder));
      this.listings.set(folder, listing);
    }
    return listing;
  }
}

async function readFolder(folder: string): Promise<Listing | undefined> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => undefined);
  return entries && new Listing(new Map(entries.map((entry) => [entry.name, entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other'])));
}

/**
 * Finds a file that the manifest names: a regular file of at most `maxBytes`, readable, and inside the
 * root after resolving links (RELIABILITY, bad input 25). It is not opened.
 *
 * @returns the path relative to the root with forward slashes, or why not
 */
export async function locate(folders: Folders, wanted: string, maxBytes: number): Promise<Result<string, NotLocated>> {
  const place = await insideRoot(folders, wanted);
  if (!place.ok) return place;
  const { relative, real } = place.value;
  try {
    const stat = await fs.stat(real);
    if (stat.isDirectory()) return err({ reason: t('{0} is a folder, not a file', shown(wanted)) });
    if (!stat.isFile()) return err({ reason: t('{0} is not a regular file', shown(wanted)) });
    if (stat.size > maxBytes) return err({ reason: counted(maxBytes, '{1} is larger than {0} byte', '{1} is larger than {0} bytes', shown(wanted)) });
    await fs.access(real, fs.constants.R_OK);
  } catch (error) {
    return err({ reason: t('{0} can\'t be read ({1})', shown(wanted), codeOf(error)) });
  }
  return ok(relative);
}

/**
 * What listings alone tell of a path, for many at once: `there` is a regular file with no link on its way, `absent` is
 * in no spelling. Undefined: {@link locate} has to look. Size and permission are not looked at.
 */
export async function glance(folders: Folders, wanted: string): Promise<'there' | 'absent' | undefined> {
  if (refusedAsText(wanted) !== undefined || path.posix.normalize(wanted) !== wanted || wanted.startsWith('../')) return undefined;
  const segments = wanted.split('/');
  let folder = '';
  for (const [index, segment] of segments.entries()) {
    const listing = await folders.list(folder);
    const kind = listing?.kindOf(segment);
    if (listing && listing.spelling(segment) === undefined) return 'absent';
    if (index === segments.length - 1) return kind === 'file' ? 'there' : undefined;
    if (kind !== 'folder') return undefined;
    folder = folder === '' ? segment : `${folder}/${segment}`;
  }
  return undefined;
}

/** Where a relative path leads, or why it is refused. */
export async function insideRoot(
  folders: Folders,
  wanted: string,
): Promise<Result<{ readonly relative: string; readonly real: string }, NotLocated>> {
  const refused = refusedAsText(wanted);
  if (refused !== undefined) return err({ reason: refused });
  const relative = path.posix.normalize(wanted).replace(/(?<=.)\/$/, '');
  if (relative === '..' || relative.startsWith('../')) return err({ reason: t('{0} lies outside the workspace folder', shown(wanted)) });
  const real = await realPath(folders, relative, shown(wanted));
  if (!real.ok) return real;
  if (!isInside(await folders.realRoot(), real.value)) return err({ reason: leadsOut(shown(wanted)) });
  const spelling = await spellingOf(folders, relative);
  if (spelling !== undefined && spelling !== relative) return err({ reason: speltOtherwise(shown(wanted), spelling) });
  return ok({ relative, real: real.value });
}

function refusedAsText(wanted: string): string | undefined {
  const name = shown(wanted);
  if (wanted === '') return t('{0} names no file', name);
  if (/[\0-\x1f\x7f]/.test(wanted)) return t('{0} holds control characters', name);
  if (wanted.length > 4096) return t('{0} is too long for a path', name);
  if (/^[a-z][a-z0-9+.-]+:/i.test(wanted)) return t('{0} is an address, not a path in the workspace folder', name);
  if (wanted.startsWith('/') || wanted.startsWith('\\') || /^[a-z]:/i.test(wanted)) return t('{0} is an absolute path; it must be relative to the workspace folder', name);
  // On Windows these reach devices and hidden streams instead of files.
  if (process.platform === 'win32' && /:|(^|[\\/])(con|prn|aux|nul|com\d|lpt\d)(\.|[\\/]|$)/i.test(wanted)) return t('{0} is a name that Windows reserves', name);
  return undefined;
}

async function realPath(folders: Folders, relative: string, name: string): Promise<Result<string, NotLocated>> {
  try {
    return ok(await fs.realpath(path.join(folders.root, relative)));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ELOOP') return err({ reason: t('{0} is a link that leads in a circle', name) });
    if (code === 'EACCES' || code === 'EPERM') return err({ reason: t('{0} can\'t be reached ({1})', name, code) });
    if (code === 'ENAMETOOLONG') return err({ reason: t('{0} is too long for a path', name) });
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return err({ reason: t('{0} can\'t be read ({1})', name, code) });
    return err(await whyMissing(folders, relative, name));
  }
}

/** Goes down to the deepest part that is there, so that a link out or into nothing is told from a file not written yet. */
async function whyMissing(folders: Folders, relative: string, name: string): Promise<NotLocated> {
  const root = await folders.realRoot().catch(() => undefined);
  if (root === undefined) return { reason: t('{0} can\'t be looked for: the workspace folder is not there', name) };
  let reached = root;
  for (const segment of relative.split('/')) {
    const next = path.join(reached, segment);
    const stat = await fs.lstat(next).catch(() => undefined);
    if (!stat) break;
    const real = await fs.realpath(next).catch(() => undefined);
    if (real === undefined) return { reason: t('{0} is a link to something that is not there', name) };
    if (!isInside(root, real)) return { reason: leadsOut(name) };
    reached = real;
  }
  const spelling = await spellingOf(folders, relative);
  return spelling === undefined || spelling === relative ? absent(name) : { reason: speltOtherwise(name, spelling) };
}

/** Nothing stands at this path. */
export function notThere(wanted: string): NotLocated {
  return absent(shown(wanted));
}

function absent(name: string): NotLocated {
  return { reason: t('{0} is not there', name), isAbsent: true };
}

function leadsOut(name: string): string {
  return t('{0} leads outside the workspace folder through a link', name);
}

function speltOtherwise(name: string, spelling: string): string {
  return t('{0} is spelt {1} on disk', name, shown(spelling));
}

/** The path as the folders on disk spell it, matched without regard to case; undefined when no entry matches. */
async function spellingOf(folders: Folders, relative: string): Promise<string | undefined> {
  let spelt = '';
  for (const segment of relative.split('/')) {
    if (segment === '.') continue;
    const name = (await folders.list(spelt))?.spelling(segment);
    if (name === undefined) return undefined;
    // Unicode's forms of one name are the same name where the file system says so.
    spelt = spelt === '' ? name : `${spelt}/${name}`;
  }
  return spelt.normalize('NFC') === relative.normalize('NFC') ? relative : spelt;
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown';
}
