import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { nextOutput } from '../select/dropIn';
import { sourceName } from '../overlay/sourceText';
import { eligibleTasks, underWay } from '../select/eligibility';
import { explain } from '../select/explain';
import { ok } from '../result';
import type { Snapshot, TaskView } from '../snapshot';
import { SHORT_CARD, taskCard } from './card';
import { explanationData, explanationText } from './explanation';
import { operation, type Answer } from './operation';
import { answerFrom } from './reading';
import { listed, whyNone } from './whyNone';

/** The next task by our own selection, which also knows provisional tasks and branches, and why it is next. */
export const next = operation({
  id: 'next',
  title: 'Next Task',
  summary: 'the task to start next, and why it is that one',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  forModels: { description: 'The task to start next, and why. Call it when you have no task yet.', icon: 'arrow-right' },
  run: (world) =>
    answerFrom(world, async (snapshot) => {
      const eligible = eligibleTasks(snapshot, world.settings.ranking);
      const view = eligible[0];
      if (!view) return ok(nothing(snapshot));
      const explanation = explain(view, snapshot, world.settings, eligible);
      const documents = await world.here.context.check(view.task);
      return ok({
        data: { ...nextOutput(view.task.raw), explanation: explanationData(explanation) },
        text: [taskCard(view, documents, world.paint, SHORT_CARD), '', explanationText(explanation), '', nextStep(view, snapshot)].join('\n'),
      });
    }),
});

/** What is begun here goes first: a start leaves from the base branch, so it would be refused on a task's branch. */
function nextStep(view: TaskView, snapshot: Snapshot): string {
  const begun = begunHere(snapshot);
  const { base } = snapshot.work ?? {};
  const switched = base && !base.isCheckedOut ? `switch to ${oneLine(base.name)}, since a start leaves from there; then ` : '';
  if (begun.length === 0) return `Next: ${switched}start it with start, then read all its documents with context.`;
  const [are, them] = begun.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return `Next: ${listed(begun, 3)} ${are} in progress here: go on with ${them} first, as task tells. ${oneLine(view.task.id)} is started from the base branch.`;
}

function nothing(snapshot: Snapshot): Answer {
  const reason = whyNone(snapshot);
  const begun = begunHere(snapshot);
  const step = begun.length === 0 ? '' : ` In progress here: ${listed(begun, 3)}.`;
  return { data: { error: 'No eligible tasks', reason }, text: `No task can be started now. ${reason}.${step}`, outcome: 'nothing' };
}

function begunHere({ tasks }: Snapshot): readonly string[] {
  return underWay(tasks).filter((view) => sourceName(view) === undefined).map(({ task }) => task.id);
}
