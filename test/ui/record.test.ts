import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleFiles, STATE } from './support/sample';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';

const TASK = 'LEDGER_SCHEMA--T01';
/** Its row among the tasks: what needs attention may name it too. */
const ROW = new RegExp(`^${TASK},`);

describe('recording in the editor', () => {
  const editor = useEditor();

  it('ticks criteria by mouse and keyboard, blocks with a reason, and takes the last change back', async () => {
    const folder = editor().newFolder(sampleFiles());
    const bench = await editor().open(folder);
    const text = () => readFileSync(path.join(folder, STATE), 'utf8');
    const entry = () => (JSON.parse(text()) as { tasks: Record<string, { status: string; acs_completed: string[]; acs_remaining: string[]; blocked_reason?: string }> }).tasks[TASK];
    const recorded = (...ids: string[]) => until(`${ids.join()} in the state file`, () => ids.every((id) => entry()?.acs_completed.includes(`LEDGER_SCHEMA-${id}`)));
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    for (const row of [/^Phase 1/, /^Slice 1\.1/, ROW]) await tree.expand(row);
    assert.deepEqual([(await tree.row(/AC03/)).checked, (await tree.row(/AC04/)).checked, (await tree.row(/AC05/)).checked], [true, false, false]);

    await tree.toggle(/AC04/);
    await recorded('AC04');
    await bench.statusItem(new RegExp(`${TASK} 4/5`));
    await until('the row to say so', async () => (await tree.row(/AC04.*, done(,|$)/)).checked === true);
    await bench.statusItem(/LEDGER_SCHEMA-AC04 is recorded as done.*Undo/);

    await tree.click(/AC05/);
    await bench.page.keyboard.press('Space');
    await recorded('AC04', 'AC05');
    await until('the row to say so', async () => (await tree.row(/AC05.*, done(,|$)/)).checked === true);
    await bench.statusItem(new RegExp(`${TASK} 5/5`));
    assert.deepEqual(entry()?.acs_remaining, []);

    for (const theme of ['dark', 'light', 'high-contrast'] as const) {
      await bench.setTheme(theme);
      await bench.screenshot(`record-tree-${theme}`);
      await tree.contextMenu(ROW);
      await bench.screenshot(`record-menu-${theme}`);
      await bench.page.keyboard.press('Escape');
    }
    const before = text();
    await tree.contextAction(ROW, 'Block Task…');
    await bench.quickPick.opened();
    await bench.quickPick.accept();
    await until('the box to ask for a word', async () => /at least a word/.test(await bench.quickPick.message()));
    await bench.quickPick.type('The bank’s sandbox is down');
    await bench.screenshot('record-block');
    await bench.quickPick.accept();
    await tree.row(new RegExp(`^${TASK},.*blocked: The bank’s sandbox is down`));
    assert.equal(entry()?.blocked_reason, 'The bank’s sandbox is down');
    assert.equal((await tree.row(/AC05/)).checked, undefined, 'a task that is blocked has nothing to tick');
    await bench.statusItem(/0\/3/);

    await bench.clickStatusItem(/blocked.*Undo/i);
    assert.match((await bench.dialog()).text, /Undo the last change\?[^]*Block Task: LEDGER_SCHEMA--T01/);
    await bench.screenshot('record-undo');
    await bench.answerDialog('Undo');
    await tree.row(new RegExp(`${TASK}.*in progress`));
    assert.equal(text(), before, 'to the byte');
  });
});
