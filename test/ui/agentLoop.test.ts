import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST, sampleFiles, STATE } from './support/sample';
import type { ScriptedChat, Turn } from './support/scriptedChat';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';
import type { Workbench } from './support/workbench';

const TASK = 'MONEY_TYPE--T02';
const CRITERIA = ['MONEY_TYPE-AC05', 'MONEY_TYPE-AC06', 'MONEY_TYPE-AC07', 'MONEY_TYPE-AC08', 'MONEY_TYPE-AC09'];
const DOCUMENTS = [
  'docs/features/money/spec-money.md',
  'docs/adr/ADR-0001-money-in-minor-units.md',
  'ADR-0009',
  'docs/guides/guide-property-testing.md',
  'docs/guides/guide-tdd-by-risk.md',
];

/** A model that calls one of our tools. */
function call(operation: string, input: object): Turn {
  return { calls: [{ name: `orchestrator_${operation}`, input }] };
}

/** What the model was told by the tools, in order: the text of every tool result. */
function results(chat: ScriptedChat): string[] {
  const last = chat.requests().at(-1);
  return (last?.messages ?? []).flatMap(({ parts }) => parts.flatMap((part) => ('result' in (part as object) ? [JSON.stringify(part)] : [])));
}

interface Entry {
  readonly status: string;
  readonly started_at: string;
  readonly completed_at?: string;
  readonly acs_completed: readonly string[];
  readonly acs_remaining: readonly string[];
}

function entryIn(folder: string): Entry | undefined {
  return (JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, Entry> }).tasks[TASK];
}

/** Presses Allow in the chat as long as a tool asks, as a person does, until `isDone`. */
async function allowUntil(bench: Workbench, what: string, isDone: () => boolean | Promise<boolean>): Promise<number> {
  let pressed = 0;
  const allow = bench.page.locator('.interactive-session').getByRole('button', { name: /^Allow/ });
  await until(
    what,
    async () => {
      if (await isDone()) return true;
      if ((await allow.count()) > 0 && (await allow.first().isVisible())) {
        await allow.first().click({ timeout: 1000 });
        pressed++;
      }
      return false;
    },
    120_000,
  );
  return pressed;
}

describe('an agent that works on a task with our tools', () => {
  const editor = useEditor();

  it('reads, is refused, records, and completes, while every view follows', async () => {
    const files = sampleFiles();
    const folder = editor().newFolder(files);
    const bench = await editor().open(folder, {
      settings: {
        'orchestrator.agents.default': 'chat',
        'orchestrator.agents.chat.submit': 'submit',
        'orchestrator.agents.chat.model': { vendor: 'scripted' },
        'orchestrator.tools.confirm': 'except-criteria',
      },
    });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await bench.chatReady();
    bench.chat.script([
      call('ac-done', { task: TASK, criteria: ['AC05'] }),
      call('context', { task: TASK }),
      ...DOCUMENTS.map((document) => call('context', { task: TASK, document })),
      call('ac-done', { task: 'MONEY_TYP--T02', criteria: ['AC05'] }),
      call('ac-done', { task: TASK, criteria: ['AC55'] }),
      call('complete', { task: TASK }),
      call('ac-done', { task: TASK, criterion: 'AC05' }),
      ...CRITERIA.slice(1).map((id) => call('ac-done', { task: TASK, criteria: [id.slice(-4)] })),
      call('complete', { task: TASK }),
      { text: 'The tests are not written to disk yet.' },
    ]);
    await bench.runCommand('Orchestrator: Start Next Task');
    await allowUntil(bench, 'the agent to say that tests are missing', () => bench.chat.requests().some(({ answer }) => answer.text?.startsWith('The tests are not written')));
    const told = results(bench.chat);
    assert.match(told.find((text) => text.includes('MONEY_TYP--T02')) ?? '', /UNKNOWN-TASK.*Did you mean MONEY_TYPE--T02/);
    assert.ok(told.some((text) => /UNKNOWN-CRITERION::AC55/.test(text)));
    assert.ok(told.some((text) => /BLOCKED::CRITERIA-OPEN.*4 criteria are not recorded/.test(text)), 'a premature completion is refused');
    assert.ok(told.some((text) => /input to the tool was invalid.*criteria/.test(text)), 'an invalid input is refused by the schema, which names what is missing');
    assert.ok(told.some((text) => /BLOCKED::MISSING-TESTS::MONEY_TYPE--T02/.test(text)), 'a High risk task needs its tests');
    assert.ok(told.some((text) => /page 1 of 1.*An amount is a whole number of minor units/.test(text)), 'the spec is read page by page');
    const ticks = told.filter((text) => text.includes('is recorded as done'));
    assert.equal(ticks.length, CRITERIA.length);
    assert.match(ticks[0] ?? '', /WARN::INCOMPLETE-CONTEXT-READ::MONEY_TYPE--T02/);
    for (const later of ticks.slice(1)) assert.doesNotMatch(later, /WARN::/, 'what was read is remembered');
    assert.deepEqual(entryIn(folder)?.acs_completed, CRITERIA);
    assert.equal(entryIn(folder)?.status, 'in-progress');
    await bench.statusItem(new RegExp(`${TASK} 5/5`));
    await tree.row(new RegExp(`${TASK}.*in progress.*5 of 5`, 'i'));

    for (const test of ['allocation', 'percentages']) {
      const file = path.join(folder, `packages/money/tests/${test}.spec.ts`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `describe('${test}', () => {});\n`);
    }
    bench.chat.script([call('complete', { task: TASK }), { text: 'All done.' }]);
    await bench.screenshot('agent-loop-ticked');
    const asked = bench.execute('workbench.action.chat.open', { query: 'The tests are there now. Complete it.' });
    const pressed = await allowUntil(bench, 'the task to be completed', () => entryIn(folder)?.status === 'completed');
    await asked;
    assert.equal(pressed, 1, 'completing is confirmed by the person, ticking was lifted by the setting');
    const entry = entryIn(folder);
    assert.ok(Math.abs(Date.parse(entry?.completed_at ?? '') - Date.now()) < 120_000, 'completed_at is the real time');
    assert.deepEqual(entry?.acs_remaining, []);
    await tree.row(new RegExp(`${TASK}.*completed`, 'i'));
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().getByText(TASK).first().waitFor();
    const before = JSON.parse(files[STATE] ?? '') as { tasks: Record<string, unknown> };
    const after = JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, unknown> };
    for (const [id, value] of Object.entries(before.tasks)) if (id !== TASK) assert.deepEqual(after.tasks[id], value, `${id} is as it was`);
    assert.ok(readFileSync(path.join(folder, MANIFEST), 'utf8') === files[MANIFEST]);
  }).timeout(300_000);
});
