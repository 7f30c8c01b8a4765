import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import type { BranchPorts } from './branches';
import type { RunGit } from './gitProcess';
import { lockedRefusal, pastLocks } from './locks';
import { refusedByGit } from './words';

/** The last part of git's key, `branch.<name>.orchestratortask`. git keeps such keys with the branch when it is renamed, and drops them with it. */
const KEY = 'orchestratortask';

/** `git config --unset-all` of what is not there ends so. */
const NOTHING_TO_UNSET = 5;

const MOST_LENGTH = 1_000;

/** Remembers in git's configuration of a local branch which task is worked on there; undefined forgets it, also where there was nothing. */
export async function linkBranch({ run, places }: BranchPorts, branch: string, taskId: string | undefined): Promise<Result<void, Refusal>> {
  const key = `branch.${branch}.${KEY}`;
  // The name must be one of git's own list: then nothing odd can stand in the key.
  const refs = await run('read', ['for-each-ref', '--format=%(refname)', 'refs/heads']);
  if (refs.exitCode !== 0) return err(refusedByGit(t('to list the branches'), refs));
  if (!refs.stdout.split('\n').includes(`refs/heads/${branch}`)) return err(noBranch(branch));
  if (taskId !== undefined && (taskId.trim() === '' || taskId.length > MOST_LENGTH || /[\0-\x1f\x7f]/.test(taskId))) return err(badTask(taskId));
  // A value that begins with a dash would be an option.
  const args = taskId === undefined ? ['--unset-all', key] : taskId.startsWith('-') ? undefined : ['--replace-all', key, taskId];
  if (!args) return err(badTask(taskId ?? ''));
  const done = await pastLocks(places, () => run('change', ['config', '--local', ...args]));
  if (done.exitCode === 0 || (taskId === undefined && done.exitCode === NOTHING_TO_UNSET)) return ok(undefined);
  const tried = taskId === undefined ? t('to forget the task of {0}', branch) : t('to link {0}', branch);
  return err((await lockedRefusal(places, tried, done)) ?? refusedByGit(tried, done));
}

/** What a repository's configuration tells of its branches. */
export interface BranchConfig {
  /** The file it rests on. */
  readonly text: string;
  /** Task ids by the short names of the branches they were linked to. */
  readonly links: ReadonlyMap<string, string>;
  readonly remotes: readonly string[];
}

/** Reads links and remotes; git is asked only when the configuration file changed, and for links only when there are such. */
export function createConfigReader(run: RunGit): (commonDir: string) => Promise<BranchConfig> {
  let last: BranchConfig | undefined;
  return async (commonDir) => {
    const text = await fs.readFile(path.join(commonDir, 'config'), 'utf8').catch(() => '');
    if (last?.text !== text) last = await readConfig(run, text);
    return last;
  };
}

async function readConfig(run: RunGit, text: string): Promise<BranchConfig> {
  const isLinked = text.toLowerCase().includes(KEY);
  const [remotes, links] = await Promise.all([
    run('read', ['remote']),
    isLinked ? run('read', ['config', '--local', '-z', '--get-regexp', `^branch\\..*\\.${KEY}$`]) : undefined,
  ]);
  return { text, remotes: remotes.stdout.split('\n').filter(Boolean), links: parseLinks(links?.stdout ?? '') };
}

/** `branch.<name>.orchestratortask\n<task id>\0`; a name may hold dots. */
function parseLinks(answer: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const one of answer.split('\0')) {
    const end = one.indexOf('\n');
    const name = one.slice('branch.'.length, end - KEY.length - 1);
    const taskId = one.slice(end + 1).trim();
    if (end > 0 && name !== '' && taskId !== '') links.set(name, taskId);
  }
  return links;
}

function noBranch(branch: string): Refusal {
  return { code: 'GIT-REFUSED', message: t('There is no local branch {0}', shown(branch)), remedy: t('Check the branch out first, or choose one that is here.') };
}

function badTask(taskId: string): Refusal {
  const message = t('The branch can\'t be linked to {0}: git\'s configuration does not take that', shown(taskId));
  return { code: 'GIT-REFUSED', message, remedy: t('Choose a task whose id is one line of text and does not begin with "-".') };
}
