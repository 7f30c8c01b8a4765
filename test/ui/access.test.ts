import assert from 'node:assert/strict';
import { findings, serious } from './support/axe';
import { pulseStates } from './support/pulseStates';
import { BARE_WINDOW, Stage } from './support/stage';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

describe('access for everybody', () => {
  const editor = useEditor();

  for (const theme of THEMES) {
    it(`has no serious finding in any state of the pulse, ${theme}`, async () => {
      const bench = await editor().open(editor().newFolder(), { settings: BARE_WINDOW });
      const stage = await Stage.open(bench);
      await bench.setTheme(theme);
      const found: string[] = [];
      for (const { name, model } of pulseStates()) {
        await stage.show(model);
        await stage.settle();
        const all = await findings(stage.frame, 'html');
        for (const one of all) console.log(`      ${name}: ${JSON.stringify(one)}`);
        found.push(...serious(all).map((one) => `${name}: ${JSON.stringify(one)}`));
      }
      assert.deepEqual(found, []);
    });
  }
});
