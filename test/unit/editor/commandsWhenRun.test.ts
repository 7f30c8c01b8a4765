import assert from 'node:assert/strict';
import { commandsWhenRun, WHEN_RUN } from '../../../src/editor/commands/commandsWhenRun';
import { COMMANDS } from '../../../src/editor/ids';

describe('commands that are loaded when they are run', () => {
  it('are loaded by the first that is run, and once', async () => {
    let loads = 0;
    const [refresh, log] = commandsWhenRun([COMMANDS.refresh, COMMANDS.showLog], () => {
      loads++;
      return Promise.resolve([{ id: COMMANDS.refresh, run: (argument) => `refreshed ${String(argument)}` }]);
    });
    assert.equal(loads, 0);
    assert.equal(await refresh?.run('a'), 'refreshed a');
    await assert.rejects(() => Promise.resolve(log?.run()), /showLog is not among the commands/);
    assert.equal(loads, 1);
  });

  it('are named once', () => {
    const ids = Object.values(WHEN_RUN).flat();
    assert.equal(new Set(ids).size, ids.length);
  });
});
