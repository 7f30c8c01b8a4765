import { Locator } from '../json/locator';
import type { Task } from '../manifest/task';
import type { Position } from '../problem';

/**
 * Where a task, or one of its criteria, stands in a manifest's text. The text may be newer than the task,
 * or broken: then the place is the nearest that can be told.
 *
 * @param text without a byte order mark
 * @param criterion index in the task's criteria
 */
export function placeOfTask(text: string, task: Pick<Task, 'id' | 'sourceIndex'>, criterion?: number): Position {
  const locator = new Locator(text);
  const index = indexOfTask(text, task);
  if (index === undefined) {
    const quoted = JSON.stringify(task.id);
    const offset = text.indexOf(quoted);
    return offset >= 0 ? locator.at(offset, quoted.length) : locator.value(['tasks', task.sourceIndex]);
  }
  return locator.value(['tasks', index, ...(criterion === undefined ? ['task_id'] : ['acceptance_criteria', criterion, 'id'])]);
}

function indexOfTask(text: string, task: Pick<Task, 'id' | 'sourceIndex'>): number | undefined {
  let tasks: unknown;
  try {
    tasks = (JSON.parse(text) as { tasks?: unknown } | null)?.tasks;
  } catch {
    return undefined;
  }
  if (!Array.isArray(tasks)) return undefined;
  const idAt = (index: number) => (tasks[index] as { task_id?: unknown } | null | undefined)?.task_id;
  if (idAt(task.sourceIndex) === task.id) return task.sourceIndex;
  const index = tasks.findIndex((_, at) => idAt(at) === task.id);
  return index >= 0 ? index : undefined;
}

/**
 * The line of a Markdown heading that a `#section` means: by its anchor as hosts of code make it,
 * by an explicit `{#anchor}` or `<a id="anchor">`, or by its own words.
 *
 * @returns counted from 0, or undefined if there is no such heading
 */
export function lineOfSection(text: string, section: string): number | undefined {
  const wanted = slugOf(decoded(section));
  if (wanted === '') return undefined;
  const seen = new Map<string, number>();
  let isFenced = false;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (/^ {0,3}(```|~~~)/.test(line)) isFenced = !isFenced;
    if (isFenced) continue;
    const anchor = /<a\s+(?:id|name)="([^"]{1,200})"/i.exec(line)?.[1] ?? /\{#([^}\s]{1,200})\}/.exec(line)?.[1];
    if (anchor !== undefined && slugOf(anchor) === wanted) return index;
    const heading = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(line.slice(0, 1000))?.[1];
    if (heading === undefined) continue;
    const slug = slugOf(heading.replace(/\{#[^}]*\}/, ''));
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    if ((times === 0 ? slug : `${slug}-${times}`) === wanted) return index;
  }
  return undefined;
}

function slugOf(words: string): string {
  return words.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
}

function decoded(section: string): string {
  try {
    return decodeURIComponent(section);
  } catch {
    return section;
  }
}
