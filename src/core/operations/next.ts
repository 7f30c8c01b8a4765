import * as z from 'zod';
import { nextOutput } from '../select/dropIn';
import { eligibleTasks } from '../select/eligibility';
import { explain } from '../select/explain';
import { waitingTasks } from '../select/waiting';
import { ok } from '../result';
import type { Snapshot } from '../snapshot';
import { SHORT_CARD, taskCard } from './card';
import { explanationData, explanationText } from './explanation';
import { operation, type Answer } from './operation';
import { answerFrom } from './reading';

/** The next task by our own selection, which also knows provisional tasks and branches, and why it is next. */
export const next = operation({
  id: 'next',
  title: 'Next Task',
  summary: 'the task to start next, and why it is that one',
  effect: 'read',
  input: z.strictObject({}),
  words: [],
  forModels: { description: 'The task to start next, and why. Call it when you have no task yet.', icon: 'arrow-right' },
  run: (world) =>
    answerFrom(world, async (snapshot) => {
      const view = eligibleTasks(snapshot, world.settings.ranking)[0];
      if (!view) return ok(nothing(snapshot));
      const explanation = explain(view, snapshot, world.settings);
      const documents = await world.here.context.check(view.task);
      return ok({
        data: { ...nextOutput(view.task.raw), explanation: explanationData(explanation) },
        text: [taskCard(view, documents, world.paint, SHORT_CARD), '', explanationText(explanation), '', NEXT_STEP].join('\n'),
      });
    }),
});

const NEXT_STEP = 'Next: start it with start, then read all its documents with context.';

function nothing(snapshot: Snapshot): Answer {
  const reason = whyNone(snapshot);
  return { data: { error: 'No eligible tasks', reason }, text: `No task can be started now. ${reason}.`, outcome: 'nothing' };
}

function whyNone(snapshot: Snapshot): string {
  if (snapshot.tasks.length === 0) return 'The manifest has no tasks';
  const waiting = waitingTasks(snapshot).length;
  if (waiting > 0) return `${waiting} ${waiting === 1 ? 'task is' : 'tasks are'} blocked or waiting; blocked lists why`;
  const elsewhere = snapshot.tasks.filter(({ status, branch }) => status === 'pending' && branch !== undefined).length;
  if (elsewhere > 0) return `${elsewhere} ${elsewhere === 1 ? 'task has its branch' : 'tasks have their branches'} already; status lists what is under way`;
  const unknown = snapshot.tasks.filter(({ status }) => status === 'unknown').length;
  if (unknown > 0) return `${unknown} ${unknown === 1 ? 'task has' : 'tasks have'} a status that is not known; validate lists them`;
  return 'Every task is completed, abandoned, or in progress';
}
