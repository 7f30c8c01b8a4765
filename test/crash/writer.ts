// A process that records criteria as an agent does: through the operation, on the real world. Forked by race.test.ts.
import { appendFileSync } from 'node:fs';
import { acDone } from '../../src/core/operations/acDone';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createWorld } from '../../src/io/world';
import { taskOf } from './backlog';
import type { WriterJob } from './jobs';

async function work({ root, data, logPath, marks, retries }: WriterJob): Promise<void> {
  const note = (line: string): void => appendFileSync(logPath, `${line.replaceAll('\n', ' ')}\n`);
  const world = createWorld({
    root,
    settings: () => DEFAULT_SETTINGS,
    // git has no part in this, and a process for every update would leave the store little to do.
    trusted: () => false,
    by: `writer ${process.pid}`,
    log: { info: () => undefined, warn: (text) => note(`warned ${text}`), error: (text) => note(`warned ${text}`) },
    dataFolder: data,
  });
  for (const mark of marks) {
    note(`begin ${mark}`);
    for (let left = retries; ; left--) {
      const result = await acDone.run(world, { task: taskOf(mark), criteria: [mark] });
      note(result.ok ? `done ${mark}` : `refused ${mark} ${result.error.code} ${result.error.message}`);
      if (result.ok || left === 0) break;
    }
  }
}

process.on('message', (job: WriterJob) => {
  void work(job).then(() => process.send?.('finished'));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
