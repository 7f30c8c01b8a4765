import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { activityOf } from '../overlay/activity';
import { sourceData, sourceName, sourceWords } from '../overlay/sourceText';
import { agoText } from '../pulse/age';
import { dropIn } from '../select/dropIn';
import { underWay as underWayOf } from '../select/eligibility';
import { ok } from '../result';
import type { Snapshot, TaskView } from '../snapshot';
import { asFiles } from './asFiles';
import { headLine } from './card';
import { operation } from './operation';
import { answerFrom } from './reading';

/** Progress by phase, slice and risk. As data: the keys of `--status`. */
export const status = operation({
  id: 'status',
  title: 'Status',
  summary: 'progress by phase, slice and risk, and what is in progress',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  run: (world) =>
    answerFrom(world, (snapshot) => {
      const { paint } = world;
      const { manifest, state } = asFiles(snapshot);
      const open = snapshot.tasks.filter((view) => view.status !== 'completed' && view.status !== 'abandoned');
      const underWay = underWayOf(snapshot.tasks);
      const now = world.clock.now();
      return ok({
        data: {
          ...(dropIn('--status', manifest, state).output as object),
          ...elsewhereData(underWay),
        },
        text: [
          paint.strong('By phase'),
          ...groupLines(snapshot, 'phase'),
          '',
          paint.strong('By slice'),
          ...groupLines(snapshot, 'slice'),
          '',
          paint.strong('Open by risk'),
          ...['High', 'Medium', 'Low'].map((risk) => `  ${risk.padEnd(8)}${open.filter(({ task }) => task.risk === risk).length}`),
          '',
          paint.strong('In progress'),
          ...(underWay.length === 0 ? ['  none'] : []),
          ...underWay.map((view) => `  ${headLine(view, paint)} (${whereOf(view, snapshot, now)})`),
        ].join('\n'),
      });
    }),
});

/** What the drop-in flag can't know: what is under way on branches that are not checked out here. */
function elsewhereData(views: readonly TaskView[]): object {
  const elsewhere = views.filter((view) => sourceName(view) !== undefined);
  if (elsewhere.length === 0) return {};
  return { elsewhere: elsewhere.map((view) => ({ task_id: view.task.id, criteria_done: view.doneCount, criteria: view.criteria.length, recorded: sourceData(view) })) };
}

/** `3 of 5 criteria done, on feat/X, last commit 2h ago`. */
function whereOf(view: TaskView, snapshot: Snapshot, now: Date): string {
  const activity = activityOf(view, snapshot, now);
  const parts = [`${view.doneCount} of ${view.criteria.length} criteria done`, oneLine(sourceWords(view)), activity ? `${activity.what} ${agoText(activity.ageMs)}` : ''];
  return parts.filter((part) => part !== '').join(', ');
}

function groupLines({ tasks }: Snapshot, key: 'phase' | 'slice'): string[] {
  const groups = new Map<string, { completed: number; total: number }>();
  for (const view of tasks) {
    const name = oneLine(view.task[key]);
    const group = groups.get(name) ?? { completed: 0, total: 0 };
    groups.set(name, group);
    group.total++;
    if (view.status === 'completed') group.completed++;
  }
  const width = [...groups.keys()].reduce((widest, name) => Math.max(widest, name.length), 0);
  const rows = [...groups].map(([name, { completed, total }]) => `  ${name.padEnd(width)}  ${completed} of ${total} completed`);
  return rows.length === 0 ? ['  none'] : rows;
}
