import type { Paint } from '../core/paint';

/** Colours only on a terminal that can, and only where the person has not set `NO_COLOR`. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): Paint {
  const isOn = stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const colour = (code: number) => (text: string) => (isOn && text ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { strong: colour(1), faint: colour(2), good: colour(32), warn: colour(33), bad: colour(31) };
}
