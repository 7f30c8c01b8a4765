import { oneLine } from '../../core/delegate/plainText';
import { nextOutput } from '../../core/select/dropIn';
import { eligibleTasks } from '../../core/select/eligibility';
import { explain, type Explanation } from '../../core/select/explain';
import { waitingTasks } from '../../core/select/waiting';
import { taskCard } from './card';
import type { Answer, Command } from './command';

/** The next task by our own selection, which also knows provisional tasks, and why it is next. */
export const nextCommand: Command = {
  name: 'next',
  args: '',
  summary: 'the task to start next, and why it is that one',
  run: ({ snapshot, settings, paint }) => {
    const view = eligibleTasks(snapshot, settings.ranking)[0];
    if (!view) return nothing(snapshot.tasks.length, snapshot);
    const explanation = explain(view, snapshot, settings);
    return {
      json: { ...nextOutput(view.task.raw), explanation: explanationJson(explanation) },
      text: `${taskCard(view, paint)}\n\n${explanationText(explanation)}`,
      exitCode: 0,
    };
  },
};

/** An explanation with the names that the other answers use. */
export function explanationJson({ standing, rank, summary, reasons }: Explanation): object {
  return { standing, ...(rank === undefined ? {} : { rank }), summary, reasons };
}

/** The summary, and the reasons indented under it. */
export function explanationText({ summary, reasons }: Explanation): string {
  return [oneLine(summary), ...reasons.map((reason) => `  ${oneLine(reason)}`)].join('\n');
}

function nothing(total: number, snapshot: Parameters<typeof waitingTasks>[0]): Answer {
  const waiting = waitingTasks(snapshot).length;
  const unknown = snapshot.tasks.filter(({ status }) => status === 'unknown').length;
  const reason =
    total === 0
      ? 'The manifest has no tasks'
      : waiting === 0
        ? unknown === 0
          ? 'Every task is completed, abandoned, or in progress'
          : `${unknown} ${unknown === 1 ? 'task has' : 'tasks have'} a status that is not known; vtm validate lists them`
        : `${waiting} ${waiting === 1 ? 'task is' : 'tasks are'} blocked or waiting; vtm blocked lists why`;
  return { json: { error: 'No eligible tasks', reason }, text: `No task can be started now. ${reason}.`, exitCode: 1 };
}
