import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { until } from '../support/until';
import { findings, serious } from './support/axe';
import { pulseStates } from './support/pulseStates';
import { sampleFiles } from './support/sample';
import { BARE_WINDOW, Stage } from './support/stage';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

/** The page of a panel among all frames of the window, by what it has in it. */
function frameWith(page: Page, selector: string): Promise<Frame> {
  return until(`a page with ${selector}`, async () => {
    for (const frame of page.frames()) {
      if ((await frame.locator(selector).count()) > 0) return frame;
    }
    return undefined;
  });
}

/** A sidebar's page is transparent: what is behind it is another page's, which axe-core does not see. */
async function findingsOnSidebar(frame: Frame): ReturnType<typeof findings> {
  await frame.locator(':root').evaluate((root) => {
    root.style.background = 'var(--vscode-sideBar-background)';
  });
  return findings(frame, 'html');
}

const TREE = '.pane:has(.pane-header[aria-label^="Tasks"])';

/** A row's text is drawn by the workbench, its label and description side by side; its name is one sentence that begins with the label. */
const NAMED_BY_SENTENCE = ['label-content-name-mismatch'];

describe('access for everybody', () => {
  const editor = useEditor();

  it('is without a serious finding in every state of the pulse, in every theme', async () => {
    const stage = await Stage.open(await editor().open(editor().newFolder(), { settings: BARE_WINDOW }));
    const found: string[] = [];
    for (const theme of THEMES) {
      await stage.bench.setTheme(theme);
      for (const { name, model } of pulseStates()) {
        await stage.show(model);
        await stage.settle();
        const all = await findings(stage.frame, 'html');
        found.push(...serious(all).map((one) => `${name}, ${theme}: ${JSON.stringify(one)}`));
      }
    }
    assert.deepEqual(found, []);
  });

  it('is without a serious finding in the plan, the sidebar’s pulse and the task tree, in every theme', async () => {
    const bench = await editor().open(editor().newFolder(sampleFiles()), { viewport: { width: 1400, height: 1000 } });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.row(/^Phase 1/);
    await bench.tree('Pulse');
    await bench.runCommand('Orchestrator: Plan Parallel Batch');
    const plan = await frameWith(bench.page, '#plan .waves');
    const compact = await frameWith(bench.page, 'body[data-form=compact] main .next-card');
    const found: string[] = [];
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      const looked = { plan: await findings(plan, 'html'), compact: await findingsOnSidebar(compact), tree: await findings(bench.page.mainFrame(), TREE, NAMED_BY_SENTENCE) };
      for (const [name, all] of Object.entries(looked)) found.push(...serious(all).map((one) => `${name}, ${theme}: ${JSON.stringify(one)}`));
    }
    assert.deepEqual(found, []);
  });
});
