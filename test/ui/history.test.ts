import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { makeCourse, trueAt, type Course } from '../support/course';
import { isolateGit } from '../support/repository';
import { until } from '../support/until';
import { smallBacklog } from './support/sample';
import type { Workbench } from './support/workbench';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
const WIDTHS = [1400, 700, 320];
const DAY = 86_400_000;
const STATUSES = ['completed', 'in-progress', 'blocked', 'pending', 'abandoned'] as const;

describe('the history in the pulse panel', function () {
  // Making it takes hundreds of processes.
  this.timeout(240_000);
  const editor = useEditor();
  let course: Course;

  before(() => {
    const restore = isolateGit();
    // Its last day is yesterday, so that there is a pace to tell a forecast from.
    course = makeCourse('one', Math.floor(Date.now() / DAY) * DAY - 60 * DAY + DAY / 3);
    restore();
  });
  after(() => course.history.dispose());

  async function open(width = 1400): Promise<{ bench: Workbench; frame: FrameLocator }> {
    const bench = await editor().open(course.history.top, { viewport: { width, height: 1000 } });
    await bench.runCommand('Orchestrator: Show History');
    const frame = bench.pulseFrame();
    await frame.locator('.plot.burnUp').waitFor();
    return { bench, frame };
  }

  it('is a picture in every theme, wide and narrow', async () => {
    const { bench, frame } = await open();
    await bench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of WIDTHS) {
      await bench.page.setViewportSize({ width, height: 2000 });
      for (const theme of THEMES) {
        await bench.setTheme(theme);
        await bench.screenshot(`history-${width}-${theme}`);
      }
      assert.equal(await frame.locator('main').evaluate((main) => main.scrollWidth <= main.clientWidth), true, 'nothing is wider than the panel');
    }
  });

  it('shows the project on any past day as it truly was, by keyboard and by mouse, and leads back to today', async () => {
    const { bench, frame } = await open();
    const slider = frame.getByRole('slider', { name: 'Day that is shown' });
    const shown = async (): Promise<string> => JSON.stringify(await frame.locator('.day-card .legend b').allTextContents());
    const name = async (): Promise<string> => (await frame.locator('.day-name').innerText()).trim();
    const first = dayOf(course.start);
    const today = dayOf(Date.now());
    const stands = async (day: number): Promise<void> => {
      const statuses = [...course.truth.values()].map((truth) => trueAt(truth, (day + 1) * DAY + OFFSET - 1));
      const wanted = JSON.stringify(STATUSES.map((status) => String(statuses.filter((one) => one === status).length)));
      const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(day * DAY);
      await until(async () => `${date}: ${wanted}; there is ${await name()} ${await shown()}`, async () => (await name()).includes(date) && (await shown()) === wanted);
    };
    await stands(today);
    assert.match(await name(), /^Today, /);

    await slider.focus();
    const presses: readonly (readonly [string, number])[] = [['Home', first], ['PageUp', first + 7], ['ArrowRight', first + 8], ['PageUp', first + 15], ['ArrowLeft', first + 14], ['End', today], ['PageDown', today - 7], ['ArrowLeft', today - 8]];
    for (const [key, day] of presses) {
      await bench.page.keyboard.press(key);
      await stands(day);
    }
    assert.match(await name(), /^The past: /);
    assert.match((await slider.getAttribute('aria-valuetext')) ?? '', / of \d+ tasks completed$/);

    // A click on the picture chooses its day too, and so does pulling the thumb.
    const area = frame.locator('.plot.burnUp .plot-area');
    const box = await area.boundingBox();
    const track = await slider.boundingBox();
    assert.ok(box && track);
    await area.click({ position: { x: 1, y: 40 } });
    await stands(first);
    await bench.page.mouse.move(track.x + 8, track.y + track.height / 2);
    await bench.page.mouse.down();
    await bench.page.mouse.move(track.x + track.width / 2, track.y + track.height / 2, { steps: 12 });
    await bench.page.mouse.up();
    await until('the day in the middle', async () => Math.abs(Number(await slider.inputValue()) - (today - first) / 2) <= 1);
    await stands(first + Number(await slider.inputValue()));
    await bench.screenshot('history-past');

    const chosen = await name();
    await bench.runCommand('Developer: Reload Window');
    await until('the day to be kept', async () => (await name()) === chosen);
    await frame.getByRole('button', { name: 'Back to Today' }).click();
    await stands(today);
    assert.match(await name(), /^Today, /);
  });

  it('keeps to what is chosen, tells each chart in a table, and reaches its values by keyboard', async () => {
    const { bench, frame } = await open();
    const select = (label: string) => frame.locator('.history-tools .field', { hasText: label }).locator('select');
    const isDone = (truth: readonly { readonly status: string }[]) => truth.at(-1)?.status === 'completed';
    const done = (isMeant: (task: Course['tasks'][number]) => boolean) => course.tasks.filter((task) => isMeant(task) && isDone(course.truth.get(task.task_id) ?? [])).length;
    const inWeeks = async (): Promise<number> => (await frame.locator('.throughput tbody td').allTextContents()).map(Number).reduce((sum, count) => sum + count, 0);
    await frame.locator('.throughput summary').click();
    const all = done(() => true);
    await until(`${all} completed in all`, async () => (await inWeeks()) === all);

    await select('Phase').selectOption('Phase 2');
    const second = done((task) => task['phase'] === 2);
    assert.ok(second < all);
    await until(`${second} completed in phase 2`, async () => (await inWeeks()) === second);
    await select('Phase').focus();
    await bench.page.keyboard.press('Home');
    await select('Risk').focus();
    await bench.page.keyboard.press('ArrowDown');
    const high = done((task) => task['risk'] === 'High');
    await until(`${high} completed of High risk`, async () => (await inWeeks()) === high);

    const weeks = frame.getByRole('slider', { name: /a week$/ });
    await weeks.focus();
    const readout = frame.locator('.throughput .readout');
    await readout.getByText('not over yet').waitFor();
    await bench.page.keyboard.press('Home');
    const [oldest] = (await frame.locator('.throughput tbody th').allTextContents()).slice(-1);
    await readout.getByText(`Week of ${oldest ?? ''}`).waitFor();
    await bench.screenshot('history-week');
    await bench.page.keyboard.press('Tab');
    await readout.getByText('a week').waitFor();

    await bench.runCommand('Developer: Reload Window');
    await until('filter and table to be kept', async () => (await select('Risk').inputValue()) === '0' && (await inWeeks()) === high);
  });

  it('leads from the next waves on the page of now to their plan, and keeps the pulse in a file', async () => {
    const side = { parallel: true, conflicts_with: [] };
    const tasks = ['A', 'B', 'C', 'D'].map((name) => ({ task_id: `${name}--T01`, ...side, file_scope: [`src/${name}/**`], ...(name === 'D' ? { depends_on_tasks: ['A--T01'] } : {}) }));
    const bench = await editor().open(editor().newFolder(smallBacklog(tasks)), { viewport: { width: 1300, height: 1000 } });
    await bench.runCommand('Orchestrator: Show Pulse');
    const frame = bench.pulseFrame();
    const waves = frame.locator('.section.next-waves');
    await waves.getByText('Wave 2').waitFor();
    assert.deepEqual(await waves.locator('.wave-row').first().locator('.id').allTextContents(), ['A--T01', 'B--T01', 'C--T01']);
    await bench.screenshot('pulse-waves');
    await waves.getByRole('button', { name: 'Plan Parallel Batch' }).click();
    await bench.pulseFrame().getByRole('heading', { name: /^Wave 1/ }).waitFor();
  });
});

const OFFSET = new Date().getTimezoneOffset() * 60_000;

/** Days since 1970 where the person is, as the page counts them. */
function dayOf(at: number): number {
  return Math.floor((at - OFFSET) / DAY);
}
