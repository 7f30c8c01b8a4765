/** Control characters, and those that turn the direction of text or take no room. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Data of the manifest or the state as one line that hides nothing: runs of white space become a
 * space, characters that cannot be seen are shown escaped (RELIABILITY, bad inputs 7 and 12).
 *
 * @param limit in UTF-16 units; what is longer ends with an ellipsis
 */
export function visible(text: string, limit = Number.POSITIVE_INFINITY): string {
  const line = text
    .slice(0, limit === Number.POSITIVE_INFINITY ? undefined : limit * 2)
    .replace(/[\s\u0085]+/g, ' ')
    .trim()
    .replace(HIDDEN, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (line.length <= limit) return line;
  const cut = line.slice(0, Math.max(0, limit - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
