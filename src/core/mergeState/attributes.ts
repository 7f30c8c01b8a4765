import { DRIVER } from './driver';

/**
 * The line of a `.gitattributes` file that names our driver for a file beside it or below.
 *
 * @param path relative to the folder of the attributes, with forward slashes
 */
export function attributeLine(path: string): string {
  // A name is no pattern, and is anchored by its slash.
  const pattern = (path.includes('/') ? path : `/${path}`).replace(/[*?[\]\\]/g, (sign) => `\\${sign}`).replace(/^!/, '\\!');
  const quoted = /[\s"]|^#/.test(pattern) ? `"${pattern.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"` : pattern;
  return `${quoted} merge=${DRIVER}`;
}

/** The attributes with our line, behind all others, since the last counts; the same text where it is there. */
export function withLine(text: string | undefined, line: string): string {
  if (text === undefined || text === '') return `${line}\n`;
  if (linesOf(text).includes(line)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${/\n$/.test(text) ? '' : eol}${line}${eol}`;
}

/** The attributes without our line; undefined where nothing is left. */
export function withoutLine(text: string, line: string): string | undefined {
  const kept = text.split(/(?<=\n)/).filter((one) => one.trim() !== line);
  return kept.length === 0 ? undefined : kept.join('');
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((one) => one.trim());
}
