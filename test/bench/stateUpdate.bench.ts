import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createStateStore } from '../../src/io/stateStore';
import { FIGURES } from './figures';
import { ratioOf, ratioRow, type Bench } from './measure';

const ENTRIES = 10_000;
const ROUNDS = 40;

/**
 * One durable update among 10 000 entries, with its backup and its note in the undo journal, against reading, parsing,
 * serialising, writing and fsync-ing the same file (DESIGN section 8).
 */
export const bench: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'state-bench-'));
  try {
    const [path, plainPath] = [join(folder, 'task-state.json'), join(folder, 'plain.json')];
    const text = stateText();
    writeFileSync(path, text);
    writeFileSync(plainPath, text);
    const store = createStateStore({ path, settings: DEFAULT_SETTINGS, dataFolder: join(folder, 'data') });
    let round = 0;
    const update = async () => {
      const taskId = `CAPABILITY_${(round++ * 677) % ENTRIES}--T01`;
      const lastUpdated = new Date().toISOString();
      const result = await store.update(() => ({ ok: true, value: { taskId, set: { status: 'blocked' }, lastUpdated } }), 'bench');
      if (!result.ok) throw new Error(result.error.message);
    };
    const ratio = await ratioOf(ROUNDS, () => rewrite(plainPath), update);
    return [ratioRow(FIGURES.stateUpdate, ratio, `${(text.length / 1e6).toFixed(1)} MB`)];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

function rewrite(path: string): void {
  const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), null, 2);
  const fd = openSync(path, 'r+');
  writeSync(fd, text);
  fsyncSync(fd);
  closeSync(fd);
}

function stateText(): string {
  const tasks: Record<string, unknown> = {};
  for (let i = 0; i < ENTRIES; i++) {
    const id = `CAPABILITY_${i}`;
    tasks[`${id}--T01`] = {
      status: i % 3 === 0 ? 'completed' : 'in-progress',
      started_at: '2025-09-28T09:00:00Z',
      acs_completed: [`${id}-AC01`, `${id}-AC02`],
      notes: 'All tests passing',
    };
  }
  return `${JSON.stringify({ manifest_hash: '4332', last_updated: '2025-09-28T10:30:00Z', tasks }, null, 2)}\n`;
}
