import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { until } from '../support/until';
import { sampleFiles, smallBacklog } from './support/sample';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

const side = { parallel: true, conflicts_with: [] };

/** A and B can run together; C writes where A does, D follows A, and E is of another slice. */
function backlog(): Record<string, string> {
  return smallBacklog([
    { task_id: 'A--T01', ...side, file_scope: ['src/a/**'], capability_id: 'A', title: 'Lay the ground', est: { size: 'S' } },
    { task_id: 'B--T01', ...side, file_scope: ['src/b/**'], capability_id: 'B' },
    { task_id: 'C--T01', ...side, file_scope: ['src/a/c.ts'], capability_id: 'C' },
    { task_id: 'D--T01', ...side, file_scope: ['src/d/**'], capability_id: 'D', depends_on_tasks: ['A--T01'] },
    { task_id: 'E--T01', ...side, file_scope: ['src/e/**'], capability_id: 'E', slice: 'Slice 1.2' },
  ]);
}

const card = (frame: FrameLocator, id: string) => frame.locator(`.waves [data-card="${id}"]`);
const tick = (frame: FrameLocator, id: string) => frame.locator(`input[data-tick="${id}"]`);

/** The ids of the cards by wave, as they stand on the board. */
function waves(frame: FrameLocator): Promise<string[][]> {
  return frame.locator('.waves > .wave:not(.running)').evaluateAll((columns) => columns.map((column) => [...column.querySelectorAll('[data-card]')].map((one) => one.getAttribute('data-card') ?? '')));
}

async function shows(frame: FrameLocator, wanted: readonly (readonly string[])[]): Promise<void> {
  const found = async (): Promise<string> => `the waves ${JSON.stringify(wanted)}, and not ${JSON.stringify(await waves(frame))}`;
  await until(found, async () => JSON.stringify(await waves(frame)) === JSON.stringify(wanted));
}

describe('the plan of parallel batches', () => {
  const editor = useEditor();

  it('is a picture of the sample, wide and narrow, in every theme', async () => {
    const bench = await editor().open(editor().newFolder(sampleFiles()), { viewport: { width: 1600, height: 1000 } });
    await bench.runCommand('Orchestrator: Plan Parallel Batch');
    const frame = bench.pulseFrame();
    await frame.getByRole('heading', { name: /^Wave 1/ }).waitFor();
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`plan-slice-${theme}`);
    }
    await frame.locator('.plan-tools select').selectOption({ index: 0 });
    await until('the whole backlog', async () => (await waves(frame)).length > 5);
    await frame.getByLabel('Show dependencies').check();
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`plan-backlog-${theme}`);
    }
    await card(frame, (await waves(frame))[1]?.[0] ?? '').hover();
    await bench.screenshot('plan-backlog-pointed');
    await bench.page.setViewportSize({ width: 660, height: 1200 });
    await bench.screenshot('plan-backlog-narrow');
  });

  it('is a picture of tasks that conflict, with each other and with what is under way', async () => {
    const scopes = { 'A--T01': ['src/a/**'], 'B--T01': ['src/b/**'], 'C--T01': ['src/a/c.ts', 'src/b/c.ts'], 'D--T01': ['src/d/**', 'src/b/d.ts'], 'E--T01': ['src/e/**'], 'F--T01': ['src/e/f.ts'] };
    const tasks = Object.entries(scopes).map(([id, paths]) => ({ task_id: id, ...side, capability_id: id[0], file_scope: paths, title: `Build what ${id} is about and nothing else`, ...(id === 'D--T01' ? { depends_on_tasks: ['A--T01'] } : {}) }));
    const files = smallBacklog(tasks, { 'E--T01': { status: 'in-progress', started_at: new Date(Date.now() - 60_000).toISOString() } });
    const bench = await editor().open(editor().newFolder(files), { viewport: { width: 1500, height: 900 } });
    await bench.runCommand('Orchestrator: Plan Parallel Batch');
    const frame = bench.pulseFrame();
    await frame.getByRole('heading', { name: /^Wave 1/ }).waitFor();
    await until('the lines', async () => (await frame.locator('.edge.conflict').count()) >= 3);
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`plan-conflicts-${theme}`);
    }
    await card(frame, 'C--T01').hover();
    await bench.screenshot('plan-conflicts-pointed');
    await frame.locator('html').evaluate((page) => page.setAttribute('dir', 'rtl'));
    await tick(frame, 'A--T01').focus();
    await bench.page.keyboard.press('ArrowLeft');
    assert.equal(await frame.locator(':focus').getAttribute('data-tick'), 'C--T01', 'the next wave is to the left where text runs to the left');
    await bench.screenshot('plan-conflicts-rtl');
    await frame.locator('html').evaluate((page) => page.removeAttribute('dir'));
    await bench.setTheme('dark');
    await bench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [700, 360]) {
      await bench.page.setViewportSize({ width, height: 1400 });
      await card(frame, 'B--T01').scrollIntoViewIfNeeded();
      await bench.screenshot(`plan-conflicts-${width}`);
      assert.equal(await frame.locator('main').evaluate((main) => main.scrollWidth <= main.clientWidth), true, 'nothing is wider than the panel');
    }
  });

  it('plans anew as tasks are ticked out and in, by mouse and by keyboard', async () => {
    const bench = await editor().open(editor().newFolder(backlog()), { viewport: { width: 1300, height: 900 } });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.contextAction(/^Slice 1\.1/, 'Plan Parallel Batch');
    const frame = bench.pulseFrame();
    await shows(frame, [['A--T01', 'B--T01'], ['C--T01', 'D--T01']]);
    await card(frame, 'C--T01').getByText('Conflicts with A--T01: src/a/** and src/a/c.ts can be the same file').waitFor();
    assert.equal(await frame.locator('.edge.conflict').count(), 1);

    await tick(frame, 'A--T01').click();
    await shows(frame, [['B--T01', 'C--T01']]);
    await frame.getByText('it waits for A--T01').waitFor({ state: 'attached' });
    await frame.getByRole('status').getByText('2 tasks in 1 wave, 30 min instead of 1 h, 1 task taken out').waitFor();
    await bench.screenshot('plan-taken-out');
    await tick(frame, 'A--T01').click();
    await shows(frame, [['A--T01', 'B--T01'], ['C--T01', 'D--T01']]);

    const focused = () => frame.locator(':focus').getAttribute('data-tick');
    await tick(frame, 'A--T01').focus();
    await bench.page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'B--T01');
    await bench.page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'D--T01');
    await bench.page.keyboard.press('ArrowUp');
    assert.equal(await focused(), 'C--T01');
    await bench.page.keyboard.press('Space');
    await shows(frame, [['A--T01', 'B--T01'], ['D--T01']]);
    assert.equal(await focused(), 'C--T01', 'the focus follows the task to where the way back is');
    await bench.page.keyboard.press('Space');
    await shows(frame, [['A--T01', 'B--T01'], ['C--T01', 'D--T01']]);
    await until('the focus to come back', async () => (await focused()) === 'C--T01');
    await bench.page.keyboard.press('Enter');
    await bench.page.locator('.monaco-list-row[aria-selected=true][aria-label^="C--T01"]').waitFor();

    await frame.getByRole('radio', { name: '2' }).check();
    await frame.locator('.plan-tools select').selectOption({ index: 0 });
    await shows(frame, [['A--T01', 'B--T01'], ['C--T01', 'D--T01'], ['E--T01']]);
    await frame.getByRole('button', { name: 'Copy as Text' }).click();
    await frame.getByText('Plan copied').waitFor({ state: 'attached' });

    await frame.getByRole('button', { name: 'Start Parallel Batch' }).click();
    await bench.quickPick.opened();
    const offered = (await bench.quickPick.rows()).map(({ label }) => label).join();
    assert.ok(offered.includes('A--T01') && offered.includes('B--T01') && !offered.includes('E--T01'), offered);
    await bench.quickPick.cancel();

    await bench.runCommand('Developer: Reload Window');
    await frame.getByText('Whole backlog').waitFor({ state: 'detached' });
    await shows(frame, [['A--T01', 'B--T01'], ['C--T01', 'D--T01'], ['E--T01']]);
    assert.equal(await frame.getByRole('radio', { name: '2' }).isChecked(), true);
  });
});
