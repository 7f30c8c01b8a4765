import type { MergeDriver, Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { refused, type BranchPorts } from './branches';
import type { GitOutput, RunGit } from './gitProcess';
import { pastLocks } from './locks';

/** `git config --remove-section` of what is not there ends so. */
const NO_SECTION = 128;

/** What git's attributes and configuration say of a driver. */
export async function readMergeDriver(run: RunGit, name: string, file: string): Promise<MergeDriver | undefined> {
  const [attribute, command] = await Promise.all([
    run('read', ['check-attr', '-z', 'merge', '--', file]),
    run('read', ['config', '--local', '-z', '--get', `merge.${name}.driver`]),
  ]);
  if (attribute.exitCode !== 0) return undefined;
  // `<path>\0merge\0<value>\0`
  const said = attribute.stdout.split('\0')[2];
  const line = command.exitCode === 0 ? command.stdout.replace(/\0$/, '') : undefined;
  return { ...(said === undefined || said === 'unspecified' ? {} : { attribute: said }), ...(line === undefined ? {} : { command: line }) };
}

/** Writes a driver into the repository's configuration, or takes it out, also where there was none. */
export async function setMergeDriver({ run, places }: BranchPorts, name: string, driver: { readonly title: string; readonly command: string } | undefined): Promise<Result<void, Refusal>> {
  const config = (...args: string[]) => pastLocks(places, () => run('change', ['config', '--local', ...args]));
  const fail = async (output: GitOutput) => err(await refused({ places }, t('to set up the merging of the task state'), output));
  if (!driver) {
    const removed = await config('--remove-section', `merge.${name}`);
    return removed.exitCode === 0 || removed.exitCode === NO_SECTION ? ok(undefined) : fail(removed);
  }
  for (const [key, value] of [['name', driver.title], ['driver', driver.command]] as const) {
    const done = await config('--replace-all', `merge.${name}.${key}`, value);
    if (done.exitCode !== 0) return fail(done);
  }
  return ok(undefined);
}
