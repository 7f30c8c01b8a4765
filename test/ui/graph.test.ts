import type { FrameLocator } from 'playwright-core';
import { until } from '../support/until';
import { sampleFiles } from './support/sample';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

const node = (frame: FrameLocator, id: string) => frame.locator('.graph-node', { hasText: id });

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
    await bench.setTheme('dark');
    await frame.getByRole('searchbox').fill('money');
    await bench.page.keyboard.press('Enter');
    await bench.screenshot('graph-search');
    await frame.locator('.graph-node').first().waitFor();
    await node(frame, 'MONEY_TYPE--T01').first().click();
    await bench.screenshot('graph-card');
  });
});
