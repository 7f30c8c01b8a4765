import type { FailedInBatch } from '../../core/batch/batchStart';
import { counted, oneLine } from '../../core/projections/treeText';
import type { TreeLaunch } from './treeLaunching';

/** Refusals that are told one by one; the log has the others. */
const MOST_TOLD = 3;

/**
 * What came of starting a batch and launching its agents, in one message.
 *
 * @param of such as `Slice 1.1`
 * @param isCoordinated one agent for all of them
 */
export function outcomeText(of: string, tasks: readonly string[], launches: readonly TreeLaunch[], failed: readonly FailedInBatch[], options: { readonly isCoordinated: boolean; readonly warnings: readonly string[] }): string {
  const ids = (kind: TreeLaunch['kind']) => launches.flatMap((launch) => (launch.kind === kind ? [launch.taskId] : []));
  const [launched, windows, kept, cancelled] = [ids('launched'), ids('window'), ids('kept'), ids('cancelled')];
  const first = launches[0];
  const parts = [
    `Batch of ${oneLine(of, 60)}: ${counted(tasks.length, 'task')} started.`,
    ...(options.isCoordinated ? (first?.kind === 'launched' ? [first.how] : []) : launched.length > 0 ? [`${counted(launched.length, 'agent')} launched (${list(launched)}).`] : []),
    ...(windows.length > 0 ? [`The ${windows.length === 1 ? 'prompt' : 'prompts'} of ${list(windows)} ${windows.length === 1 ? 'waits' : 'wait'} in ${windows.length === 1 ? 'a window of its worktree' : 'windows of their worktrees'}.`] : []),
    ...(kept.length > 0 ? [`The clipboard holds one prompt at a time, so ${counted(kept.length, 'prompt')} are kept as files.`] : []),
    ...(cancelled.length > 0 ? [`Cancelled before ${list(cancelled)} ${cancelled.length === 1 ? 'was' : 'were'} launched.`] : []),
    ...launches.flatMap((launch) => (launch.kind === 'failed' ? [`${oneLine(launch.taskId, 60)} was not launched: ${launch.why}`] : [])).slice(0, MOST_TOLD),
    failedText(failed),
    ...options.warnings.slice(0, MOST_TOLD),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Which tasks could not be started, each with the reason and what stands; empty where there are none. */
export function failedText(failed: readonly FailedInBatch[]): string {
  const told = failed.slice(0, MOST_TOLD).map(({ taskId, refusal, standing }) => {
    const left = standing.length > 0 ? ` What stands: ${standing.join('; ')}.` : '';
    return `${oneLine(taskId, 60)} was not started: ${refusal.message}. ${refusal.remedy}${left}`;
  });
  const more = failed.length - told.length;
  return [...told, ...(more > 0 ? [`And ${counted(more, 'more task')}; the log has the details.`] : [])].join(' ');
}

function list(ids: readonly string[]): string {
  return ids.map((id) => oneLine(id, 60)).join(', ');
}
