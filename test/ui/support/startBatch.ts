import { until } from '../../support/until';
import type { Workbench } from './workbench';

/** Starts the three tasks of slice 1.1 that can run side by side, an agent for each. */
export async function startBatch(bench: Workbench): Promise<void> {
  await bench.runCommand('Orchestrator: Start Parallel Batch…');
  await bench.quickPick.pick('Slice 1.1');
  await until('the tasks of the batch', async () => /3 tasks/.test(await bench.quickPick.title()));
  await bench.quickPick.accept();
  await until('the ways', async () => /How do the 3 tasks run/.test(await bench.quickPick.title()));
  await bench.quickPick.accept();
  await bench.answerDialog('Start Batch');
}
