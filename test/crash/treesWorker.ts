// A process that starts tasks in working trees of their own and cleans up after them, as batches do. Forked by trees.test.ts.
import { appendFileSync } from 'node:fs';
import { claimMessage } from '../../src/core/delegate/commitMessages';
import type { Refusal } from '../../src/core/ports';
import { ok, type Result } from '../../src/core/result';
import { branchFor, DEFAULT_SETTINGS } from '../../src/core/settings';
import { claimPatch } from '../../src/core/state/claim';
import { createWorld } from '../../src/io/world';
import type { TreesJob } from './jobs';

async function work({ root, data, logPath, taskIds }: TreesJob): Promise<void> {
  const note = (line: string): void => appendFileSync(logPath, `${line.replaceAll('\n', ' ')}\n`);
  const complain = (text: string): void => note(`warned ${text}`);
  const world = createWorld({
    root,
    settings: () => DEFAULT_SETTINGS,
    trusted: () => true,
    by: `worker ${process.pid}`,
    log: { info: () => undefined, warn: complain, error: complain },
    dataFolder: data,
  });
  for (const [index, taskId] of taskIds.entries()) {
    note(`begin ${taskId}`);
    const result = await startAndCleanUp(world, taskId, index % 2 === 0);
    note(result.ok ? `done ${taskId}` : `refused ${taskId} ${result.error.code} ${result.error.message}`);
  }
}

/** Makes the working tree, claims and commits there, and takes it back, or removes it as work that was squashed. */
async function startAndCleanUp({ trees }: ReturnType<typeof createWorld>, taskId: string, isTakenBack: boolean): Promise<Result<unknown, Refusal>> {
  const added = await trees.add({ taskId, branch: branchFor(taskId, DEFAULT_SETTINGS), from: 'main' });
  if (!added.ok) return added;
  const { git, store, snapshot } = trees.place(added.value.root);
  const view = (await snapshot()).tasks.find(({ task }) => task.id === taskId);
  const patch = view && claimPatch(view, new Date());
  if (!patch?.ok) throw new Error(`${taskId} can't be claimed`);
  const claimed = await store.update(() => ok(patch.value), `start ${taskId}`);
  if (!claimed.ok) return claimed;
  const committed = await git.commit(claimMessage(taskId), [DEFAULT_SETTINGS.statePath]);
  if (!committed.ok) return committed;
  const { commit } = committed.value;
  return isTakenBack ? trees.takeBack(added.value, commit) : trees.remove(added.value.top, { base: 'main', hasLanded: true, commit });
}

process.on('message', (job: TreesJob) => {
  void work(job).then(() => process.send?.('finished'));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
