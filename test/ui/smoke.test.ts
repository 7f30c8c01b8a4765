import assert from 'node:assert/strict';
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
