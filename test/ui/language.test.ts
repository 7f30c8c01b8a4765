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

  it('has tree, status bar, palette, notifications and the pulse in German', async () => {
    const bench = await editor().open(editor().newFolder(backlog), { language: 'de' });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree(commands['view.tasks.name']!);
    await until('the tree', async () => (await tree.rows()).length > 0);
    console.log(JSON.stringify(await tree.rows()), JSON.stringify(await bench.statusBar()));
    await bench.runCommand(`Orchestrator: ${commands['command.showPulse.title']}`);
    const page = bench.pulseFrame();
    await page.locator('main h1').first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    console.log(await page.locator('body').innerText());
    await bench.screenshot('words-de');
    await bench.runCommand(`Orchestrator: ${commands['command.showBlockedTasks.title']}`);
    await bench.quickPick.opened();
    assert.equal(await bench.quickPick.placeholder(), german['Choose a task to show it in the tree']);
  });
});
