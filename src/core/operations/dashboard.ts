import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { pulseFigures, type PulseFigures } from '../pulse/figures';
import { ok } from '../result';
import { headLine } from './card';
import { operation } from './operation';
import { answerFrom } from './reading';

/** Progress, the next task and counts. As data: the keys of `--dashboard`. */
export const dashboard = operation({
  id: 'dashboard',
  title: 'Dashboard',
  summary: 'progress, the next task and counts',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  run: (world) =>
    answerFrom(world, (snapshot) => {
      const { paint } = world;
      const figures = pulseFigures(snapshot, world.settings, world.clock.now());
      const { counts, total, percent, eligible } = figures;
      const first = snapshot.byId.get(eligible[0] ?? '');
      return ok({
        data: {
          progress: { completed: counts.completed, total, percentage: percent },
          next_task: first ? { task_id: first.task.id, title: first.task.title, risk: first.task.risk } : null,
          in_progress: figures.inProgress.length,
          blocked: counts.blocked,
          eligible: eligible.length,
        },
        text: [
          `${paint.strong('Progress')}     ${counts.completed} of ${total} tasks completed (${percent.toFixed(1)}%)`,
          `${paint.strong('In progress')}  ${figures.inProgress.length}${underWay(figures)}`,
          `${paint.strong('Blocked')}      ${counts.blocked}`,
          `${paint.strong('Eligible')}     ${eligible.length}`,
          `${paint.strong('Next')}         ${first ? `${headLine(first, paint)} (${first.task.risk} risk)` : 'none'}`,
        ].join('\n'),
      });
    }),
});

function underWay({ inProgress }: PulseFigures): string {
  const ids = inProgress.slice(0, 5).map(({ id, done, remaining, where }) => `${oneLine(id)} (${done} of ${done + remaining} criteria done${where === undefined ? '' : `, on ${oneLine(where)}`})`);
  return ids.length === 0 ? '' : `: ${ids.join(', ')}${inProgress.length > 5 ? ', …' : ''}`;
}
