import { escapeHidden } from '../core/hidden';
import { visible } from '../core/pulse/visible';

/** A value as the JSON that goes to standard output: indented by two, safe on a terminal, the same when parsed. */
export function jsonText(value: unknown): string {
  return escapeHidden(JSON.stringify(value, null, 2), { keeps: '\n' });
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
