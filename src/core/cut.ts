/** Letters that are read at a glance. */
const MOST = 300;

/** A text cut to what a person reads at a glance, `most` UTF-16 units with the ellipsis that tells of it; no half of a letter is left over. */
export function cut(text: string, most = MOST): string {
  return text.length <= most ? text : `${beginningOf(text, most - 1).trimEnd()}…`;
}

/** The same of which the end is what counts: the newest of notes, the last that a hook said. */
export function cutBeginning(text: string, most: number): string {
  return text.length <= most ? text : `…${text.slice(text.length - Math.max(0, most - 1)).replace(/^[\udc00-\udfff]/, '').trimStart()}`;
}

/** At most the first `most` UTF-16 units of a text, without half a letter at the end. */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, Math.max(0, most)).replace(/[\ud800-\udbff]$/, '');
}
