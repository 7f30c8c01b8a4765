import { appendFile } from 'node:fs/promises';
import * as path from 'node:path';
import { NODE_FILES } from '../files';
import { makeFolders } from '../makeFolders';
import { readBytes } from '../textFile';

const HEADING = '# Implementation Orchestrator: worktrees of tasks, and what is linked into them';

/** Nobody writes so much by hand. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Has git ignore a path in all working trees of the repository, without a change to a file that is committed: in
 * `info/exclude`. A pattern that is there stays as it is.
 *
 * @param below relative to the top, with forward slashes; with one at its end only a folder is meant, and a link is none
 * @throws the system's error
 */
export async function exclude(commonDir: string, below: string): Promise<void> {
  const file = path.join(commonDir, 'info', 'exclude');
  const pattern = `/${below.replace(/[\\*?[]/g, '\\$&').replace(/ (?= *$)/g, '\\ ')}`;
  await makeFolders(path.dirname(file), NODE_FILES);
  const read = await readBytes(file, MOST_BYTES);
  if (read.kind === 'unreadable') throw new Error(read.message);
  const text = read.kind === 'bytes' ? read.bytes.toString('utf8') : '';
  const lines = text.split(/\r?\n/);
  if (lines.includes(pattern)) return;
  const begin = text === '' || text.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${begin}${lines.includes(HEADING) ? '' : `${HEADING}\n`}${pattern}\n`);
}
