import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { activityOf } from '../overlay/activity';
import { isWithinReach, mergeName, sourceData, sourceSentence } from '../overlay/sourceText';
import { agoText } from '../pulse/age';
import { explain } from '../select/explain';
import { unreadDocuments } from '../context/coverage';
import { ok } from '../result';
import type { StateEntry } from '../state/taskState';
import { taskCard, WHOLE_CARD } from './card';
import { nextStep, type Target } from './change';
import { explanationData, explanationText } from './explanation';
import { operation, taskInput } from './operation';
import { goOnElsewhere } from './recordedElsewhere';
import { answerOn, worktreeLine } from './reading';
import type { World } from './world';

/** One task with its state, where it is worked on. As data: the manifest's object, with `status`, `state` and `explanation`. */
export const task = operation({
  id: 'task',
  title: 'Show Task',
  summary: 'one task with its criteria, documents and state',
  effect: 'read',
  input: () => z.strictObject({ task: taskInput }),
  words: ['task'],
  forModels: { description: 'One task: description, criteria, documents, state, and why it can or cannot be started.', icon: 'tasklist' },
  run: (world, { task: id }) =>
    answerOn(world, id, async (target) => {
      const { view, place, snapshot } = target;
      const explanation = explain(view, snapshot, world.settings);
      const documents = await place.context.check(view.task);
      const step = await stepFor(world, target, explanation.standing);
      return ok({
        data: { ...view.task.raw, status: view.status, state: view.entry ? stateData(view.entry) : null, recorded: sourceData(view), explanation: explanationData(explanation) },
        text: [
          taskCard(view, documents, world.paint, WHOLE_CARD),
          '',
          explanationText(explanation),
          whereLine(target, world),
          ...worktreeLine(world, place),
          ...(step === undefined ? [] : ['', `Next: ${step}`]),
        ].join('\n'),
      });
    }),
});

/** `Status recorded on feat/X; last commit 2h ago.` */
function whereLine({ view, snapshot }: Target, { clock }: World): string {
  const activity = view.status === 'in-progress' || view.status === 'blocked' ? activityOf(view, snapshot, clock.now()) : undefined;
  return `Status: ${oneLine(sourceSentence(view, snapshot))}${activity ? `; ${activity.what} ${agoText(activity.ageMs)}` : ''}.`;
}

function stateData(entry: StateEntry): object {
  return {
    status: entry.rawStatus,
    started_at: entry.startedAt,
    completed_at: entry.completedAt,
    acs_completed: entry.acsCompleted,
    acs_remaining: entry.acsRemaining,
    notes: entry.notes,
    blocked_reason: entry.blockedReason,
  };
}

async function stepFor(world: World, { view, place, snapshot }: Target, standing: string): Promise<string | undefined> {
  switch (standing) {
    case 'eligible':
      return 'start it with start, then read all its documents with context.';
    case 'in-progress': {
      if (!isWithinReach(view)) return `${goOnElsewhere(view, snapshot)}; or take another task with next.`;
      const unread = await unreadDocuments(world, view.task, place);
      return unread.length === 0 ? nextStep(view) : `read its documents first, with context (${unread.length} not read whole), then build its criteria in order.`;
    }
    case 'merged':
      return nextStep(view);
    case 'elsewhere':
      if (view.work?.isHere) return nextStep(view);
      return `switch to its branch ${oneLine(view.branch ?? '')} to go on with it, or take another task with next.`;
    case 'completed':
      return view.merge ? `nothing is left to do of it: its work is merged (${mergeName(view.merge)}). Take another task with next.` : nextStep(view);
    case 'waiting':
    case 'provisional':
      return 'take another task with next.';
    default:
      return nextStep(view);
  }
}
