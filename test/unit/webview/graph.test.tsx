import assert from 'node:assert/strict';
import { relatives } from '../../../src/webview/graph/relatives';
import { snapshotOf, task, type RawTask } from '../../support/builders';
import { drawingFor, graphOf, graphPage } from './graphPage';
import { label, press } from './page';
import { elements, textOf, type Drawn } from './tree';

const HOSTILE = '<img src=x onerror=alert(1)>\u202e[x](command:workbench.action.quit)';

/** A before B and C, D behind both and behind what is no task; E and F wait on each other. */
const TASKS: readonly RawTask[] = [
  task({ task_id: 'A--T01', title: 'Lay the ground', risk: 'High' }),
  task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] }),
  task({ task_id: 'C--T01', depends_on_tasks: ['A--T01'], est: { size: 'L' } }),
  task({ task_id: 'D--T01', depends_on_tasks: ['B--T01', 'C--T01', 'NOBODY--T01'], risk: 'Low', phase: 'Phase 2' }),
  task({ task_id: 'E--T01', depends_on_tasks: ['F--T01'] }),
  task({ task_id: 'F--T01', depends_on_tasks: ['E--T01'] }),
];

const nodes = (page: readonly (Drawn | string)[]) => elements(page).filter(({ props }) => 'data-node' in props);
const classes = ({ props }: Drawn) => String(props['class']).split(/\s+/);
const edges = (page: readonly (Drawn | string)[], kind: string) => elements(page).filter((one) => one.name === 'g' && classes(one).includes(kind));
const lineCount = (page: readonly (Drawn | string)[], kind: string) => edges(page, kind).reduce((sum, one) => sum + (String((one.children[0] as Drawn).props['d']).match(/M/g) ?? []).length, 0);

describe('the graph page', () => {
  it('has a node for every task and one for what is no task, each named in words', () => {
    const page = graphPage(graphOf(snapshotOf(TASKS, { 'A--T01': { status: 'in-progress' } })));
    assert.deepEqual(nodes(page).map(label).sort(), [
      'A--T01, Lay the ground, in progress, High risk, 2 tasks wait on it, on the critical path',
      'B--T01, Build B--T01, pending, waiting, Medium risk, waits on 1 task, 1 task waits on it',
      'C--T01, Build C--T01, pending, waiting, Medium risk, waits on 1 task, 1 task waits on it, on the critical path',
      'D--T01, Build D--T01, pending, waiting, Low risk, waits on 3 tasks, on the critical path',
      'E--T01, Build E--T01, pending, waiting, Medium risk, waits on 1 task, 1 task waits on it, in a cycle',
      'F--T01, Build F--T01, pending, waiting, Medium risk, waits on 1 task, 1 task waits on it, in a cycle',
      'NOBODY--T01, not in the manifest, 1 task waits on it',
    ]);
  });

  it('has a line for every dependency, told apart by what it means', () => {
    const page = graphPage(graphOf(snapshotOf(TASKS, { 'A--T01': { status: 'completed' } })));
    assert.deepEqual(['met', 'open', 'missing', 'critical', 'cycle'].map((kind) => lineCount(page, kind)), [2, 1, 1, 1, 2]);
  });

  it('draws far out boxes without texts, but for the node that the keyboard is on', () => {
    const page = graphPage(graphOf(snapshotOf(TASKS)), { isFar: true, active: 2, camera: { x: 0, y: 0, scale: 0.1 } });
    assert.deepEqual(nodes(page).map((one) => one.props['data-node']), [2]);
    const boxes = elements(page).filter((one) => classes(one).includes('graph-boxes'));
    assert.equal(boxes.reduce((sum, { props }) => sum + (String(props['d']).match(/M/g) ?? []).length, 0), 7);
    assert.ok(textOf(page).includes('C--T01 · Build C--T01'));
  });

  it('draws what is near the view alone', () => {
    const chain = Array.from({ length: 2000 }, (_, at) => task({ task_id: `T${at}`, depends_on_tasks: at === 0 ? [] : [`T${at - 1}`] }));
    const page = graphPage(graphOf(snapshotOf(chain)), { region: { x: 100_000, y: -100, width: 2000, height: 400 }, active: 0 });
    assert.ok(nodes(page).length > 5 && nodes(page).length < 12, `${nodes(page).length}`);
    assert.ok(nodes(page).some((one) => one.props['data-node'] === 0), 'the node that the keyboard is on is there');
    assert.ok(lineCount(page, 'critical') < 12);
  });

  it('makes what is not around the focused task faint, or leaves it out', () => {
    const snapshot = snapshotOf(TASKS);
    const focus = { node: 1, depth: 0, kept: relatives(drawingFor(snapshot), 1, 0) };
    const page = graphPage(graphOf(snapshot), { focus, active: 1 });
    const faint = nodes(page).filter((one) => classes(one).includes('faint')).map((one) => textOf([one]).slice(0, 6));
    assert.deepEqual(faint.sort(), ['C--T01', 'E--T01', 'F--T01', 'NOBODY']);
    const hidden = graphPage(graphOf(snapshot), { focus, active: 1, hides: true });
    assert.deepEqual(nodes(hidden).map((one) => textOf([one]).slice(0, 6)).sort(), ['A--T01', 'B--T01', 'D--T01']);
    assert.equal(lineCount(hidden, 'cycle'), 0);
  });

  it('opens a card with what the task waits on, who waits on it, and what can be done', () => {
    const calls: string[] = [];
    const model = graphOf(snapshotOf(TASKS));
    const page = graphPage(model, { active: 0, isCardOpen: true }, calls);
    const card = elements(page).find(({ name }) => name === 'aside');
    assert.ok(card);
    const text = textOf([card]);
    for (const words of ['A--T01', 'Lay the ground', 'Pending, ready to start', 'High risk', 'Slice 1.1', 'It depends on no task.', 'B--T01', 'C--T01']) assert.ok(text.includes(words), `${words} in ${text}`);
    for (const name of [' Start', ' Focus', ' Reveal in Tree', 'Close', 'C--T01']) press([card], name);
    assert.deepEqual(calls, ['start A--T01', 'focus 0', 'reveal A--T01', 'close', 'select 2']);
    assert.ok(!textOf(graphPage({ ...model, isTrusted: false }, { active: 0, isCardOpen: true })).includes('Start'), 'nothing starts in Restricted Mode');
    assert.ok(!textOf(graphPage(model, { active: 3, isCardOpen: true })).includes(' Start'), 'what waits is not started');
  });

  it('tells on the card of a blocked task why it is blocked, as its record says', () => {
    const model = graphOf(snapshotOf(TASKS, { 'B--T01': { status: 'blocked', blocked_reason: `Waits for a decision ${HOSTILE}` }, 'C--T01': { status: 'blocked' }, 'D--T01': { status: 'completed', blocked_reason: 'Was once' } }));
    const cardOf = (active: number) => textOf(elements(graphPage(model, { active, isCardOpen: true })).filter(({ name }) => name === 'aside'));
    assert.ok(cardOf(1).includes('Waits for a decision <img') && !cardOf(1).includes('\u202e'));
    assert.deepEqual(model.reasons.map(({ node }) => node), [1]);
    assert.ok(!cardOf(3).includes('Was once'));
  });

  it('tells in its legend only what occurs', () => {
    const all = textOf(graphPage(graphOf(snapshotOf(TASKS))));
    for (const words of ['Pending, waiting 5', 'Not in the manifest 1', 'critical path: 3 tasks', '1 cycle: its tasks can never start']) assert.ok(all.includes(words), `${words} in ${all}`);
    const one = textOf(graphPage(graphOf(snapshotOf(TASKS.slice(0, 1)))));
    for (const words of ['cycle', 'critical', 'Not in the manifest', 'Completed']) assert.ok(!one.includes(words), words);
  });

  it('says so where there is nothing to draw, and where the shape can not be read', () => {
    for (const model of [graphOf(snapshotOf([])), { ...graphOf(snapshotOf(TASKS)), shape: '{' }]) {
      assert.ok(textOf(graphPage(model)).includes('There is nothing to draw'));
    }
  });

  it('shows texts of the files as texts, and none in full length', () => {
    const model = graphOf(snapshotOf([task({ task_id: HOSTILE, title: HOSTILE.repeat(200), phase: HOSTILE, slice: HOSTILE, depends_on_tasks: [`${HOSTILE}2`] })]));
    const page = graphPage(model, { active: 0, isCardOpen: true, said: HOSTILE });
    for (const { name, props } of elements(page)) {
      assert.ok(!['img', 'a', 'script', 'iframe'].includes(name) && !('dangerouslySetInnerHTML' in props) && !('href' in props) && !('src' in props));
      for (const [key, value] of Object.entries(props)) if (key === 'style') assert.ok(Object.values(value as object).every((one) => typeof one === 'number'), 'only numbers reach a style');
    }
    assert.ok(nodes(page).every((one) => textOf([one]).length < 300 && !textOf([one]).includes('\u202e')));
  });
});
