// A process that edits the state file by hand, without a lock, as an editor does: it opens the file, a person types,
// it looks whether the file is still the one it opened, and writes into it. Forked by race.test.ts.
import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { statePathOf } from './backlog';
import type { HandJob } from './jobs';

async function work({ root, logPath, edits }: HandJob): Promise<void> {
  const path = statePathOf(root);
  for (let edit = 0; edit < edits; ) {
    const outcome = await tryEdit(path, edit);
    if (outcome === 'not yet') continue;
    appendFileSync(logPath, `${outcome} ${edit}\n`);
    // Whoever sees that the file was replaced below the editor's feet makes the edit again.
    if (outcome === 'edited') edit++;
    await pause(Math.random() * 20);
  }
}

async function tryEdit(path: string, edit: number): Promise<'edited' | 'noticed' | 'not yet'> {
  const fd = openSync(path, 'r+');
  try {
    const before = readAll(fd);
    const state = parsed(before);
    if (!state) return 'not yet';
    if (state.by_hand?.includes(edit)) return 'edited';
    const after = `${JSON.stringify({ ...state, by_hand: [...(state.by_hand ?? []), edit] }, null, 2)}\n`;
    await pause(Math.random() * 4);
    if (statSync(path).ino !== fstatSync(fd).ino || readFileSync(path, 'utf8') !== before) return 'not yet';
    writeSync(fd, after, 0);
    ftruncateSync(fd, Buffer.byteLength(after));
    return statSync(path).ino === fstatSync(fd).ino ? 'edited' : 'noticed';
  } finally {
    closeSync(fd);
  }
}

function readAll(fd: number): string {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  return bytes.toString('utf8', 0, readSync(fd, bytes, 0, bytes.length, 0));
}

function parsed(text: string): { by_hand?: number[] } | undefined {
  try {
    return JSON.parse(text) as { by_hand?: number[] };
  } catch {
    return undefined;
  }
}

process.on('message', (job: HandJob) => {
  void work(job).then(() => process.send?.('finished'));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
