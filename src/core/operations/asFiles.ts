import type { Snapshot } from '../snapshot';

/**
 * A snapshot in the form of the two files, as the drop-in answers read them: so `vtm status --json` has the
 * keys of `--status`, with values read as loosely as everywhere else, and without orphan entries.
 */
export function asFiles({ tasks }: Snapshot): { readonly manifest: unknown; readonly state: unknown } {
  return {
    manifest: {
      tasks: tasks.map(({ task }) => ({
        task_id: task.id,
        title: task.title,
        risk: task.risk,
        phase: task.phase,
        slice: task.slice,
        depends_on_tasks: task.dependsOn,
      })),
    },
    state: {
      tasks: Object.fromEntries(
        tasks
          .filter(({ entry }) => entry !== undefined)
          .map(({ task, status, entry }) => [
            task.id,
            {
              status: status === 'unknown' ? entry?.rawStatus : status,
              completed_at: entry?.completedAt,
              blocked_reason: entry?.blockedReason,
            },
          ]),
      ),
    },
  };
}
