import { SCENES } from '../ui/support/scenes';
import { useEditor } from '../ui/support/useEditor';
import { picture } from './picture';

describe('pictures', () => {
  const editor = useEditor();

  for (const scene of SCENES) {
    it(`of the scene ${scene.name}`, async () => {
      const bench = await scene.open(editor());
      for (const theme of ['dark', 'light'] as const) {
        await bench.setTheme(theme);
        await picture(bench, scene, theme);
      }
    });
  }
});
