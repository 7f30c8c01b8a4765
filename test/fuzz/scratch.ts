import * as fs from 'node:fs';
import * as path from 'node:path';
import { workerData } from 'node:worker_threads';

/** Where a worker's targets may write. It is its temporary folder; its home and its data folder lie in it. */
export function scratch(): string {
  return (workerData as { scratch: string }).scratch;
}

/** A folder for a target's files, which is taken away when the fuzzing is over: a worker that hangs can't do it. */
export function scratchFolder(name: string): string {
  const folder = path.join(scratch(), name);
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** All that lies in the scratch, by path relative to it, with what changes where one of them is written; and what lies beside the scratch. */
export function lookAround(): Map<string, string> {
  const folder = scratch();
  const inside = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const file = path.join(entry.parentPath, entry.name);
    const { size, mtimeMs, ino } = fs.lstatSync(file);
    return [path.relative(folder, file), entry.isDirectory() ? 'folder' : `${size} ${mtimeMs} ${ino}`];
  });
  const beside = fs.readdirSync(path.dirname(folder)).map((name): [string, string] => [path.join('..', name), '']);
  return new Map([...inside, ...beside]);
}
