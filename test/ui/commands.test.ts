import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sampleFiles, smallBacklog } from './support/sample';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';

const CLIPBOARD = { settings: { 'orchestrator.agents.default': 'clipboard', 'orchestrator.agents.previewPrompt': 'never' } };

describe('the commands of the palette', () => {
  const editor = useEditor();

  it('each do what their title says', async () => {
    const folder = editor().newFolder(sampleFiles());
    const bench = await editor().open(folder, CLIPBOARD);
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    const { quickPick } = bench;
    const list = async (command: string) => {
      await bench.runCommand(`Orchestrator: ${command}`);
      await quickPick.opened();
      // The palette itself is such a list; ours have a title.
      return until(`rows of ${command}`, async () => {
        const rows = (await quickPick.title()).trim() === '' ? [] : await quickPick.rows();
        return rows.length > 0 && rows;
      });
    };

    await bench.runCommand('Orchestrator: Check Git');
    await bench.notification(/Git is ready for a start: main is checked out/);

    const readiness = await list('Check Readiness');
    assert.match(await quickPick.title(), /Readiness of MONEY_TYPE--T02: nothing blocks a start/);
    assert.ok(readiness.some(({ description }) => description.startsWith('BLOCKED::MANIFEST-MISSING')));
    assert.ok(readiness.some(({ label, detail }) => /Context: about [\d,]+ tokens in \d+ documents/.test(label) && /spec-money\.md: about/.test(detail ?? '')));
    await quickPick.cancel();

    const explained = await list('Explain Next Task');
    assert.match(JSON.stringify(explained), /High goes before Medium before Low/);
    await quickPick.cancel();

    const blocked = await list('Show Blocked Tasks');
    assert.match(blocked[0]?.detail ?? '', /Waits on /);
    await quickPick.cancel();

    await list('Show in Graph');
    await quickPick.type('MONEY_TYPE--T02');
    await quickPick.pick(/./);
    await bench.pulseFrame().getByRole('complementary', { name: 'MONEY_TYPE--T02' }).waitFor();

    const agents = await list('Choose Agent…');
    assert.ok(['Chat', 'Claude Code', 'Codex CLI'].every((name) => agents.some(({ label }) => label.includes(name))), JSON.stringify(agents));
    await quickPick.cancel();

    await bench.runCommand('Orchestrator: Open Manifest');
    await until('the manifest', async () => (await bench.editors(true)).join().includes('virtual-task-manifest.json'));
    await bench.runCommand('Orchestrator: Open State');
    await until('the state', async () => (await bench.editors(true)).join().includes('task-state.json'));
    await bench.runCommand('Orchestrator: Show Hidden Notifications Again…');
    await bench.statusItem(/No notification is hidden/);
    await bench.runCommand('Orchestrator: Refresh');
    await list('Group Tasks By…');
    await quickPick.pick(/Status/);
    await tree.row(/^In progress/i);
    await list('Group Tasks By…');
    await quickPick.pick(/Phase/);
    await tree.row(/^Phase 1/);

    await bench.runCommand('Orchestrator: Save Pulse as Markdown…');
    await until('the name of a file', async () => /pulse-\d{4}-\d{2}-\d{2}\.md$/.test(await quickPick.input.inputValue().catch(() => '')));
    await quickPick.accept();
    const saved = await until('the saved pulse', () => readdirSync(folder).find((name) => /^pulse-.*\.md$/.test(name)));
    assert.match(readFileSync(path.join(folder, saved), 'utf8'), /^### Implementation Pulse /);
    rmSync(path.join(folder, saved));

    await list('Create Feature Branch…');
    await quickPick.type('CLI_SHELL--T01');
    await quickPick.pick(/./);
    await until('the branch', () => editor().git(folder, 'branch', '--show-current') === 'feat/CLI_SHELL--T01');
    assert.equal(editor().git(folder, 'rev-parse', 'HEAD'), editor().git(folder, 'rev-parse', 'main'));
    editor().git(folder, 'switch', '--quiet', 'main');

    await list('Choose Task to Start…');
    await quickPick.type('CONFIG_LOADING--T01');
    await quickPick.pick(/./);
    await bench.notification(/CONFIG_LOADING--T01 is started on feat\/CONFIG_LOADING--T01/);
    await bench.runCommand('Notifications: Clear All Notifications');
    await bench.runCommand('Orchestrator: Launch Implementer Again');
    await bench.notification(/CONFIG_LOADING--T01: /);
    await bench.runCommand('Orchestrator: Show Log');
    await bench.page.locator('.part.panel .view-line', { hasText: /68\s+tasks/ }).first().waitFor();
  });

  it('let one of two windows start, and tell the other', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const first = await editor().open(folder, CLIPBOARD);
    const second = await editor().open(folder, CLIPBOARD);
    for (const bench of [first, second]) {
      await bench.openContainer('Orchestrator');
      await (await bench.tree('Tasks')).row(/Phase 1/);
    }
    const outcomes = await Promise.all([first, second].map((bench) => bench.execute<{ kind: string }>('orchestrator.startNextTask')));
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['blocked', 'started']);
    const loser = outcomes[0]?.kind === 'blocked' ? first : second;
    await loser.notification(/BLOCKED::(START-IN-PROGRESS|NOT-ON-MAIN-BRANCH|DIRTY-GIT-STATUS)/);
    assert.equal(editor().git(folder, 'branch', '--list', 'feat/*').trim().replace('* ', ''), 'feat/A--T01');
    assert.equal(editor().git(folder, 'log', '--format=%s', 'main..HEAD'), 'chore(A--T01): initialize task state');
    assert.equal(editor().git(folder, 'status', '--porcelain'), '');
  });
});
