import { explain } from '../../core/select/explain';
import type { Command } from './command';
import { explanationJson, explanationText } from './next';

/** Why a task is next, or why not. */
export const explainCommand: Command = {
  name: 'explain',
  args: 'ID',
  summary: 'why a task is next, or why not',
  run: ({ task, snapshot, settings }) => {
    const explanation = explain(task, snapshot, settings);
    return { json: { task_id: task.task.id, ...explanationJson(explanation) }, text: explanationText(explanation), exitCode: 0 };
  },
};
