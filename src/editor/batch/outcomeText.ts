import type { FailedInBatch } from '../../core/batch/batchStart';
import { oneLine } from '../../core/projections/treeText';
import { counted, t } from '../../core/words';
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
    counted(tasks.length, 'Batch of {1}: {0} task started.', 'Batch of {1}: {0} tasks started.', oneLine(of, 60)),
    ...(options.isCoordinated ? (first?.kind === 'launched' ? [first.how] : []) : launched.length > 0 ? [counted(launched.length, '{0} agent launched ({1}).', '{0} agents launched ({1}).', list(launched))] : []),
    ...(windows.length > 0 ? [counted(windows.length, 'The prompt of {1} waits in a window of its worktree.', 'The prompts of {1} wait in windows of their worktrees.', list(windows))] : []),
    ...(kept.length > 0 ? [counted(kept.length, 'The clipboard holds one prompt at a time, so {0} prompt are kept as files.', 'The clipboard holds one prompt at a time, so {0} prompts are kept as files.')] : []),
    ...(cancelled.length > 0 ? [counted(cancelled.length, 'Cancelled before {1} was launched.', 'Cancelled before {1} were launched.', list(cancelled))] : []),
    ...launches.flatMap((launch) => (launch.kind === 'failed' ? [t('{0} was not launched: {1}', oneLine(launch.taskId, 60), launch.why)] : [])).slice(0, MOST_TOLD),
    failedText(failed),
    ...options.warnings.slice(0, MOST_TOLD),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Which tasks could not be started, each with the reason and what stands; empty where there are none. */
export function failedText(failed: readonly FailedInBatch[]): string {
  const told = failed.slice(0, MOST_TOLD).map(({ taskId, refusal, standing }) => {
    const why = t('{0} was not started: {1}. {2}', oneLine(taskId, 60), refusal.message, refusal.remedy);
    return standing.length > 0 ? `${why} ${t('What stands: {0}.', standing.join('; '))}` : why;
  });
  const more = failed.length - told.length;
  return [...told, ...(more > 0 ? [counted(more, 'And {0} more task; the log has the details.', 'And {0} more tasks; the log has the details.')] : [])].join(' ');
}

function list(ids: readonly string[]): string {
  return ids.map((id) => oneLine(id, 60)).join(', ');
}
