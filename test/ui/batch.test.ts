import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { smallBacklog, STATE } from './support/sample';
import { startBatch } from './support/startBatch';
import { useEditor } from './support/useEditor';

const parallel = (task_id: string, more: Record<string, unknown> = {}) => ({ task_id, parallel: true, conflicts_with: [], file_scope: [`src/${task_id.charAt(0).toLowerCase()}/**`], ...more });
const TASKS = [
  parallel('A--T01', { title: 'Hash the content of each entry' }),
  parallel('B--T01', { title: 'Read the bank statement' }),
  parallel('C--T01', { title: 'Show the balance', est: { size: 'L' } }),
  parallel('D--T01', { title: 'Sign the hashes', conflicts_with: ['A--T01'] }),
  parallel('E--T01', { title: 'Export the ledger', depends_on_tasks: ['B--T01'] }),
];
const SETTINGS = { 'orchestrator.agents.default': 'claude', 'orchestrator.agents.previewPrompt': 'never' };
/** Keeps the prompt, and works until it is told to end. */
const AGENT = '#!/bin/sh\nprintf %s "$*" > "$(git rev-parse --git-dir)/prompt"\nwhile [ ! -e "$(git rev-parse --git-dir)/end" ]; do sleep 0.1; done\n';

describe('parallel batches', () => {
  const editor = useEditor();

  it('are chosen, started each in a worktree, shown live, reported and cleaned up', async function () {
    this.timeout(300_000);
    editor().standIn('claude', AGENT);
    const folder = editor().newFolder(smallBacklog(TASKS), true, 'ledgerline');
    const tree = (id: string) => path.join(path.dirname(folder), 'ledgerline.worktrees', id);
    const write = (id: string, file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(tree(id), file)), { recursive: true });
      writeFileSync(path.join(tree(id), file), text);
    };
    const bench = await editor().open(folder, { settings: SETTINGS, viewport: { width: 1280, height: 800 } });
    await bench.openContainer('Orchestrator');
    const tasks = await bench.tree('Tasks');
    await tasks.row(/^Phase 1/);

    await bench.runCommand('Orchestrator: Start Parallel Batch…');
    await bench.quickPick.pick('Slice 1.1');
    await until('the tasks of the batch', async () => /3 tasks, about 1 h in place of 2 h/.test(await bench.quickPick.title()));
    const rows = await bench.quickPick.rows();
    assert.deepEqual(rows.map(({ label }) => label).filter(Boolean), ['B--T01', 'C--T01', 'A--T01', 'D--T01']);
    assert.match(rows.find(({ label }) => label === 'D--T01')?.detail ?? '', /^Conflicts with A--T01/);
    await bench.screenshot('batch-tasks');
    await bench.quickPick.accept();
    await until('the ways', async () => /How do the 3 tasks run/.test(await bench.quickPick.title()));
    await bench.screenshot('batch-way');
    await bench.quickPick.accept();
    const question = await bench.dialog();
    assert.match(question.text, /each in a worktree of its own/);
    for (const words of ['A--T01 on feat/A--T01', '../ledgerline.worktrees', 'Claude Code is launched in each', 'Nothing was changed yet.']) assert.ok(question.text.includes(words), question.text);
    await bench.screenshot('batch-question');
    await bench.answerDialog('Start Batch');
    await bench.notification(/Batch of Slice 1\.1: 3 tasks started\. 3 agents launched \(B--T01, C--T01, A--T01\)/);
    for (const id of ['A--T01', 'B--T01', 'C--T01']) {
      assert.equal(editor().git(tree(id), 'log', '-1', '--format=%s'), `chore(${id}): initialize task state`);
      const prompt = path.resolve(tree(id), editor().git(tree(id), 'rev-parse', '--git-dir'), 'prompt');
      await until(`the agent of ${id}`, () => existsSync(prompt) && readFileSync(prompt, 'utf8').includes('Read the file'));
    }
    assert.equal(editor().git(folder, 'branch', '--show-current'), 'main');
    await bench.statusItem(/3\/3/);

    await tasks.row('Agents at work');
    await tasks.row(/^Agent of C--T01, in progress, 0 of 1 criteria done/);
    write('A--T01', 'src/a/hash.ts', 'export {};\n');
    write('A--T01', 'src/shared/bytes.ts', 'export {};\n');
    write('B--T01', 'src/shared/bytes.ts', 'export const b = 1;\n');
    writeFileSync(path.join(tree('C--T01'), STATE), readFileSync(path.join(tree('C--T01'), STATE), 'utf8').replace('"acs_completed": []', '"acs_completed": ["C--T01-AC01"]'));
    await tasks.row(/^Agent of A--T01.*1 outside scope, shares 1 file with B--T01/);
    await tasks.row(/^Agent of C--T01, in progress, 1 of 1 criteria done/);
    // It comes last, and moves the rows below it.
    await tasks.row(/Done, still open/);
    await tasks.expand(/^Agent of A--T01/);
    await tasks.row(/^warning: src\/shared\/bytes\.ts, also changed by B--T01, outside scope/);
    await bench.page.locator('.notification-toast .codicon-notifications-clear').first().click().catch(() => undefined);
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
      await bench.setTheme(theme);
      await bench.page.waitForTimeout(500);
      await bench.screenshot(`batch-tree-${theme}`);
    }
    assert.deepEqual((await tasks.contextMenu(/^Agent of A--T01/)).filter((item) => /Worktree|Launch|Report|Reveal/.test(item)), [
      'Launch Implementer Again', 'Reveal Task in Tree…', 'Show Changes of Worktree…', 'Open Worktree in New Window…', 'Show Batch Report…', 'Clean Up Worktrees…', 'Copy Worktree Path…',
    ]);
    await bench.page.keyboard.press('Escape');
    await tasks.click(/^warning: src\/shared\/bytes\.ts/);
    await until('the changed file', async () => (await bench.editors(true)).some((name) => name.includes('bytes.ts')) && (await bench.editorText()).includes('export'));

    await bench.runCommand('Orchestrator: Show Batch Report…');
    await until('the report', async () => (await bench.editors(true)).some((name) => name.includes('report.md')));
    await until('its text', async () => (await bench.editorText()).includes('A--T01: Hash the content'));
    await bench.screenshot('batch-report');

    for (const id of ['A--T01', 'B--T01', 'C--T01']) writeFileSync(path.resolve(tree(id), editor().git(tree(id), 'rev-parse', '--git-dir'), 'end'), '');
    await bench.notification(/All agents of the batch of Slice 1\.1 \(3 tasks\) have ended/);
    editor().git(tree('A--T01'), 'add', '--all');
    editor().git(tree('A--T01'), 'commit', '--quiet', '--message', 'feat(A--T01): hash the content');
    editor().git(folder, 'merge', '--quiet', '--no-ff', '--message', 'Merge A--T01', 'feat/A--T01');
    await bench.runCommand('Orchestrator: Clean Up Worktrees…');
    await until('what may go', async () => /Clean up worktrees: 1 of 3, [\d.]+ KB/.test(await bench.quickPick.title()));
    await bench.screenshot('batch-clean-up');
    assert.ok((await bench.quickPick.rows()).some(({ label, description }) => label === 'B--T01' && /not committed|uncommitted/.test(description)), JSON.stringify(await bench.quickPick.rows()));
    await bench.quickPick.accept();
    await bench.answerDialog('Remove');
    await bench.notification(/1 worktree removed/);
    assert.deepEqual([existsSync(tree('A--T01')), existsSync(tree('B--T01'))], [false, true]);
    assert.equal(editor().git(folder, 'branch', '--list', 'feat/A--T01'), '');
  });

  it('say why there is none, and what runs instead', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const bench = await editor().open(folder, { settings: SETTINGS });
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/^Phase 1/);
    await bench.runCommand('Orchestrator: Start Parallel Batch…');
    await bench.quickPick.pick('Slice 1.1');
    const { buttons } = await bench.notification(/No parallel batch of Slice 1\.1: 2 open tasks lack parallel metadata \(A--T01, B--T01\)/);
    assert.deepEqual(buttons, ['Start Next Task']);
  });

  it('can be started beside what runs alone by a person who judges so, and not before the gates were told', async () => {
    editor().standIn('claude', AGENT);
    const high = parallel('R--T01', { title: 'Post entries', risk: 'High' });
    const folder = editor().newFolder(smallBacklog([high, ...TASKS.slice(0, 2)], { 'R--T01': { status: 'in-progress' } }));
    const bench = await editor().open(folder, { settings: { ...SETTINGS, 'orchestrator.gateSeverity': { 'BLOCKED::HIGH-RISK-MOSTLY-STARTED': 'off' } } });
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/^Phase 1/);
    await bench.runCommand('Orchestrator: Start Parallel Batch…');
    await bench.quickPick.pick('Slice 1.1');
    await until('the reason', async () => /R--T01 runs alone, since its risk is High\./.test(await bench.quickPick.message()));
    assert.deepEqual((await bench.quickPick.rows()).map(({ label, detail }) => [label, detail]).filter(([label]) => label), ['A--T01', 'B--T01'].map((id) => [id, 'R--T01 runs alone, since its risk is High.']));
    await bench.screenshot('batch-beside-high');
    for (const id of ['A--T01', 'B--T01']) await bench.quickPick.pick(id);
    await until('two tasks', async () => /2 tasks/.test(await bench.quickPick.title()));
    await bench.quickPick.accept();
    await until('the ways', async () => /How do the 2 tasks run/.test(await bench.quickPick.title()));
    await bench.quickPick.accept();
    await bench.answerNotification(/BLOCKED::BATCH-HIGH-RISK::R--T01: R--T01 is High risk, which runs alone; it is under way/, 'Start Anyway');
    assert.match((await bench.dialog()).text, /R--T01 is High risk, which runs alone; it is under way/);
    await bench.answerDialog('Start Batch');
    await bench.notification(/2 tasks started/);
  });

  it('are undone while nothing was built on them', async () => {
    editor().standIn('claude', AGENT);
    const folder = editor().newFolder(smallBacklog(TASKS));
    const bench = await editor().open(folder, { settings: SETTINGS });
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/^Phase 1/);
    await startBatch(bench);
    await bench.answerNotification(/3 agents launched/, 'Undo');
    const { text } = await bench.dialog();
    assert.match(text, /Agents that run in terminals are ended \(B--T01, C--T01, A--T01\)/);
    await bench.answerDialog('Undo Batch Start');
    await until('the branches to go', () => editor().git(folder, 'branch', '--list', 'feat/*') === '');
    assert.equal(editor().git(folder, 'worktree', 'list').split('\n').length, 1);
  });

  it('leave the prompt of a chat for the window of its worktree, which takes it once', async function () {
    this.timeout(180_000);
    const folder = editor().newFolder(smallBacklog(TASKS), true, 'ledgerline');
    const settings = { 'orchestrator.agents.default': 'chat', 'orchestrator.agents.chat.model': { vendor: 'scripted' }, 'orchestrator.agents.previewPrompt': 'never' };
    const bench = await editor().open(folder, { settings });
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/^Phase 1/);
    const asked = bench.execute('orchestrator.startParallelBatch', { taskIds: ['A--T01', 'B--T01'], of: 'Slice 1.1' });
    await until('the tasks of the batch', async () => /2 tasks/.test(await bench.quickPick.title()));
    await bench.quickPick.accept();
    await until('the ways', async () => /How do the 2 tasks run/.test(await bench.quickPick.title()));
    await bench.quickPick.accept();
    assert.match((await bench.dialog()).text, /each worktree opens in a window of its own, where the prompt waits/);
    await bench.answerDialog('Start Batch');
    await bench.notification(/The prompts of A--T01, B--T01 wait in windows of their worktrees/);
    await asked.catch(() => undefined);
    const tree = path.join(path.dirname(folder), 'ledgerline.worktrees', 'A--T01');
    const there = await editor().open(tree, { settings });
    await there.notification(/A--T01 is worked on in this window\. The prompt is in the input of the chat/);
    const again = await editor().open(tree, { settings });
    await again.openContainer('Orchestrator');
    await (await again.tree('Tasks')).row(/A--T01.*in progress/);
    assert.deepEqual((await again.notifications()).filter(({ text }) => text.includes('worked on in this window')), []);
  });
});
