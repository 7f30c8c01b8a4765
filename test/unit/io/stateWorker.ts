// A process of its own that writes to a state file; built and started by stateStore.processes.test.ts.
import { appendFileSync, writeFileSync } from 'node:fs';
import { ok } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { createStateStore } from '../../../src/io/stateStore';

const EDITED_BY_HAND = '{\n  "tasks": { "HAND--T01": { "status": "blocked" } }\n}\n';

const [path = '', logPath = '', name = '', count = '1', fate = ''] = process.argv.slice(2);
/** Dies once the file is replaced; somebody may have edited it right before. */
const rename: Files['rename'] = async (from, to) => {
  if (fate === 'die while it is edited') writeFileSync(path, EDITED_BY_HAND);
  await NODE_FILES.rename(from, to);
  process.kill(process.pid, 'SIGKILL');
};
const files = fate.startsWith('die w') ? { ...NODE_FILES, rename } : NODE_FILES;
const store = createStateStore({ path, settings: DEFAULT_SETTINGS, command: `worker ${name}`, lockWaitMs: 30_000, files });

async function main(): Promise<void> {
  for (let i = 0; i < Number(count); i++) {
    const item = `${name}-${i}`;
    appendFileSync(logPath, `begin ${item}\n`);
    const result = await store.update((state) => {
      if (fate === 'stop') process.kill(process.pid, 'SIGSTOP');
      if (fate === 'die') process.kill(process.pid, 'SIGKILL');
      const done = state.entries.get('SHARED--T01')?.acsCompleted ?? [];
      const set = { status: 'in-progress', acs_completed: [...done, item] };
      return ok({ taskId: 'SHARED--T01', set, lastUpdated: '2025-10-01T12:00:00Z' });
    }, `ac-done ${item}`);
    appendFileSync(logPath, result.ok ? `done ${item}\n` : `refused ${item} ${result.error.code} ${result.error.message}\n`);
  }
}

void main();
