import assert from 'node:assert/strict';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';

describe('the packaged product in a real workbench', () => {
  const editor = useEditor();

  it('is installed, and a person sees the workbench in each kind of theme', async () => {
    const bench = await editor().open(editor().newFolder({ 'README.md': '# Nothing to do here\n' }));
    assert.ok((await bench.statusBar()).length > 0);
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await bench.setTheme(theme);
    }
    await bench.runCommand('View: Toggle Panel Visibility');
    await bench.page.locator('.part.panel').waitFor();
    await bench.screenshot('smoke');
  });

  it('meets a person with trees, menus, dialogs, notifications and quick picks', async () => {
    const bench = await editor().open(editor().newFolder({ 'deep/down.txt': 'deep', 'top.txt': 'on top' }));
    const tree = await bench.tree('Explorer');
    await tree.expand('deep');
    assert.deepEqual((await tree.row('down.txt')).level, 2);
    await tree.doubleClick('top.txt');
    await until('the text', async () => (await bench.editorText()) === 'on top');
    assert.deepEqual(await bench.editors(), ['top.txt']);
    await tree.contextAction('top.txt', 'Delete Permanently');
    assert.match((await bench.dialog()).text, /permanently delete 'top\.txt'/);
    await bench.answerDialog('Cancel');
    await bench.clickStatusItem(/main/);
    await bench.quickPick.opened();
    assert.equal(await bench.quickPick.placeholder(), 'Select a branch or tag to checkout');
    await bench.quickPick.cancel();
    void bench.execute('workbench.action.terminal.new').then(() => bench.execute('workbench.action.terminal.renameWithArg'));
    await bench.notification(/No name argument/);
  });

  it('opens in Restricted Mode where the folder is not trusted', async () => {
    const bench = await editor().open(editor().newFolder(), { trusted: false });
    await bench.statusItem(/Restricted Mode/);
  });

  it('reaches the scripted model through the real agent loop', async () => {
    const folder = editor().newFolder({ 'notes.md': 'The lighthouse is green.\n' });
    const bench = await editor().open(folder);
    bench.chat.script([{ calls: [{ name: 'read_file', input: { filePath: `${folder}/notes.md`, startLine: 1, endLine: 5 } }] }, { text: 'It is green.' }]);
    await bench.chatReady();
    await bench.ask('What colour is the lighthouse?', { attachFiles: [{ $uri: `file://${folder}/notes.md` }] });
    const [first, second] = bench.chat.requests();
    assert.ok(first && second, 'the loop came back with the result of the tool');
    assert.match(first.messages.map((message) => message.text).join('\n'), /What colour is the lighthouse\?/);
    assert.match(JSON.stringify(second.messages), /The lighthouse is green/);
    await bench.page.getByText('It is green.').first().waitFor();
    await bench.screenshot('smoke-chat');
  });
});
