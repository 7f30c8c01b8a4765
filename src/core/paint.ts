/** Emphasis of a text: colours on a terminal, nothing elsewhere. */
export interface Paint {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

const same = (text: string): string => text;

/** No emphasis: for models, files and pipes. */
export const PLAIN: Paint = { strong: same, faint: same, good: same, warn: same, bad: same };
