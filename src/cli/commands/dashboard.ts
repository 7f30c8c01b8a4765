import { oneLine } from '../../core/delegate/plainText';
import { pulseFigures, type PulseFigures } from '../../core/pulse/figures';
import { headLine } from './card';
import type { Command } from './command';

/** Progress, the next task and counts. As JSON: the keys of `--dashboard`. */
export const dashboardCommand: Command = {
  name: 'dashboard',
  args: '',
  summary: 'progress, the next task and counts',
  run: ({ snapshot, settings, now, paint }) => {
    const figures = pulseFigures(snapshot, settings, now);
    const { counts, total, percent, eligible } = figures;
    const next = snapshot.byId.get(eligible[0] ?? '');
    return {
      json: {
        progress: { completed: counts.completed, total, percentage: percent },
        next_task: next ? { task_id: next.task.id, title: next.task.title, risk: next.task.risk } : null,
        in_progress: counts['in-progress'],
        blocked: counts.blocked,
        eligible: eligible.length,
      },
      text: [
        `${paint.strong('Progress')}     ${counts.completed} of ${total} tasks completed (${percent.toFixed(1)}%)`,
        `${paint.strong('In progress')}  ${counts['in-progress']}${underWay(figures)}`,
        `${paint.strong('Blocked')}      ${counts.blocked}`,
        `${paint.strong('Eligible')}     ${eligible.length}`,
        `${paint.strong('Next')}         ${next ? `${headLine(next, paint)} (${next.task.risk} risk)` : 'none'}`,
      ].join('\n'),
      exitCode: 0,
    };
  },
};

function underWay({ inProgress }: PulseFigures): string {
  const ids = inProgress.slice(0, 5).map(({ id, done, remaining }) => `${oneLine(id)} (${done} of ${done + remaining} criteria done)`);
  return ids.length === 0 ? '' : `: ${ids.join(', ')}${inProgress.length > 5 ? ', …' : ''}`;
}
