import * as fs from 'node:fs';
import * as path from 'node:path';
import { workerData } from 'node:worker_threads';

/** A folder for a target's files, which is taken away when the fuzzing is over: a worker that hangs can't do it. */
export function scratchFolder(name: string): string {
  const folder = path.join((workerData as { scratch: string }).scratch, name);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}
