import { beginningOf } from '../cut';
import { oneLine, plainText } from '../delegate/plainText';
import type { TaskDocuments } from '../documents';
import type { DocumentRef } from '../manifest/task';
import type { Paint } from '../paint';
import { sourceWords } from '../overlay/sourceText';
import type { TaskView } from '../snapshot';

/** How much of a task is shown before it is shortened: a model pays for every word. In UTF-16 units and rows. */
export interface CardLimits {
  readonly description: number;
  readonly criterion: number;
  readonly rows: number;
}

export const WHOLE_CARD: CardLimits = { description: 4000, criterion: 1000, rows: 60 };
export const SHORT_CARD: CardLimits = { description: 800, criterion: 300, rows: 20 };

/** One task in words: its head, what it is about, its criteria, and what to read. */
export function taskCard(view: TaskView, documents: TaskDocuments, paint: Paint, limits: CardLimits): string {
  const { task } = view;
  const description = shortened(plainText(start(task.description, limits.description)).trim(), limits.description);
  const missing = new Set(documents.context.filter(({ kind }) => kind === 'missing').map(({ ref }) => ref));
  const named = (title: string, refs: readonly DocumentRef[]) =>
    listing(title, refs, (ref) => `${shortLine(ref.raw, 300)}${missing.has(ref) ? ' (not found)' : ''}`, { paint, limits });
  return [
    headLine(view, paint),
    paint.faint([`${task.risk} risk`, `size ${task.size}`, task.phase, task.slice, statusText(view)].map(oneLine).join(' · ')),
    ...(description ? ['', indented(description)] : []),
    '',
    paint.strong(`Acceptance criteria (${view.doneCount} of ${view.criteria.length} done)`),
    ...rows(view.criteria, ({ id, text, isDone }) => `${isDone ? '[x]' : '[ ]'} ${oneLine(id)}: ${shortLine(text, limits.criterion)}`, limits),
    ...listing('Depends on', task.dependsOn, (id) => `${oneLine(id)}${view.unmet.includes(id) ? ' (not done)' : ''}`, { paint, limits }),
    ...named('Specs', task.specs),
    ...named('ADRs', task.adrs),
    ...named('Guides', task.guides),
    ...listing('Tests', task.tests, ({ raw }) => shortLine(raw, 300), { paint, limits }),
  ].join('\n');
}

/** Under its task, so that no line of it can pass for one of ours, such as `Next: …`. */
function indented(text: string): string {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
}

/** `MONEY--T01  Money in minor units`. */
export function headLine({ task }: TaskView, paint: Paint): string {
  const title = shortLine(task.title, 300);
  return `${paint.strong(oneLine(task.id))}${title === task.id ? '' : `  ${title}`}`;
}

/** Data on one line, of at most so many UTF-16 units. */
function shortLine(text: string, most: number): string {
  return shortened(oneLine(start(text, most)), most);
}

/** What is looked at of a text: to clean megabytes of which a line is shown would take seconds. */
function start(text: string, most: number): string {
  return text.slice(0, most * 4);
}

/** The text up to a blank before `most` UTF-16 units, and an ellipsis for what is left out. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = beginningOf(text, most);
  const blank = Math.max(kept.lastIndexOf(' '), kept.lastIndexOf('\n'));
  return `${(blank > most / 2 ? kept.slice(0, blank) : kept).trimEnd()}…`;
}

/** The status, with the reason of a blocked task, and the word of the file where it is not known. */
function statusText(view: TaskView): string {
  const { status, entry } = view;
  const where = sourceWords(view);
  if (where !== '' && status !== 'unknown' && status !== 'blocked') return `${status} ${where}`;
  if (status === 'unknown') return `unknown status ${shortLine(entry?.rawStatus ?? '', 80)}`;
  return status === 'blocked' && entry?.blockedReason ? `blocked: ${shortLine(entry.blockedReason, 300)}` : status;
}

function listing<T>(title: string, items: readonly T[], line: (item: T) => string, { paint, limits }: { readonly paint: Paint; readonly limits: CardLimits }): readonly string[] {
  return items.length === 0 ? [] : ['', paint.strong(title), ...rows(items, line, limits)];
}

function rows<T>(items: readonly T[], line: (item: T) => string, { rows: most }: CardLimits): readonly string[] {
  const left = items.length - most;
  return [...items.slice(0, most).map(line), ...(left > 0 ? [`and ${left} more`] : [])].map((row) => `  ${row}`);
}
