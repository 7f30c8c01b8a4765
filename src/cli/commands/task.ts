import { explain } from '../../core/select/explain';
import { taskCard } from './card';
import type { Command } from './command';
import { explanationJson, explanationText } from './next';

/** One task with its state. As JSON: the manifest's object, with `status`, `state` and `explanation` added. */
export const taskCommand: Command = {
  name: 'task',
  args: 'ID',
  summary: 'one task with its criteria, documents and state',
  run: ({ task, snapshot, settings, paint }) => {
    const explanation = explain(task, snapshot, settings);
    const { entry } = task;
    const state = entry && {
      status: entry.rawStatus,
      started_at: entry.startedAt,
      completed_at: entry.completedAt,
      acs_completed: entry.acsCompleted,
      acs_remaining: entry.acsRemaining,
      notes: entry.notes,
      blocked_reason: entry.blockedReason,
    };
    return {
      json: { ...task.task.raw, status: task.status, state: state ?? null, explanation: explanationJson(explanation) },
      text: `${taskCard(task, paint)}\n\n${explanationText(explanation)}`,
      exitCode: 0,
    };
  },
};
