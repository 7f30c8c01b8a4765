import { oneLine, plainText } from '../../core/delegate/plainText';
import type { DocumentRef } from '../../core/manifest/task';
import type { TaskView } from '../../core/snapshot';
import type { Paint } from '../../core/paint';

/** One task on a terminal: its head, what it is about, its criteria, and what to read. */
export function taskCard(view: TaskView, paint: Paint): string {
  const { task } = view;
  const description = plainText(task.description).trim();
  return [
    headLine(view, paint),
    paint.faint([`${task.risk} risk`, `size ${task.size}`, task.phase, task.slice, statusText(view)].map(oneLine).join(' · ')),
    ...(description ? ['', description] : []),
    '',
    paint.strong(`Acceptance criteria (${view.doneCount} of ${view.criteria.length} done)`),
    ...view.criteria.map(({ id, text, isDone }) => `  ${isDone ? '[x]' : '[ ]'} ${oneLine(id)}: ${oneLine(text)}`),
    ...listing('Depends on', task.dependsOn.map((id) => `${oneLine(id)}${view.unmet.includes(id) ? ' (not done)' : ''}`), paint),
    ...listing('Specs', task.specs.map(refText), paint),
    ...listing('ADRs', task.adrs.map(refText), paint),
    ...listing('Guides', task.guides.map(refText), paint),
    ...listing('Tests', task.tests.map(refText), paint),
  ].join('\n');
}

/** `MONEY--T01  Money in minor units`. */
export function headLine({ task }: TaskView, paint: Paint): string {
  const title = oneLine(task.title);
  return `${paint.strong(oneLine(task.id))}${title === task.id ? '' : `  ${title}`}`;
}

/** The status, with the reason of a blocked task, and the word of the file where it is not known. */
function statusText({ status, entry }: TaskView): string {
  if (status === 'unknown') return `unknown status ${oneLine(entry?.rawStatus ?? '')}`;
  return status === 'blocked' && entry?.blockedReason ? `blocked: ${oneLine(entry.blockedReason)}` : status;
}

function refText({ raw }: DocumentRef): string {
  return oneLine(raw);
}

function listing(title: string, items: readonly string[], paint: Paint): string[] {
  return items.length === 0 ? [] : ['', paint.strong(title), ...items.map((item) => `  ${item}`)];
}
