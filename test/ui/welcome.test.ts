import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { sampleFiles, smallBacklog, STATE } from './support/sample';
import { useEditor } from './support/useEditor';

const THEMES = ['light', 'high-contrast', 'high-contrast-light', 'dark'] as const;

describe('people who begin', () => {
  const editor = useEditor();

  it('see in the walkthrough what is done already', async () => {
    const bench = await editor().open(editor().newFolder(smallBacklog([{ task_id: 'A--T01' }])));
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/Phase 1/);
    await bench.runCommand('Orchestrator: Get Started');
    await bench.page.locator('.getting-started-step', { hasText: 'Bring a backlog' }).locator('.codicon-getting-started-step-checked').waitFor();
  });

  it('are shown the way where there is no manifest, and get a sample that is alive', async () => {
    const bench = await editor().open(editor().newFolder());
    await bench.openContainer('Orchestrator');
    const welcome = bench.page.locator('.pane-body .welcome-view-content:visible').first();
    await welcome.getByText('try it on a sample').waitFor();
    await bench.screenshot('home-none');
    await welcome.getByText('get started').click();
    await bench.page.getByText('Bring a backlog').first().waitFor();
    await bench.page.locator('.getting-started-category .category-description-container').first().waitFor({ state: 'attached' });
    await bench.screenshot('home-walkthrough');
    await bench.page.getByText('Try It on a Sample…').first().click();
    await until('the places to be offered', async () => (await bench.quickPick.title()).includes('Try It on a Sample'));
    await bench.screenshot('home-sample-places');
    const home = (await bench.quickPick.rows()).find(({ label }) => label.includes('Home'))?.detail ?? '';
    assert.ok(path.isAbsolute(home) && !existsSync(home), home);
    await bench.quickPick.pick(/Home/);
    await until('the windows to be offered', async () => (await bench.quickPick.title()).includes('Open the sample where'));
    await bench.quickPick.pick(/This Window/);
    await until('the sample to be opened', () => bench.page.url().includes(encodeURIComponent(home)) || bench.page.url().includes(home));
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.row(/LEDGER_SCHEMA--T01.*in progress/);
    assert.equal(editor().git(home, 'status', '--porcelain'), '');
    assert.equal(editor().git(home, 'log', '--merges', '--format=%s').split('\n').length, 5);
    await bench.screenshot('home-sample');
    await bench.runCommand('Orchestrator: Check Readiness');
    await until('the readiness', async () => (await bench.quickPick.title()).includes('nothing blocks a start'));
  });

  it('are told in Restricted Mode what does not work', async () => {
    const bench = await editor().open(editor().newFolder(), { trusted: false });
    await bench.openContainer('Orchestrator');
    await bench.page.locator('.welcome-view-content:visible').getByText('In Restricted Mode a backlog is shown').waitFor();
    await bench.screenshot('home-none-untrusted');
  });
});

describe('the pulse in the sidebar', () => {
  const editor = useEditor();

  it('ticks live beside the tree, says what stands in each state, and leads to the panel', async () => {
    const files = sampleFiles();
    const folder = editor().newFolder(files);
    const bench = await editor().open(folder, { viewport: { width: 1100, height: 1000 } });
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    const pane = bench.page.locator('.pane-header[aria-label^="Pulse"]');
    assert.equal(await pane.getAttribute('aria-expanded'), 'false', 'it takes no place before it is asked for');
    await pane.click();
    const frame = bench.pulseFrame();
    await frame.getByText('5 of 68 tasks completed', { exact: true }).waitFor();
    assert.equal(await frame.locator('body').getAttribute('data-form'), 'compact');
    // Its first height is the editor's least.
    const edge = await pane.boundingBox();
    await bench.page.mouse.move((edge?.x ?? 0) + 100, edge?.y ?? 0);
    await bench.page.mouse.down();
    await bench.page.mouse.move((edge?.x ?? 0) + 100, 380, { steps: 5 });
    await bench.page.mouse.up();
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`home-sidebar-${theme}`);
    }
    const write = (texts: Record<string, string>) => {
      for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
    };
    assert.equal(await frame.locator('.criteria .is-done').count(), 3);
    write({ [STATE]: recorded(files[STATE] ?? '', 'LEDGER_SCHEMA--T01', 'LEDGER_SCHEMA-AC04') });
    await until('the tick', async () => (await frame.locator('.criteria .is-done').count()) === 4);
    const finished = smallBacklog([{ task_id: 'A--T01' }], { 'A--T01': { status: 'completed' } });
    const states: Record<string, readonly [Record<string, string>, RegExp]> = {
      finished: [finished, /^\s*All done/],
      empty: [smallBacklog([]), /The manifest has no tasks/],
      stale: [{ [STATE]: '{' }, /last good reading/],
    };
    for (const [name, [texts, words]] of Object.entries(states)) {
      write(texts);
      await frame.getByText(words).first().waitFor();
      await bench.screenshot(`home-state-${name}`);
    }
    await frame.getByRole('button', { name: 'Open Pulse' }).click();
    await until('the panel', async () => (await bench.editors(true)).join().includes('Implementation Pulse'));
  });
});

describe('the help of a code', () => {
  const editor = useEditor();

  it('is a page that Problems, a refusal and the palette lead to, without a network', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01', depends_on_tasks: ['NOBODY'] }]));
    const bench = await editor().open(folder, { viewport: { width: 1300, height: 900 } });
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    await bench.runCommand('Problems: Focus on Problems View');
    await bench.page.locator('.part.panel a', { hasText: 'unknown-dependency' }).first().click({ modifiers: ['ControlOrMeta'] });
    const page = bench.page.frameLocator('iframe.webview.ready >> nth=0').frameLocator('#active-frame');
    await until('the page', async () => (await bench.editors(true)).join().includes('unknown-dependency'));
    await page.getByRole('heading', { name: 'unknown-dependency' }).waitFor();
    await bench.screenshot('home-help-problem');
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/BLOCKED::UNKNOWN-DEPENDENCY/);
    await bench.screenshot('home-help-refusal');
    await bench.answerNotification(/BLOCKED::UNKNOWN-DEPENDENCY/, 'What Is This?');
    await page.getByRole('heading', { name: 'BLOCKED::UNKNOWN-DEPENDENCY' }).waitFor();
    await bench.screenshot('home-help-gate');
    await bench.runCommand('Orchestrator: Explain Code…');
    await until('the codes', async () => (await bench.quickPick.title()).includes('Explain which code'));
    await bench.quickPick.type('STALE-WORK');
    await bench.quickPick.pick(/STALE-WORK/);
    await page.getByRole('heading', { name: 'WARN::STALE-WORK' }).waitFor();
  });
});

/** The text of a state file with one criterion more recorded as done. */
function recorded(text: string, taskId: string, criterion: string): string {
  const state = JSON.parse(text) as { tasks: Record<string, { acs_completed: string[]; acs_remaining: string[] }> };
  const entry = state.tasks[taskId];
  entry?.acs_completed.push(criterion);
  if (entry) entry.acs_remaining = entry.acs_remaining.filter((id) => id !== criterion);
  return `${JSON.stringify(state, null, 2)}\n`;
}
