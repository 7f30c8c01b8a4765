import { oneLine } from '../../core/delegate/plainText';
import { dropIn } from '../../core/select/dropIn';
import type { Snapshot } from '../../core/snapshot';
import { asFiles } from '../../core/operations/asFiles';
import { headLine } from './card';
import type { Command } from './command';

/** Progress by phase, slice and risk. As JSON: the keys of `--status`. */
export const statusCommand: Command = {
  name: 'status',
  args: '',
  summary: 'progress by phase, slice and risk, and what is in progress',
  run: ({ snapshot, paint }) => {
    const { manifest, state } = asFiles(snapshot);
    const open = snapshot.tasks.filter(({ status }) => status !== 'completed' && status !== 'abandoned');
    const underWay = snapshot.tasks.filter(({ status }) => status === 'in-progress');
    return {
      json: dropIn('--status', manifest, state).output,
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
        ...underWay.map((view) => `  ${headLine(view, paint)} (${view.doneCount} of ${view.criteria.length} criteria done)`),
      ].join('\n'),
      exitCode: 0,
    };
  },
};

function groupLines({ tasks }: Snapshot, key: 'phase' | 'slice'): string[] {
  const groups = new Map<string, { completed: number; total: number }>();
  for (const { task, status } of tasks) {
    const name = oneLine(task[key]);
    const group = groups.get(name) ?? { completed: 0, total: 0 };
    groups.set(name, group);
    group.total++;
    if (status === 'completed') group.completed++;
  }
  const width = [...groups.keys()].reduce((widest, name) => Math.max(widest, name.length), 0);
  const rows = [...groups].map(([name, { completed, total }]) => `  ${name.padEnd(width)}  ${completed} of ${total} completed`);
  return rows.length === 0 ? ['  none'] : rows;
}
