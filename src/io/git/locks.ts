import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Refusal } from '../../core/ports';
import type { GitOutput } from './gitProcess';

/** Pauses between attempts while another git process holds a lock, in ms. */
const PAUSES = [50, 100, 200, 400, 800];

/** Repeats a step of git while it fails because another process holds one of git's own locks. */
export async function pastLocks(gitDir: string, step: () => Promise<GitOutput>): Promise<GitOutput> {
  let output = await step();
  for (const ms of PAUSES) {
    if (!(await isLocked(gitDir, output))) break;
    await pause(ms);
    output = await step();
  }
  return output;
}

/** The refusal for a step that still failed because of a lock; undefined when it failed for something else. */
export async function lockedRefusal(gitDir: string, tried: string, output: GitOutput): Promise<Refusal | undefined> {
  if (!(await isLocked(gitDir, output))) return undefined;
  return {
    code: 'GIT-LOCKED',
    message: `git could not do ${tried}: another git process holds a lock in ${gitDir}`,
    remedy: 'Wait until the other git command or source control view is done, then try again.',
  };
}

async function isLocked(gitDir: string, output: GitOutput): Promise<boolean> {
  if (output.exitCode === 0 || output.failure) return false;
  if (/\.lock'?: File exists/.test(output.stderr)) return true;
  // A hook that fails leaves no lock behind, so a lock that stands now is another's. Words may be in any language.
  return /\.lock\b/.test(output.stderr) && fs.access(path.join(gitDir, 'index.lock')).then(() => true, () => false);
}
