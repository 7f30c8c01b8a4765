/** Characters that JSON may hold bare and a terminal may act on: C1 controls, DEL, direction overrides. */
const BARE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A value as the JSON that goes to standard output: indented by two, safe on a terminal, the same when parsed. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(BARE, (bare) => `\\u${bare.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes to standard output, with a final newline. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Writes one line to standard error, without control characters. */
export function complain(message: string): void {
   
  process.stderr.write(`vtm: ${message.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ')}\n`);
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
