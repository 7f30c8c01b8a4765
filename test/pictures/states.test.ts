import { pulseStates, type PulseState } from '../ui/support/pulseStates';
import { BARE_WINDOW, Stage } from '../ui/support/stage';
import { useEditor } from '../ui/support/useEditor';
import { sheet } from './sheet';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
const WIDTHS = [320, 700, 1400];

describe('pictures of states', () => {
  const editor = useEditor();
  const states: readonly PulseState[] = pulseStates();

  it('of each state, in each theme, at three widths', async () => {
    const stage = await Stage.open(await editor().open(editor().newFolder(), { settings: BARE_WINDOW }));
    const taken = new Map<string, Buffer[][]>();
    for (const [row, theme] of THEMES.entries()) {
      await stage.bench.setTheme(theme);
      for (const width of WIDTHS) {
        await stage.resize(width);
        for (const { name, model } of states) {
          await stage.show(model);
          const rows = taken.get(name) ?? THEMES.map(() => []);
          rows[row]?.push(await stage.picture());
          taken.set(name, rows);
        }
      }
    }
    for (const [name, rows] of taken) await sheet(name, rows);
  });

  it('at a zoom of 200 %, and from right to left', async () => {
    const stage = await Stage.open(await editor().open(editor().newFolder(), { settings: BARE_WINDOW }));
    for (const way of ['zoom', 'right-to-left'] as const) {
      await stage.turn(way);
      for (const { name, model } of states.filter(({ name: one }) => ['attention', 'graph', 'history'].includes(one))) {
        const row: Buffer[] = [];
        for (const width of way === 'zoom' ? [700, 1400] : [320, 1400]) {
          await stage.resize(width);
          await stage.show(model);
          row.push(await stage.picture());
        }
        await sheet(`${name}-${way}`, [row]);
      }
    }
  });
});
