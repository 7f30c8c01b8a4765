import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { sampleFiles, smallBacklog, STATE } from './support/sample';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';
import type { Workbench } from './support/workbench';

const NEXT = 'MONEY_TYPE--T02';
const HOSTILE = '$(zap) [x](command:workbench.action.quit) <b>b</b> `c` **s** https://evil.example $x^2$';

/** What the chat answered last, on screen. */
function response(bench: Workbench): Locator {
  return bench.page.locator('.interactive-response:visible').last();
}

function askOrchestrator(bench: Workbench, query: string): Promise<unknown> {
  return bench.execute('workbench.action.chat.open', { query: `@orchestrator ${query}`, modelSelector: { vendor: 'scripted' }, blockOnResponse: true });
}

describe('@orchestrator in the chat', () => {
  const editor = useEditor();

  it('says what is next and why, and its button starts it', async () => {
    const folder = editor().newFolder(sampleFiles());
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'clipboard' }, viewport: { width: 1400, height: 1000 } });
    await bench.chatReady();
    bench.chat.script([]);
    for (const query of ['/status', '/check', '/next']) {
      await askOrchestrator(bench, query);
      await response(bench).getByText(query === '/status' ? 'By phase' : NEXT).first().waitFor();
      await bench.screenshot(`participant${query.replace('/', '-')}`);
    }
    const buttons = await response(bench).locator('.monaco-button:visible').allInnerTexts();
    assert.deepEqual(buttons.filter((label) => ['Start This Task', 'Explain', 'Reveal in Tree'].includes(label.trim())).length, 3, buttons.join(', '));
    await response(bench).locator('.monaco-button', { hasText: 'Start This Task' }).click();
    await bench.notification(new RegExp(`${NEXT} is started on feat/${NEXT}`));
    assert.equal(editor().git(folder, 'branch', '--show-current'), `feat/${NEXT}`);
    assert.equal(bench.chat.requests().length, 0, 'no model was asked');
  });

  it('shows the words of a manifest as words, in an answer and in the question of a tool', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'EVIL--T01', title: HOSTILE, acceptance_criteria: [{ id: 'EVIL-AC01', text: HOSTILE }] }], { 'EVIL--T01': { status: 'in-progress', started_at: '2025-10-01T08:00:00Z' } }));
    const bench = await editor().open(folder, { viewport: { width: 1400, height: 1000 } });
    await bench.chatReady();
    await askOrchestrator(bench, '/explain EVIL--T01');
    await askOrchestrator(bench, '/status');
    const status = response(bench);
    await until('the words on screen', async () => (await status.innerText()).includes(HOSTILE));
    assert.equal(await status.locator('a[href*="command:"], a[data-href*="command:"], a[href*="evil"], b, .codicon-zap, .katex').count(), 0);
    await bench.setTheme('high-contrast');
    await bench.screenshot('participant-hostile');

    bench.chat.script([{ calls: [{ name: 'orchestrator_ac-done', input: { task: 'EVIL--T01', criteria: ['AC01'] } }] }, { text: 'Recorded.' }]);
    const turn = bench.ask('Record it.');
    const question = bench.page.locator('.chat-confirmation-widget2, .chat-confirmation-widget').last();
    await until('the question', async () => (await question.innerText()).includes('EVIL-AC01'));
    const asked = await question.innerText();
    assert.ok(asked.includes(HOSTILE), asked);
    assert.doesNotMatch(asked, /\\|&nbsp;/, 'the title and the changes read as they should');
    assert.equal(await question.locator('a[data-href*="command:"], .codicon-zap').count(), 0);
    await bench.screenshot('participant-question');
    await question.locator('.monaco-button').filter({ hasText: /^Allow/ }).first().click();
    await turn;
    await until('the record', () => readFileSync(path.join(folder, STATE), 'utf8').includes('"EVIL-AC01"'));
    const offered = () => bench.chat.requests().at(-1)?.tools.filter((name) => name.startsWith('orchestrator_')).length;
    assert.equal(offered(), 8);

    rmSync(path.join(folder, 'docs'), { recursive: true });
    await until('the backlog to be gone', async () => !(await bench.statusBar()).some(({ text }) => text.includes('EVIL--T01')));
    bench.chat.script([{ text: 'Nothing.' }]);
    await bench.ask('What is there?');
    assert.equal(offered(), 0, 'no tool is offered where there is no backlog');
  });
});
