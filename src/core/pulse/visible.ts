/** Control characters, and those that turn the direction of text or take no room. */
const HIDDEN = /[\p{Cc}\p{Surrogate}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0000}-\u{e007f}]/gu;

/**
 * Data of the manifest or the state as one line that hides nothing: runs of white space become a
 * space, characters that cannot be seen are shown escaped (RELIABILITY, bad inputs 7 and 12).
 *
 * @param limit in UTF-16 units; what is longer ends with an ellipsis
 */
export function visible(text: string, limit = Number.POSITIVE_INFINITY): string {
  const line = escapeHidden(text.slice(0, limit === Number.POSITIVE_INFINITY ? undefined : limit * 2).replace(/[\s\u0085]+/g, ' ').trim());
  if (line.length <= limit) return line;
  const cut = line.slice(0, Math.max(0, limit - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A text with what can't be seen of it escaped; line breaks too. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, escapeOf);
}

/** A letter as JSON would write it: as two units where one does not suffice. */
export function escapeOf(hidden: string): string {
  return hidden.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
