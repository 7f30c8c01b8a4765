import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { until } from '../support/until';
import { smallBacklog } from './support/sample';
import { useEditor } from './support/useEditor';

const german = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>;
const commands = JSON.parse(readFileSync('package.nls.de.json', 'utf8')) as Record<string, string>;

describe('an editor in German', () => {
  const editor = useEditor();
  const backlog = smallBacklog([{ task_id: 'A--T01', risk: 'High' }, { task_id: 'A--T02', depends_on_tasks: ['A--T01'] }]);

  it('has tree, status bar, pulse, palette and lists in German', async () => {
    const said = (text: string, ...values: readonly (string | number)[]) => values.reduce<string>((all, value, index) => all.replaceAll(`{${index}}`, String(value)), german[text] ?? assert.fail(text));
    const bench = await editor().open(editor().newFolder(backlog), { language: 'de' });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree(commands['view.tasks.name']!);
    await until('the tree', async () => (await tree.rows()).length > 0);
    await bench.statusItem(new RegExp(said('Orchestrator: {0} of at most {1} tasks in progress', 0, 3)));
    await bench.runCommand(`Orchestrator: ${commands['command.showPulse.title']}`);
    const page = bench.pulseFrame();
    await page.getByRole('heading', { name: said('Next task') }).waitFor();
    await page.getByRole('button', { name: said('Start {0}', 'A--T01') }).waitFor();
    await page.getByText(said('It depends on no other task.')).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.doesNotMatch((await page.locator('main').innerText()).split('###')[0] ?? '', /\b(?:tasks?|progress|criteria|risk|completed|waits)\b/);
    await bench.screenshot('words-de');
    await bench.runCommand(`Orchestrator: ${commands['command.showBlockedTasks.title']}`);
    // The palette that the command was run from is a list too, and may still be going.
    await until('the list of the command', async () => (await bench.quickPick.placeholder()) === said('Choose a task to show it in the tree'));
  });
});
