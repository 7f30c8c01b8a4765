import assert from 'node:assert/strict';
import { snapshotOf, task } from '../../support/builders';
import { specExample } from '../core/pulse/specExample';
import { label, modelOf, page, press } from './page';
import { elements, textOf, type Drawn } from './tree';

const buttons = (drawn: readonly (Drawn | string)[]) => elements(drawn).filter(({ name }) => name === 'button').map(label);

describe('the pulse in the sidebar', () => {
  it('tells progress, work in progress, the next task and its start, what is under way, and no more', () => {
    const calls: string[] = [];
    const drawn = page(modelOf(specExample()), calls, { isCompact: true });
    const titles = elements(drawn).filter(({ name }) => name === 'h2').map(({ children }) => textOf(children));
    assert.ok(titles.some((title) => title.startsWith('Next task')) && titles.some((title) => title.startsWith('In progress')), titles.join());
    assert.ok(!titles.some((title) => /As text|Phase/.test(title)) && elements(drawn).every(({ name }) => name !== 'pre' && name !== 'h1'));
    assert.match(textOf(drawn), /\d+ of \d+ tasks completed/);
    const start = buttons(drawn).filter((name) => name.startsWith('Start '));
    assert.equal(start.length, 1, 'only the next task can be started from here');
    press(drawn, start[0] ?? '');
    press(drawn, ' Open Pulse');
    assert.deepEqual(calls, [start[0]?.replace('Start', 'start'), 'view now']);
  });

  it('leads from each count to its list, and shows none where there is nothing', () => {
    const calls: string[] = [];
    const blocked = snapshotOf([task({ task_id: 'A' }), task({ task_id: 'B' })], { A: { status: 'blocked', blocked_reason: 'waits' } });
    const drawn = page(modelOf(blocked), calls, { isCompact: true });
    press(drawn, 'Show: 1 blocked task');
    assert.deepEqual(calls, ['list blocked']);
    assert.ok(!textOf(page(modelOf(snapshotOf([task({ task_id: 'A' })], {})), [], { isCompact: true })).includes('Needs attention'));
  });

  it('says what stands where nothing can be started', () => {
    const done = snapshotOf([task({ task_id: 'A' })], { A: { status: 'completed' } });
    assert.match(textOf(page(modelOf(done), [], { isCompact: true })), /All done/);
    assert.match(textOf(page(modelOf(snapshotOf([], {})), [], { isCompact: true })), /no tasks/);
    const untrusted = page(modelOf(specExample(), { isTrusted: false }), [], { isCompact: true });
    assert.match(textOf(untrusted), /Restricted Mode/);
    assert.ok(!buttons(untrusted).some((name) => name.startsWith('Start ')));
  });

  it('offers what a backlog can begin with', () => {
    const calls: string[] = [];
    const drawn = page(modelOf(undefined), calls, { isCompact: true });
    for (const name of [' Create Task Manifest…', ' Try It on a Sample…', ' Get Started']) press(drawn, name);
    assert.deepEqual(calls, ['begin manifest', 'begin sample', 'begin tour']);
  });
});
