import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { cut } from '../core/cut';
import { t } from '../core/words';
import { thisProcess, type ProcessIdentity } from './processIdentity';

/** What a lock file holds: who holds it, since when, and what for. */
interface LockOwner extends ProcessIdentity {
  /** Random, so that two locks of one process differ. */
  readonly nonce: string;
  readonly command: string;
  /** ISO 8601; shown, never judged by. */
  readonly since: string;
}

const ownerSchema = z.object({
  host: z.string().min(1),
  machine: z.string(),
  boot: z.string().min(1),
  namespace: z.string(),
  pid: z.number().int().positive(),
  started: z.string(),
  nonce: z.string().min(1),
  command: z.string(),
  since: z.string(),
});

/** The bytes of a new lock of this process. */
export function newLockText(command: string): string {
  const owner: LockOwner = {
    ...thisProcess(),
    nonce: randomBytes(16).toString('hex'),
    command,
    since: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  return `${JSON.stringify(owner)}\n`;
}

/** The owner a lock file names; undefined when it names none. */
export function readOwner(text: string): LockOwner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** "process 4711 (vtm start) on pine, since 2025-10-01T12:00:00Z"; the text comes from a file and is made harmless. */
export function describeOwner(owner: LockOwner): string {
  const [pid, command, since] = [String(owner.pid), plain(owner.command), plain(owner.since)];
  if (owner.host === thisProcess().host) return t('process {0} ({1}), since {2}', pid, command, since);
  return t('process {0} ({1}) on {2}, since {3}', pid, command, plain(owner.host), since);
}

function plain(text: string): string {
  return cut(text.replace(/[\p{C}\s]+/gu, ' ').trim(), 80);
}
