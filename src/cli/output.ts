import { escapeOf, visible } from '../core/pulse/visible';

/** Characters that JSON may hold bare and a terminal may act on, or show as nothing: C1 controls, DEL, direction overrides, tags. */
const BARE = /[\u{7f}-\u{9f}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0000}-\u{e007f}]/gu;

/** A value as the JSON that goes to standard output: indented by two, safe on a terminal, the same when parsed. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(BARE, escapeOf);
}

/** Writes to standard output, with a final newline. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** As much of a complaint as a person still reads. */
const MOST_LETTERS = 1_900;

/** Writes one line to standard error, which hides nothing. */
export function complain(message: string): void {
  process.stderr.write(`vtm: ${visible(message, MOST_LETTERS)}\n`);
}

/** A reader that went away (`vtm --status | head -1`) is no error; anything else that can't be written is one. */
export function watchStandardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      complain(`the answer could not be written: ${error.message}`);
      process.exitCode = 1;
    }
  });
  process.stderr.on('error', () => undefined);
}
