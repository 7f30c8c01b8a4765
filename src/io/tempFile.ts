import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Files } from './files';
import { isProvenDead, thisProcess, type ProcessIdentity } from './processIdentity';

/** `<machine and namespace>-<boot>-<pid>-<start time>-<nonce>.tmp` */
const PATTERN = /^([0-9a-f]{8})-([0-9a-f]{8})-(\d+)-(\d+)-[0-9a-f]{16}\.tmp$/;

/** A fresh name beside `target` that tells whose it is, so that what the dead leave can be swept. */
export function tempPathFor(target: string): string {
  const me = thisProcess();
  const nonce = randomBytes(8).toString('hex');
  const owner = `${placeOf(me)}-${bootOf(me)}-${me.pid}-${me.started || '0'}`;
  return join(dirname(target), `${prefixOf(target)}${owner}-${nonce}.tmp`);
}

/** Whether a file is one of ours, by its name: a temporary file, or a lock of a file of JSON. */
export function isOurBookkeeping(name: string): boolean {
  return /^\..+\.json\.lock(\.break)*$/.test(name) || (name.startsWith('.') && PATTERN.test(name.split('.').slice(-2).join('.')));
}

/** Hidden, whether the target is or not: what the writer of a file leaves all begins alike. */
function prefixOf(target: string): string {
  return `.${basename(target).replace(/^\./, '')}.`;
}

/** Removes the temporary files of `target` that processes left when they died; never those of the living or of others. */
export async function sweepTempFiles(target: string, files: Files): Promise<void> {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of await files.readdir(folder)) {
    if (name.startsWith(prefix) && isOfTheDead(name.slice(prefix.length))) await files.unlink(join(folder, name));
  }
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
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
