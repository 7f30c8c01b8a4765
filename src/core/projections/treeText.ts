import { cut } from '../cut';
import { escapeHidden } from '../hidden';
import { visible } from '../pulse/visible';

/** Text of a file as one line of a view, as short as a row is. */
export function oneLine(text: string, max = 120): string {
  return visible(text, max);
}

/** Text of a file for a tooltip: its line breaks stay, hidden characters are escaped, cut to `max` UTF-16 units. */
export function manyLines(text: string, max = 1500): string {
  const lines = text.slice(0, max + 1).replace(/\r\n?/g, '\n').trim().split('\n');
  return cut(lines.map((line) => escapeHidden(line.replace(/[\t\f\v]/g, ' '))).join('\n'), max);
}

/**
 * Text of a file for a notification: as for a tooltip, and without `[words](command:…)`, which VS Code would make
 * a link that runs a command (RELIABILITY, bad input 26).
 */
export function noticeText(text: string): string {
  return manyLines(text, 2000).replaceAll('](', ']\u200b(');
}

/** "1 task", "2 tasks". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
