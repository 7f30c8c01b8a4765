import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { findings, type Finding } from './support/axe';
import { pageFaults, workbenchFaults } from './support/faults';
import { pageWith, settle, type Scene } from './support/scene';
import { SCENES } from './support/scenes';
import { useEditor } from './support/useEditor';
import type { Workbench } from './support/workbench';

const contrastIn = async (frame: Frame, within: string): Promise<Finding[]> => (await findings(frame, within)).filter(({ rule }) => rule === 'color-contrast');

/** All that is wrong with a scene as it stands. */
async function faultsOf(bench: Workbench, scene: Scene): Promise<unknown[]> {
  const found: unknown[] = await workbenchFaults(bench, scene);
  for (const [selector] of scene.workbench.filter(([, , isOurs]) => isOurs !== 'theirs')) found.push(...(await contrastIn(bench.page.mainFrame(), selector)));
  if (!scene.page) return found;
  const frame = await pageWith(bench, scene.page);
  return [...found, ...(await pageFaults(frame, scene.page)), ...(await contrastIn(frame, 'html'))];
}

describe('what the pictures show', () => {
  const editor = useEditor();

  for (const scene of SCENES) {
    it(`is there, whole, side by side and of enough contrast, in light and dark: ${scene.name}`, async () => {
      const bench = await scene.open(editor());
      for (const theme of ['light', 'dark'] as const) {
        await bench.setTheme(theme);
        await settle(bench);
        assert.deepEqual(await faultsOf(bench, scene), [], theme);
      }
    });
  }

  it('would be told of where it was broken: emptied, cut, covered, laid over or pale', async () => {
    const scene = SCENES.find(({ name }) => name === 'overview');
    assert.ok(scene?.page);
    const bench = await scene.open(editor());
    await settle(bench);
    const frame = await pageWith(bench, scene.page);
    await frame.locator('.next-card').evaluate((card) => {
      card.querySelector('h3').textContent = '';
      card.querySelector('.button').style.width = '20px';
      card.ownerDocument.querySelector('.header .tools').style.marginInlineStart = '-400px';
      card.ownerDocument.querySelector('.header .tools').style.width = '500px';
    });
    await bench.page.locator('.monaco-list-row[aria-label^="Phase 1"]').evaluate((row) => {
      row.style.color = '#333';
      row.style.left = '-30px';
    });
    await bench.page.locator('.monaco-list-row[aria-label^="LEDGER_SCHEMA--T01"]').evaluate((row) => {
      const cover = row.ownerDocument.createElement('div');
      cover.className = 'monaco-hover';
      cover.style.cssText = 'position: fixed; inset: 0; z-index: 1000; background: #000;';
      row.ownerDocument.body.append(cover);
    });
    const found = JSON.stringify(await faultsOf(bench, scene));
    for (const fault of ['.next-card h3 is empty', 'is cut: ', 'lies on', 'is covered', '.monaco-hover is in the picture']) assert.ok(found.includes(fault), `${fault} in ${found}`);
  });
});
