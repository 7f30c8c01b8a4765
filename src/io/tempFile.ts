import { createHash, randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ifThere, type Files } from './files';
import { isProvenDead, thisProcess, type ProcessIdentity } from './processIdentity';

/** `<machine and namespace>-<boot>-<pid>-<start time>-<nonce>.tmp`; of a file set aside `….old`, with a mark in place of the nonce. */
const PATTERN = /^([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-(\d+)-([0-9a-f]{16})\.(tmp|old)$/;

/** A fresh name beside `target` that tells whose it is, so that what the dead leave can be swept. */
export function tempPathFor(target: string): string {
  return ownPath(target, `${randomBytes(8).toString('hex')}.tmp`);
}

/** A second name for a file that is about to be replaced: it tells what the file was like. */
export function asidePathFor(target: string, stats: Seen): string {
  return ownPath(target, `${markOf(stats)}.old`);
}

/** What of a file changes when somebody writes into it. */
type Seen = Pick<Stats, 'size' | 'mtimeMs'>;

function markOf({ size, mtimeMs }: Seen): string {
  return digest(`${size} ${mtimeMs}`).slice(0, 16);
}

function ownPath(target: string, end: string): string {
  const me = thisProcess();
  const owner = `${placeOf(me)}-${bootOf(me)}-${me.pid}-${me.started || '0'}`;
  return join(dirname(target), `${prefixOf(target)}${owner}-${end}`);
}

/** Whether a file is one of ours, by its name: a temporary file, or a lock of a file of JSON. */
export function isOurBookkeeping(name: string): boolean {
  return /^\..+\.json\.lock(\.break)*$/.test(name) || (name.startsWith('.') && PATTERN.test(name.split('.').slice(-2).join('.')));
}

/** Hidden, whether the target is or not: what the writer of a file leaves all begins alike. */
function prefixOf(target: string): string {
  return `.${basename(target).replace(/^\./, '')}.`;
}

/**
 * Removes the temporary files of `target` that processes left when they died; never those of the living or of others.
 *
 * @param save is given each file that was set aside and that somebody wrote into afterwards, before it goes
 */
export async function sweepTempFiles(target: string, files: Files, save?: (path: string) => Promise<void>): Promise<void> {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of await files.readdir(folder)) {
    const owner = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (!isOfTheDead(owner)) continue;
    const path = join(folder, name);
    if (save && (await wasWrittenTo(path, owner, target, files))) await save(path);
    await files.unlink(path);
  }
}

/** Not where it still is the file itself: its owner died before it was replaced. */
async function wasWrittenTo(path: string, owner: string, target: string, files: Files): Promise<boolean> {
  const [, , , , , mark, kind] = PATTERN.exec(owner) ?? [];
  if (kind !== 'old') return false;
  const [aside, now] = await Promise.all([files.stat(path), ifThere(files.stat(target))]);
  return aside.ino !== now?.ino && markOf(aside) !== mark;
}

function isOfTheDead(owner: string): boolean {
  const me = thisProcess();
  const [, place, boot, pid, started] = PATTERN.exec(owner) ?? [];
  if (place !== placeOf(me)) return false;
  return boot !== bootOf(me) || isProvenDead({ ...me, pid: Number(pid), started: started === '0' ? '' : (started ?? '') });
}

function placeOf(identity: ProcessIdentity): string {
  return hash(JSON.stringify([identity.host, identity.machine, identity.namespace]));
}

/** The boot by the clock is no exact value, so it does not take part. */
function bootOf(identity: ProcessIdentity): string {
  return identity.boot.startsWith('up:') ? '00000000' : hash(identity.boot);
}

function hash(text: string): string {
  return digest(text).slice(0, 8);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
