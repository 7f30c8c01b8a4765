import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { MANIFEST, smallBacklog, STATE } from './support/sample';
import { startBatch } from './support/startBatch';
import { useEditor } from './support/useEditor';

const IDS = ['A--T01', 'B--T01', 'C--T01'];
const CRITERIA = ['AC01', 'AC02', 'AC03'];

const parallel = (task_id: string, more: Record<string, unknown> = {}) => ({
  task_id,
  parallel: true,
  conflicts_with: [],
  file_scope: [`src/${task_id.charAt(0).toLowerCase()}/**`],
  acceptance_criteria: CRITERIA.map((name) => ({ id: `${task_id}-${name}`, text: `${name} of ${task_id} holds` })),
  ...more,
});

/**
 * Stands in for an agent: waits until it is told to go on with a criterion, builds it, records it with `vtm` and commits
 * it, as all the others do at the same moment; then completes the task.
 */
const agent = (gates: string) => `#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' }).trim();
const vtm = (...args) => run(process.execPath, ${JSON.stringify(path.resolve('dist', 'vtm.js'))}, ...args);
const id = run('git', 'branch', '--show-current').replace('feat/', '');
const scope = 'src/' + id.charAt(0).toLowerCase();
const commit = (message) => { run('git', 'add', '--all'); run('git', 'commit', '--quiet', '--message', message); };
(async () => {
  for (const criterion of ${JSON.stringify(CRITERIA)}) {
    while (!fs.existsSync(${JSON.stringify(gates)} + '-' + criterion)) await new Promise((go) => setTimeout(go, 50));
    fs.mkdirSync(scope, { recursive: true });
    fs.writeFileSync(scope + '/' + criterion + '.ts', 'export {};\\n');
    vtm('ac-done', id, criterion);
    commit('feat(' + id + '): [' + criterion + ']');
  }
  vtm('complete', id);
  commit('chore(' + id + '): complete the task');
})().catch((error) => { console.error(error.stdout, error.stderr, error); process.exitCode = 1; });
`;

describe('a parallel batch, from its start to its clean-up', () => {
  const editor = useEditor();

  it('runs three agents that record at the same time, tells of them, merges without a conflict, and leaves nothing', async function () {
    this.timeout(300_000);
    const gates = path.join(editor().session.folder, `gate-${process.pid}`);
    editor().standIn('claude', agent(gates));
    const next = { task_id: 'D--T01', title: 'Sign what was hashed', depends_on_tasks: ['A--T01'], parallel: true, conflicts_with: [] };
    const folder = editor().newFolder(smallBacklog([...IDS.map((id) => parallel(id)), next]), true, 'ledgerline');
    const git = (...args: string[]): string => editor().git(folder, ...args);
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'claude', 'orchestrator.agents.previewPrompt': 'never' } });
    await bench.openContainer('Orchestrator');
    const tasks = await bench.tree('Tasks');
    await tasks.row(/^Phase 1/);

    await bench.runCommand('Orchestrator: Set Up Merging of Task State…');
    assert.match((await bench.dialog()).text, new RegExp(`\\+ /?${STATE} merge=`), 'what changes is shown before');
    await bench.answerDialog('Set Up');
    await bench.notification(/merges the task state task by task now/);
    git('add', '.gitattributes');
    git('commit', '--quiet', '--message', 'Merge the task state task by task');

    await startBatch(bench);
    await bench.notification(/3 agents launched/);
    assert.equal(git('worktree', 'list').split('\n').length, 4);
    const trees = IDS.map((id) => path.join(path.dirname(folder), 'ledgerline.worktrees', id));
    for (const tree of trees) assert.ok(existsSync(path.join(tree, MANIFEST)));

    for (const [index, criterion] of CRITERIA.entries()) {
      writeFileSync(`${gates}-${criterion}`, '');
      for (const id of IDS) await tasks.row(new RegExp(`^Agent of ${id}, .*${index + 1} of 3 criteria done`));
      if (index === 0) await bench.statusItem(/3\/3/);
    }
    await bench.notification(/The batch of Slice 1\.1 is done: 3 tasks completed|All agents of the batch of Slice 1\.1 \(3 tasks\) have ended/);
    for (const id of IDS) await tasks.row(new RegExp(`^Agent of ${id}, completed`));
    await until('the agents to end', () => IDS.every((id) => git('log', '-1', '--format=%s', `feat/${id}`) === `chore(${id}): complete the task`));
    for (const id of IDS) assert.equal(git('log', '--format=%s', `main..feat/${id}`).split('\n').length, 5, 'a claim, three criteria, a completion');

    for (const id of IDS) git('merge', '--quiet', '--no-ff', '--message', `Merge ${id}`, `feat/${id}`);
    assert.equal(git('status', '--porcelain'), '');
    const merged = JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, { status: string; acs_completed: string[] }>; merge_conflicts?: unknown };
    assert.deepEqual(
      Object.entries(merged.tasks).map(([id, { status, acs_completed }]) => [id, status, acs_completed.length]).sort(),
      IDS.map((id) => [id, 'completed', 3]),
    );

    await bench.statusItem(/0\/3/);
    await bench.runCommand('Orchestrator: Show Batch Report…');
    await until('the report', async () => (await bench.editors(true)).some((name) => name.includes('report.md')));
    const report = await until('its text', async () => /ACs satisfied[^]*9 of 9/i.test(await bench.editorText()) && bench.editorText());
    for (const id of IDS) assert.match(report, new RegExp(`${id}: .*completed`));
    assert.match(report, /Next eligible[^]*D--T01/i);
    await bench.page.keyboard.press('Control+End');
    await until('the time against serial', async () => /serial/i.test(await bench.editorText()));
    await bench.screenshot('batch-finished-report');

    await bench.runCommand('Orchestrator: Clean Up Worktrees…');
    await until('all three to be measured', async () => /Clean up worktrees: 3 of 3, [\d.]+ [KM]B/.test(await bench.quickPick.title()));
    await bench.quickPick.accept();
    await bench.answerDialog('Remove');
    await bench.notification(/3 worktrees removed/);
    assert.equal(git('worktree', 'list').split('\n').length, 1);
    assert.equal(git('branch', '--list', 'feat/*'), '');
    assert.ok(!existsSync(path.dirname(trees[0] ?? '')), 'not even the folder is left');
    assert.equal(git('status', '--porcelain'), '');
    await until('the agents to go', async () => !(await tasks.rows()).some(({ name }) => /Agents? (at work|of)/.test(name)));
  });
});
