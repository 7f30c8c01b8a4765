import { cut } from '../cut';
import { escapeHidden } from '../hidden';

/** Words of visible ASCII with one space between them: most texts, of which nothing is folded or escaped. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Text of a file as one line of a view: white space folded, hidden characters and lone surrogates
 * escaped as `\uXXXX`, cut to `max` UTF-16 units with an ellipsis (RELIABILITY, bad inputs 7, 12 and 26).
 */
export function oneLine(text: string, max = 120): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  // Cut before folding as well: a text may be 50 MB long.
  const folded = escapeHidden(text.slice(0, max * 4).replace(/\s+/g, ' ').trim());
  return cut(folded, text.length > max * 4 && folded.length <= max ? folded.length - 1 : max);
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
