import path from 'node:path';
import { openSample, SCENES, showScene } from '../ui/support/scenes';
import { sampleFiles } from '../ui/support/sample';
import { useEditor } from '../ui/support/useEditor';
import type { Workbench } from '../ui/support/workbench';
import { picture, still } from './picture';

const THEMES = ['dark', 'light'] as const;

const SETTINGS = {
  'orchestrator.agents.default': 'chat',
  'orchestrator.agents.chat.submit': 'submit',
  'orchestrator.agents.chat.model': { vendor: 'scripted' },
  'orchestrator.agents.previewPrompt': 'never',
  'window.title': 'ledgerline',
  'workbench.layoutControl.enabled': false,
};

/** Dark and light are the README's; the others are only looked at. */
async function take(bench: Workbench, name: string, theme: string): Promise<void> {
  if (theme === 'dark' || theme === 'light') await picture(bench, name);
  else await bench.screenshot(name);
}

async function openTree(bench: Workbench): Promise<void> {
  await bench.openContainer('Orchestrator');
  const tree = await bench.tree('Tasks');
  await tree.expand(/^Phase 1/);
  await tree.expand(/^Slice 1\.1/);
  await tree.expand(/LEDGER_SCHEMA--T01/);
}

describe('pictures', () => {
  const editor = useEditor();

  it('of the tree, the status bar and the pulse', async () => {
    const folder = editor().newFolder(sampleFiles(), true, 'ledgerline');
    const bench = await editor().open(folder, { settings: SETTINGS, viewport: { width: 1280, height: 800 } });
    await openTree(bench);
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().getByText('Work in progress').first().waitFor();
    for (const theme of [...THEMES, 'high-contrast', 'high-contrast-light'] as const) {
      await bench.setTheme(theme);
      await still(bench);
      await take(bench, `overview-${theme}`, theme);
    }
  });

  it('of the plan, the graph and the history', async () => {
    for (const scene of SCENES.filter(({ name }) => name !== 'pulse')) {
      const bench = await openSample(editor(), scene.viewport);
      await bench.execute('workbench.action.closeSidebar');
      await showScene(bench, scene);
      for (const theme of THEMES) {
        await bench.setTheme(theme);
        await still(bench);
        await picture(bench, `${scene.name}-${theme}`);
      }
      await bench.close();
    }
  });

  it('of a blocked start', async () => {
    const folder = editor().newFolder(sampleFiles(), true, 'ledgerline');
    const bench = await editor().open(folder, { settings: SETTINGS, viewport: { width: 1280, height: 800 } });
    await openTree(bench);
    editor().git(folder, 'switch', '--quiet', '--create', 'spike');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path.join(folder, 'scratch.md'), 'Notes\n');
    await bench.runCommand('Orchestrator: Check Readiness');
    await bench.quickPick.opened();
    await still(bench);
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await still(bench);
      if (!(await bench.quickPick.isOpen())) {
        await bench.runCommand('Orchestrator: Check Readiness');
        await bench.quickPick.opened();
      }
      // Away from the list, whose hovers would cover its title.
      await bench.page.mouse.move(1000, 700);
      await still(bench);
      await picture(bench, `blocked-${theme}`);
    }
    await bench.quickPick.cancel();
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/BLOCKED::NOT-ON-MAIN-BRANCH/);
    await bench.screenshot('blocked-notification');
  });

  it('of a task that was started with the chat', async () => {
    const folder = editor().newFolder(sampleFiles(), true, 'ledgerline');
    const bench = await editor().open(folder, { settings: SETTINGS, viewport: { width: 1280, height: 800 } });
    await openTree(bench);
    bench.chat.script([{ text: 'I have read the spec, both decisions and both guides, and begin with the first criterion: a failing test.' }]);
    await bench.chatReady();
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/is started on/);
    await bench.page.getByText('begin with the first criterion').first().waitFor();
    for (const theme of [...THEMES, 'high-contrast'] as const) {
      await bench.setTheme(theme);
      await still(bench);
      await take(bench, `started-${theme}`, theme);
    }
  });
});
