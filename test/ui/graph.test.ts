import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { until } from '../support/until';
import { MANIFEST, sampleFiles, smallBacklog, STATE } from './support/sample';
import { frames, framesText } from './support/frames';
import { useEditor } from './support/useEditor';

/** A before B, B before C and D, E alone; F and G wait on each other, and F on nobody. */
function backlog(): Record<string, string> {
  return smallBacklog([
    { task_id: 'A--T01' },
    { task_id: 'B--T01', depends_on_tasks: ['A--T01'] },
    { task_id: 'C--T01', depends_on_tasks: ['B--T01'] },
    { task_id: 'D--T01', depends_on_tasks: ['B--T01'], phase: 'Phase 1' },
    { task_id: 'E--T01', title: 'Stand alone' },
    { task_id: 'F--T01', depends_on_tasks: ['G--T01', 'NOBODY--T01'], phase: 'Phase 2' },
    { task_id: 'G--T01', title: 'Gamma rays', depends_on_tasks: ['F--T01'], phase: 'Phase 2' },
  ]);
}

const node = (frame: FrameLocator, id: string) => frame.locator('.graph-node', { hasText: id });

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

describe('the dependency graph', () => {
  const editor = useEditor();

  it('is a picture of the sample, in every theme and at three widths', async () => {
    const bench = await editor().open(editor().newFolder(sampleFiles()), { viewport: { width: 1700, height: 1000 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    await frame.locator('.graph-canvas').waitFor();
    await until('tasks', async () => (await frame.locator('.graph-node, .graph-boxes').count()) > 1);
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`graph-${theme}`);
    }
    await frame.getByRole('button', { name: /^Fit all in/ }).click();
    await bench.screenshot('graph-fit');
  });

  it('is walked through, searched and left by mouse and by keyboard', async () => {
    const bench = await editor().open(editor().newFolder(backlog()), { viewport: { width: 1500, height: 900 } });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.contextAction(/^B--T01/, 'Show in Graph');
    const frame = bench.pulseFrame();
    const card = frame.getByRole('complementary');
    const focused = () => frame.locator(':focus').getAttribute('aria-label').then((name) => name ?? '');
    const isOn = (id: string) => until(async () => `the focus on ${id}, not on ${await focused()}`, async () => (await focused()).startsWith(`${id}, `));
    const press = (key: string) => bench.page.keyboard.press(key);
    await isOn('B--T01');
    assert.equal(await focused(), 'B--T01, Build B--T01, pending, waiting, Medium risk, waits on 1 task, 2 tasks wait on it, on the critical path');
    await card.getByText('Waits on').waitFor();
    await frame.locator('.graph-node.faint', { hasText: 'E--T01' }).waitFor();
    await bench.screenshot('graph-focus');
    await frame.getByLabel('Hide the others').check();
    await node(frame, 'E--T01').waitFor({ state: 'detached' });
    await frame.getByLabel('Depth').selectOption('1');
    await frame.getByRole('status').getByText('B--T01 has the focus, with 3 tasks around it').waitFor({ state: 'attached' });
    await node(frame, 'B--T01').focus();
    await press('Escape');
    await card.waitFor({ state: 'detached' });
    await isOn('B--T01');
    await press('Escape');
    await node(frame, 'E--T01').waitFor();

    await press('ArrowLeft');
    await isOn('A--T01');
    await press('ArrowRight');
    await press('ArrowRight');
    await isOn('C--T01');
    await press('ArrowDown');
    await isOn('D--T01');
    await press('End');
    await press('Home');
    await isOn('A--T01');
    assert.equal(await frame.locator('.graph-canvas [tabindex="0"]').count(), 1, 'the tab key has one place in the graph');
    await press('Enter');
    await card.getByRole('heading', { name: 'A--T01' }).waitFor();
    await card.getByRole('button', { name: 'C--T01' }).waitFor({ state: 'detached' });
    await card.getByRole('button', { name: 'B--T01' }).click();
    await card.getByRole('heading', { name: 'B--T01' }).waitFor();
    await isOn('B--T01');
    await card.getByRole('button', { name: 'Reveal in Tree' }).click();
    await bench.page.locator('.monaco-list-row[aria-selected=true][aria-label^="B--T01"]').waitFor();

    await node(frame, 'B--T01').click();
    await press('/');
    await bench.page.keyboard.type('gamma');
    await frame.getByRole('status').getByText('1 task matches').waitFor({ state: 'attached' });
    await press('Enter');
    await frame.getByRole('status').getByText('1 of 1: G--T01, Gamma rays').waitFor({ state: 'attached' });
    await press('Escape');
    await isOn('G--T01');
    await press('Control+f');
    assert.equal(await frame.locator(':focus').getAttribute('type'), 'search');
    await press('Escape');

    const percent = () => frame.locator('.graph-percent').innerText();
    const near = await percent();
    await press('0');
    const whole = await until('the whole picture', async () => {
      const now = await percent();
      return now !== near && now;
    });
    await press('+');
    await until('a larger picture', async () => (await percent()) !== whole);
    await press('-');
    await until('the size it had', async () => (await percent()) === whole);
    await press('ArrowUp');
    await press('Shift+ArrowDown');
    await frame.locator('html').evaluate((page) => page.setAttribute('dir', 'rtl'));
    await press('Home');
    await press('ArrowLeft');
    await isOn('B--T01');
    await bench.screenshot('graph-rtl');
    await frame.locator('html').evaluate((page) => page.removeAttribute('dir'));

    await bench.setTheme('light');
    await bench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [700, 320]) {
      await bench.page.setViewportSize({ width, height: 1000 });
      await bench.screenshot(`graph-${width}`);
      assert.equal(await frame.locator('main').evaluate((main) => main.scrollWidth <= main.clientWidth), true, 'nothing is wider than the panel');
    }
    await bench.runCommand('Developer: Reload Window');
    await frame.locator('.graph-node[tabindex="0"]', { hasText: 'B--T01' }).waitFor();
  });

  it('follows the files, and moves nothing when a status changes', async () => {
    const folder = editor().newFolder(backlog());
    const bench = await editor().open(folder, { viewport: { width: 1500, height: 900 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    await node(frame, 'A--T01').waitFor();
    const places = () => frame.locator('.graph-node').evaluateAll((nodes) => nodes.map((one) => [one.getAttribute('data-node'), one.getAttribute('style')]));
    const before = await places();
    await frame.locator('.graph-node.stage-missing', { hasText: 'NOBODY--T01' }).waitFor();
    assert.equal(await frame.locator('.graph-node.cyclic').count(), 2);
    await bench.screenshot('graph-odd');
    writeFileSync(path.join(folder, STATE), JSON.stringify({ tasks: { 'A--T01': { status: 'completed' }, 'E--T01': { status: 'in-progress', started_at: new Date().toISOString() } } }));
    await frame.locator('.graph-node.stage-completed', { hasText: 'A--T01' }).waitFor();
    await frame.locator('.graph-node.stage-ready', { hasText: 'B--T01' }).waitFor();
    assert.deepEqual(await places(), before);
    await node(frame, 'B--T01').click();
    await frame.getByRole('complementary').getByRole('button', { name: 'Start' }).waitFor();
  });

  it('draws nothing, one task, a chain, a star, a mesh, tasks that stand alone, and odd texts', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, at) => `T${at}`);
    const tasksOf = (count: number, needs: (at: number) => readonly number[]) => ids(count).map((id, at) => ({ task_id: id, depends_on_tasks: needs(at).filter((need) => need >= 0).map((need) => `T${need}`) }));
    const odd = ['x'.repeat(400), '<img src=x onerror=alert(1)>\u202e', 'משימה ראשונה', '日本語のタスク', '__proto__'];
    const shapes: Record<string, { readonly tasks: readonly { readonly task_id: string }[]; readonly nodes: number }> = {
      one: { tasks: tasksOf(1, () => []), nodes: 1 },
      chain: { tasks: tasksOf(2000, (at) => [at - 1]), nodes: 2000 },
      star: { tasks: tasksOf(3000, (at) => (at === 0 ? [] : [0])), nodes: 3000 },
      mesh: { tasks: tasksOf(600, (at) => (at % 20 === 0 ? [at - 20] : [at - 20, at - 21])), nodes: 600 },
      loose: { tasks: tasksOf(5000, () => []), nodes: 5000 },
      odd: { tasks: odd.map((id, at) => ({ task_id: id, title: odd[(at + 1) % odd.length] ?? '', depends_on_tasks: at === 0 ? [] : [odd[at - 1]] })), nodes: odd.length },
    };
    const folder = editor().newFolder(smallBacklog([]));
    const bench = await editor().open(folder, { viewport: { width: 1500, height: 900 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    await frame.getByRole('heading', { name: 'There is nothing to draw' }).waitFor();
    await bench.screenshot('graph-empty');
    for (const [name, { tasks, nodes }] of Object.entries(shapes)) {
      writeFileSync(path.join(folder, MANIFEST), smallBacklog(tasks)[MANIFEST] ?? '');
      const counted = () => frame.locator('.graph-legend .count').allInnerTexts().then((counts) => counts.reduce((sum, text) => sum + Number(text.replaceAll(/\D/g, '')), 0));
      await until(`${nodes} tasks of ${name}`, async () => (await counted()) === nodes, 30_000);
      await frame.getByRole('button', { name: /^Fit all in/ }).click();
      await bench.screenshot(`graph-shape-${name}`);
      await frame.locator('.graph-node[tabindex="0"]').focus();
      await bench.page.keyboard.press('End');
      await bench.page.keyboard.press('Enter');
      await frame.getByRole('complementary').waitFor();
      await bench.page.keyboard.press('Escape');
      await frame.getByRole('complementary').waitFor({ state: 'detached' });
    }
    assert.equal(await frame.locator('img, a, iframe').count(), 0);
  });

  it('stays smooth with 10 000 tasks', async () => {
    // A mesh, so that all of it and all of its 19 800 lines can be seen at once.
    const idOf = (at: number) => `TASK_${at}--T01`;
    const tasks = Array.from({ length: 10_000 }, (_, at) => ({ task_id: idOf(at), phase: `Phase ${1 + Math.floor(at / 2500)}`, depends_on_tasks: at < 100 ? [] : [idOf(at - 100), idOf(at - 100 + (at % 100 === 99 ? -99 : 1))] }));
    const begun = Object.fromEntries(tasks.slice(0, 3000).map(({ task_id: id }) => [id, { status: 'completed' }]));
    const folder = editor().newFolder(smallBacklog(tasks, begun));
    const bench = await editor().open(folder, { viewport: { width: 1700, height: 1000 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    const canvas = frame.locator('.graph-canvas');
    await canvas.waitFor({ timeout: 60_000 });
    await until('tasks', async () => (await frame.locator('.graph-node').count()) > 1);
    await bench.screenshot('graph-10000');
    const { x = 0, y = 0, width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
    const drag = async () => {
      await bench.page.mouse.move(x + width * 0.8, y + height * 0.7);
      await bench.page.mouse.down();
      for (let step = 0; step < 40; step++) await bench.page.mouse.move(x + width * 0.8 - step * 18, y + height * 0.7 - step * 8);
      await bench.page.mouse.up();
    };
    const told = async (what: string, work: () => Promise<void>) => console.log(`      ${what}: ${framesText(await frames(frame.locator('html'), work))}, ${await frame.locator('.graph-node').count()} cards`);
    await told('pan near by', drag);
    await frame.getByRole('button', { name: /^Fit all in/ }).click();
    await until('boxes', async () => (await frame.locator('.graph-boxes').count()) > 1);
    await bench.screenshot('graph-10000-far');
    await told('pan far out', drag);
    await told('an update of the state, all in view', async () => {
      const before = await frame.locator('.graph-legend').innerText();
      writeFileSync(path.join(folder, STATE), JSON.stringify({ tasks: { ...begun, [idOf(3001)]: { status: 'blocked', blocked_reason: 'A test' } } }));
      await until('the update', async () => (await frame.locator('.graph-legend').innerText()) !== before);
    });
    await told('zoom in', async () => {
      for (let step = 0; step < 14; step++) await frame.getByRole('button', { name: /^Zoom in/ }).click();
    });
    await bench.screenshot('graph-10000-near');
    await told('an update of the state', async () => {
      const changed = { tasks: { ...begun, [idOf(3000)]: { status: 'in-progress' } } };
      const before = await frame.locator('.graph-legend').innerText();
      writeFileSync(path.join(folder, STATE), JSON.stringify(changed));
      await until('the update', async () => (await frame.locator('.graph-legend').innerText()) !== before);
    });
  });
});
