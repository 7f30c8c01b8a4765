import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Refusal } from '../../core/ports';
import { t } from '../../core/words';
import type { Places } from './facts';
import type { GitOutput } from './gitProcess';

/** Pauses between attempts while another git process holds a lock, in ms. */
const PAUSES = [50, 100, 200, 400, 800];

/** Others wait as well: the same pauses would have all of them ask at the same moment. */
const JITTER = 0.5;

/** What git locks by a file: the index and HEAD of a working tree, then what all of them share. Single branches are named in its words. */
const OF_A_TREE = ['index.lock', 'HEAD.lock'];
const OF_ALL = ['config.lock', 'packed-refs.lock'];

/** Repeats a step of git while it fails because another process holds one of git's own locks. */
export async function pastLocks(places: Places, step: () => Promise<GitOutput>): Promise<GitOutput> {
  let output = await step();
  for (const ms of PAUSES) {
    if (!(await isLocked(places, output))) break;
    await pause(ms * (1 + Math.random() * JITTER));
    output = await step();
  }
  return output;
}

/** The refusal for a step that still failed because of a lock; undefined when it failed for something else. */
export async function lockedRefusal(places: Places, tried: string, output: GitOutput): Promise<Refusal | undefined> {
  if (!(await isLocked(places, output))) return undefined;
  return {
    code: 'GIT-LOCKED',
    message: t('git refused {0}: another git process holds a lock in {1}', tried, places.gitDir),
    remedy: t('Wait until the other git command or source control view is done, then try again.'),
  };
}

async function isLocked({ gitDir, commonDir }: Places, output: GitOutput): Promise<boolean> {
  if (output.exitCode === 0 || output.failure) return false;
  // git names the lock's file, but of its configuration the file that is locked. A branch that moved meanwhile is no lock.
  if (/(\.lock'?|could not lock config file [^\n]*): File exists/.test(output.stderr)) return true;
  // While one prunes the list of worktrees, the entry that another one makes may be taken for one that is gone.
  if (/worktrees\/[^\n]*: No such file or directory/.test(output.stderr)) return true;
  // A hook that fails leaves no lock behind, so a lock that stands now is another's. Words may be in any language.
  if (!/\.lock\b/.test(output.stderr)) return false;
  const locks = [...OF_A_TREE.map((name) => path.join(gitDir, name)), ...OF_ALL.map((name) => path.join(commonDir, name))];
  return (await Promise.all(locks.map((lock) => fs.access(lock).then(() => true, () => false)))).includes(true);
}
