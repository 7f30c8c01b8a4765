import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createStateStore } from '../../src/io/stateStore';

const ENTRIES = 10_000;
const ROUNDS = 40;
const LIMIT = 2;

/**
 * One durable update among 10 000 entries, with its backup and its note in the undo journal, against reading, parsing,
 * serialising, writing and fsync-ing the same file (DESIGN section 8). The two alternate, and the lower quartiles are
 * compared, so that a busy machine disturbs neither more than the other.
 */
export async function run(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'state-bench-'));
  try {
    const [path, plainPath] = [join(folder, 'task-state.json'), join(folder, 'plain.json')];
    const text = stateText();
    writeFileSync(path, text);
    writeFileSync(plainPath, text);
    const store = createStateStore({ path, settings: DEFAULT_SETTINGS, dataFolder: join(folder, 'data') });
    const ours: number[] = [];
    const plain: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      plain.push(await timed(() => Promise.resolve(rewrite(plainPath))));
      ours.push(
        await timed(async () => {
          const id = `CAPABILITY_${(round * 677) % ENTRIES}--T01`;
          const lastUpdated = new Date().toISOString();
          const result = await store.update(() => ({ ok: true, value: { taskId: id, set: { status: 'blocked' }, lastUpdated } }), 'bench');
          if (!result.ok) throw new Error(result.error.message);
        }),
      );
    }
    const [mine, base] = [lowerQuartile(ours), lowerQuartile(plain)];
    return [
      `state update, 10 000 entries: ${(mine / base).toFixed(1)} x (at most ${LIMIT} x)`,
      `  ${mine.toFixed(1)} ms against ${base.toFixed(1)} ms, ${(text.length / 1e6).toFixed(1)} MB`,
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function lowerQuartile(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? NaN;
}

if (require.main === module) {
  void run().then((lines) => console.log(lines.join('\n')));
}
