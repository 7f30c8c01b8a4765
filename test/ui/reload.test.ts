import assert from 'node:assert/strict';
import { sampleFiles } from './support/sample';
import { useEditor } from './support/useEditor';

describe('what a person did to the pulse', () => {
  const editor = useEditor();

  it('outlives a reload of the window: the view, and what was folded', async () => {
    const bench = await editor().open(editor().newFolder(sampleFiles()));
    await bench.runCommand('Orchestrator: Show Pulse');
    const frame = bench.pulseFrame();
    await frame.locator('section.text summary').click();
    await frame.locator('pre').waitFor();
    const [phase] = await frame.locator('.phase[open]').all();
    assert.ok(phase);
    await phase.locator('summary').click();
    await frame.locator('.phase:not([open])').first().waitFor();
    await frame.locator('.views').getByRole('button', { name: 'Graph' }).click();
    await frame.locator('.graph-canvas').waitFor();
    await bench.runCommand('Developer: Reload Window');
    await frame.locator('.graph-canvas').waitFor({ state: 'detached' });
    await frame.locator('.view[aria-current=page]', { hasText: 'Graph' }).waitFor();
    await frame.locator('.views').getByRole('button', { name: 'Now' }).click();
    await frame.locator('pre').waitFor();
    assert.equal(await frame.locator('.phase').first().getAttribute('open'), null);
  });
});
