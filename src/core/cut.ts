/** Letters that are read at a glance. */
const MOST = 300;

/** A text cut to what a person reads at a glance; halves of letters are not left over. */
export function cut(text: string, most = MOST): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
