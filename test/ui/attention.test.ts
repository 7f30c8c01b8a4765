import assert from 'node:assert/strict';
import { until } from '../support/until';
import { oddProject } from './support/oddProject';
import { smallBacklog } from './support/sample';
import { useEditor } from './support/useEditor';

const AGENT = '---\nname: roadmap-task-manager\ndescription: Keeps the roadmap\n---\n\nYou keep the roadmap.\n';

describe('what needs attention', () => {
  const editor = useEditor();

  it('is one row above the tasks, whose rows open, copy and hide what they tell of', async () => {
    const folder = editor().newFolder(oddProject());
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'clipboard' } });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    const head = await tree.row(/^Needs attention/);
    assert.equal(head.expanded, true, 'work under way is concerned');
    await tree.row(/^Phase 1/);
    await until('git to have been asked', async () => (await bench.statusItem(/Orchestrator: /)).name.includes('to look at'));
    assert.equal((await tree.row(/^Informational/)).expanded, false);
    await tree.row(/LEDGER_SCHEMA--T01, .*in progress/);
    const first = await tree.rows();
    const above = first.slice(0, first.findIndex(({ label }) => label.startsWith('Phase 1')));
    assert.ok(above.length <= 8, `the first screen is about the tasks, and not ${above.map(({ label }) => label).join(', ')}`);
    await bench.screenshot('attention-tree-dark');
    for (const theme of ['light', 'high-contrast', 'high-contrast-light'] as const) {
      await bench.setTheme(theme);
      await bench.screenshot(`attention-tree-${theme}`);
    }
    await bench.setTheme('dark');

    await tree.click(/^Stale work/);
    await until('the entry to be open', async () => (await bench.editorText()).includes('"LEDGER_SCHEMA--T01"'));
    await tree.expand(/^In finished tasks/);
    await tree.expand(/^Never in progress/);
    await bench.screenshot('attention-tree-expanded');
    assert.deepEqual((await tree.inlineActions(/^Stale work/)).map((title) => title.replace(/ \(.*/, '')), ['Way Out…', 'Reveal Task in Tree…']);

    await tree.contextAction(/^Never in progress/, 'Do Not Show This Code…');
    await bench.notification(/Never in progress.*is not shown/);
    await until('the row to go', async () => !(await tree.rows()).some(({ label }) => label === 'Never in progress'));
    assert.equal(editor().git(folder, 'status', '--porcelain'), '', 'hiding a code changes nothing that would block a start');
    await bench.runCommand('Orchestrator: Show What Needs Attention…');
    await until('the list to open', async () => (await bench.quickPick.title()).includes('What needs attention'));
    // The list draws only the rows on screen.
    await bench.quickPick.type('Again');
    await bench.quickPick.pick('Show “Never in progress” Again');
    await tree.expand(/^In finished tasks/);
    await tree.row(/^Never in progress/);
  });

  it('sends an escalation to the agent of its name, and else to the clipboard', async () => {
    const folder = editor().newFolder({ ...oddProject(), '.github/agents/roadmap-task-manager.agent.md': AGENT });
    const bench = await editor().open(folder, {
      settings: { 'orchestrator.agents.chat.submit': 'submit', 'orchestrator.agents.chat.model': { vendor: 'scripted' } },
      viewport: { width: 1400, height: 1000 },
    });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.row(/blockers at/);
    bench.chat.script([{ text: 'I look at the roadmap.' }]);
    await bench.chatReady();
    await tree.inlineAction(/blockers at/, 'Send Escalation to Agent');
    await bench.notification(/sent to the chat, for the agent roadmap-task-manager/);
    const [request] = await until('the scripted model to be asked', () => {
      const requests = bench.chat.requests();
      return requests.length > 0 && requests;
    });
    const seen = request?.messages.map(({ text }) => text).join('\n') ?? '';
    assert.ok(seen.includes('JOURNAL_POSTING--T01') && seen.includes('You keep the roadmap.'), seen.slice(0, 2000));

    await bench.runCommand('Orchestrator: Send Escalation to Agent…');
    await until('the escalations to be offered', async () => (await bench.quickPick.title()).includes('Send which escalation'));
    await bench.quickPick.pick(/CLI_SHELL/);
    await bench.notification(/There is no agent named .* here\. The prompt for the .* is on the clipboard/);
  });

  it('is a section of the pulse, with its evidence and its ways', async () => {
    const folder = editor().newFolder(oddProject());
    const bench = await editor().open(folder, { viewport: { width: 1500, height: 1400 } });
    await bench.statusItem(/to look at/);
    await bench.runCommand('Orchestrator: Show Pulse');
    const section = bench.pulseFrame().locator('section.attention');
    await section.getByText('Stale work').first().waitFor();
    await section.locator('summary', { hasText: 'Evidence' }).first().click();
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
      await bench.setTheme(theme);
      await section.scrollIntoViewIfNeeded();
      await bench.screenshot(`attention-pulse-${theme}`);
    }
    await bench.page.setViewportSize({ width: 620, height: 1100 });
    await section.scrollIntoViewIfNeeded();
    await bench.screenshot('attention-pulse-narrow');
    await bench.page.setViewportSize({ width: 1500, height: 1400 });
    await section.getByRole('button', { name: /Send to Agent, to the Roadmap Task Manager/ }).click();
    await bench.notification(/Roadmap Task Manager is on the clipboard|in the input of the chat/);
  });

  it('is quiet where all is well', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const bench = await editor().open(folder);
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.row(/^Phase 1/);
    assert.deepEqual((await tree.rows()).filter(({ level }) => level === 1).map(({ label }) => label), ['Phase 1']);
    assert.doesNotMatch((await bench.statusItem(/Orchestrator: /)).name, /look at/);
  });
});
