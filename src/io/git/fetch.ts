import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { refused, resolveCommit, type BranchPorts } from './branches';
import type { RunGit } from './gitProcess';
import { pastLocks } from './locks';

/** Others wait for their turn meanwhile. */
const FETCH_TIMEOUT_MS = 60_000;

/**
 * Fetches the remote that the base branch follows, else `origin`, else the only one there is; nothing where there is no
 * such. Nobody is asked for a password.
 *
 * @param baseBranches of which the first that is there is the base branch
 */
export async function fetchBase(ports: BranchPorts, baseBranches: readonly string[], isCancelled?: () => boolean): Promise<Result<void, Refusal>> {
  const { run, places } = ports;
  const remote = await remoteOfBase(run, baseBranches);
  if (remote === undefined) return ok(undefined);
  const args = ['fetch', '--quiet', '--no-auto-gc', '--no-recurse-submodules', '--', remote];
  const fetched = await pastLocks(places, () => run('change', args, FETCH_TIMEOUT_MS, isCancelled));
  return fetched.exitCode === 0 ? ok(undefined) : err(await refused(ports, t('to fetch {0}', shown(remote)), fetched));
}

async function remoteOfBase(run: RunGit, baseBranches: readonly string[]): Promise<string | undefined> {
  const remotes = (await run('read', ['remote'])).stdout.split('\n').filter(Boolean);
  if (remotes.length === 0) return undefined;
  for (const base of baseBranches) {
    if ((await resolveCommit(run, `refs/heads/${base}`)) === undefined) continue;
    const followed = (await run('read', ['config', '--get', `branch.${base}.remote`])).stdout.trim();
    if (remotes.includes(followed)) return followed;
    break;
  }
  return remotes.includes('origin') ? 'origin' : remotes.length === 1 ? remotes[0] : undefined;
}
