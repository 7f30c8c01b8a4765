// Keeps the logs of a failed test where a person finds them.
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Copies log files that are not empty into a folder, with flat names that tell where each came from. */
export function keepLogs(files, folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    try {
      if (statSync(file).size > 0) {
        copyFileSync(file, path.join(folder, file.split(path.sep).slice(-3).join('-')));
      }
    } catch {
      // A log that vanished meanwhile: its window has been closed.
    }
  }
}
