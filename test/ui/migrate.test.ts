import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { MANIFEST, smallBacklog, STATE } from './support/sample';
import { useEditor } from './support/useEditor';

const OLD = [
  { task_id: 'BANK--T01', capability_id: 'BANK', title: 'Import bank statements' },
  { task_id: 'CLOSE--T01', capability_id: 'CLOSE', title: 'Close the month', acceptance_criteria: [{ id: 'CLOSE-AC01', text: 'All entries are posted' }, { id: 'CLOSE-AC02', text: 'Totals agree' }] },
  { task_id: 'MAIL--T01', capability_id: 'MAIL', title: 'Send reminders' },
];
const NEW = [
  { ...OLD[0], task_id: 'BANK--T02', title: 'Import the bank statements', acceptance_criteria: [{ id: 'BANK--T01-AC01', text: 'It holds' }] },
  { ...OLD[1], task_id: 'CLOSE--T01', acceptance_criteria: [{ id: 'CLOSE-AC01', text: 'Totals agree' }, { id: 'CLOSE-AC02', text: 'All entries are posted' }] },
  { task_id: 'REPORT--T01', capability_id: 'REPORT', title: 'Show the balance' },
];
const RECORDS = {
  'BANK--T01': { status: 'in-progress', started_at: '2026-01-02T03:04:05Z', acs_completed: [] },
  'CLOSE--T01': { status: 'in-progress', started_at: '2026-01-02T03:04:05Z', acs_completed: ['CLOSE-AC01'] },
  'MAIL--T01': { status: 'completed', acs_completed: ['MAIL--T01-AC01'] },
};

describe('a manifest that was made anew', () => {
  const editor = useEditor();

  it('is compared, migrated with a preview, and taken back to the byte', async () => {
    const files = (tasks: Parameters<typeof smallBacklog>[0]) => smallBacklog(tasks, RECORDS);
    const hashed = (text: string | undefined, hash: string) => (text ?? '').replace('"status": "OK"', `"status": "OK",\n  "manifest_hash": "${hash}"`);
    const old = files(OLD);
    const state = (old[STATE] ?? '').replace('{', '{\n  "manifest_hash": "aaaaaaa1",');
    const folder = editor().newFolder({ ...old, [MANIFEST]: hashed(old[MANIFEST], 'aaaaaaa1'), [STATE]: state }, true, 'ledger');
    writeFileSync(path.join(folder, MANIFEST), hashed(files(NEW)[MANIFEST], 'bbbbbbb2'));
    editor().git(folder, 'commit', '--quiet', '--all', '--message=docs: make the manifest anew');
    const bench = await editor().open(folder);
    const text = () => readFileSync(path.join(folder, STATE), 'utf8');
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.expand(/^Phase 1/);

    await bench.runCommand('Orchestrator: Show Manifest Changes');
    await until('the comparison', async () => (await bench.editors()).some((name) => /1 added, 1 removed, 1 renamed, 1 changed/.test(name)));
    await bench.screenshot('migrate-changes');

    await bench.runCommand('Orchestrator: Migrate Task State…');
    await bench.quickPick.opened();
    await until('the steps', async () => (await bench.quickPick.rows()).some(({ label }) => label === 'Archive MAIL--T01'));
    assert.match(await bench.quickPick.title(), /1 of 2/);
    const rows = (await bench.quickPick.rows()).map(({ label }) => label);
    for (const wanted of ['Rename BANK--T01 to BANK--T02', 'Carry the criteria of CLOSE--T01 over', 'Archive MAIL--T01']) assert.ok(rows.includes(wanted), `${wanted} in ${rows.join(' | ')}`);
    for (const theme of ['dark', 'light', 'high-contrast'] as const) {
      await bench.setTheme(theme);
      await bench.screenshot(`migrate-steps-${theme}`);
    }
    await bench.quickPick.accept();
    await until('the review', async () => /2 of 2/.test(await bench.quickPick.title()));
    await until('the change of the file', async () => (await bench.editors()).some((name) => /now ↔ migrated/.test(name)));
    await bench.screenshot('migrate-review');
    assert.equal(text(), state, 'nothing is written before the person says so');
    await bench.quickPick.accept();
    await bench.notification(/Migrated: 1 renamed, 1 with criteria carried over, 1 archived/);
    await tree.row(/BANK--T02.*in progress/i);
    await bench.screenshot('migrate-done');
    const after = JSON.parse(text()) as { manifest_hash: string; tasks: Record<string, { acs_completed: string[] }>; archived: object };
    assert.deepEqual([after.manifest_hash, Object.keys(after.tasks), after.tasks['CLOSE--T01']?.acs_completed, after.archived], [
      'bbbbbbb2',
      ['BANK--T02', 'CLOSE--T01'],
      ['CLOSE-AC02'],
      { 'MAIL--T01': RECORDS['MAIL--T01'] },
    ]);

    await bench.answerNotification(/Migrated/, 'Undo');
    await until('the state as it was', () => text() === state);

    await bench.runCommand('Orchestrator: Re-baseline Task State…');
    assert.match((await bench.dialog()).text, /Re-baseline the task state\?[^]*aaaaaaa1 -> bbbbbbb2/);
    await bench.screenshot('migrate-rebaseline');
    await bench.answerDialog('Re-baseline');
    await until('the hash in the state file', () => text().includes('"manifest_hash": "bbbbbbb2"'));
    await bench.statusItem(/holds for today's manifest.*Undo/);
  });
});
