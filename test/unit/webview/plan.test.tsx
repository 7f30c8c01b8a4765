import assert from 'node:assert/strict';
import { readPlanToPanel } from '../../../src/core/planProtocol';
import { unreadableModel } from '../../../src/core/projections/panel';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { snapshotOf, task, type RawTask } from '../../support/builders';
import { label, press } from './page';
import { boardOf, planPage } from './planPage';
import { elements, textOf, type Drawn } from './tree';

const HOSTILE = '<img src=x onerror=alert(1)>\u202e[x](command:workbench.action.quit)';
const SIDE = { parallel: true, conflicts_with: [] };

/** A and C write in the same folder, B beside them, D after A. */
const TASKS: readonly RawTask[] = [
  task({ task_id: 'A--T01', ...SIDE, file_scope: ['src/a/**'] }),
  task({ task_id: 'B--T01', ...SIDE, file_scope: ['src/b/**'] }),
  task({ task_id: 'C--T01', ...SIDE, file_scope: ['src/a/c.ts'] }),
  task({ task_id: 'D--T01', ...SIDE, file_scope: ['src/d/**'], depends_on_tasks: ['A--T01'] }),
];

function find(nodes: readonly (Drawn | string)[], wanted: (element: Drawn) => boolean): Drawn {
  const found = elements(nodes).find(wanted);
  assert.ok(found);
  return found;
}

const isCard = (id: string) => ({ props }: Drawn) => props['data-card'] === id;
const isTick = (id: string) => ({ props }: Drawn) => props['data-tick'] === id;
const click = ({ props }: Drawn) => (props['onClick'] as () => void)();

describe('the plan panel', () => {
  it('shows waves as lists of cards, why each is no larger, and what the plan takes', () => {
    const nodes = planPage(boardOf(snapshotOf(TASKS)));
    const waves = find(nodes, ({ name, props }) => name === 'ol' && props['class'] === 'waves');
    const columns = waves.children.filter((one): one is Drawn => typeof one !== 'string');
    assert.deepEqual(columns.map((column) => elements([column]).filter(({ props }) => 'data-card' in props).map(({ props }) => props['data-card'])), [['A--T01', 'B--T01'], ['C--T01', 'D--T01']]);
    assert.ok(columns.every(({ name }) => name === 'li'));
    const text = textOf(nodes);
    for (const words of ['Wave 1 · 2 tasks · 30 min', 'C--T01 does not fit in: it conflicts with A--T01', '1 h', '50% saved', '2 h one after the other', 'critical path', 'after A--T01', 'Medium risk', '2 criteria']) assert.ok(text.includes(words), `${words} in ${text}`);
  });

  it('says a conflict in words on both cards, with what it rests on', () => {
    const nodes = planPage(boardOf(snapshotOf(TASKS)));
    const words = (id: string) => textOf([find(nodes, isCard(id))]);
    assert.ok(words('A--T01').includes('Conflicts with C--T01: src/a/** and src/a/c.ts can be the same file'));
    assert.ok(words('C--T01').includes('Conflicts with A--T01'));
    assert.ok(!words('B--T01').includes('onflict'));
  });

  it('marks what past work alone tells, names paths and commits, and folds more than two', () => {
    const conflicts = { between: (one: { id: string }, other: { id: string }) => ({ tasks: [one.id, other.id] as const, causes: [{ kind: 'learned' as const, paths: ['src/shared.ts'], commits: ['3f2a1c9'] }] }) };
    const nodes = planPage(boardOf(snapshotOf(['A', 'B', 'C', 'D'].map((id) => task({ task_id: `${id}--T01`, ...SIDE }))), { conflicts }));
    const card = find(nodes, isCard('A--T01'));
    const rows = elements([card]).filter(({ props }) => String(props['class']).startsWith('conflict learned'));
    assert.ok(textOf(rows).includes('Likely conflicts with B--T01') && textOf(rows).includes('commit 3f2a1c9') && textOf(rows).includes('src/shared.ts'));
    assert.ok(textOf([card]).includes(`Conflicts with ${rows.length} others`) && rows.length === 3);
    assert.ok(textOf(nodes).includes('learned from past work'));
  });

  it('takes a task out and in, and all back', () => {
    const calls: string[] = [];
    click(find(planPage(boardOf(snapshotOf(TASKS)), calls), isTick('B--T01')));
    const nodes = planPage(boardOf(snapshotOf(TASKS), { choices: { excluded: ['A--T01'] } }), calls);
    const out = find(nodes, isTick('A--T01'));
    assert.equal(out.props['checked'], false);
    click(out);
    press(nodes, ' Take All Back');
    assert.deepEqual(calls, ['out B--T01', 'in A--T01', 'all in']);
    const text = textOf(nodes);
    assert.ok(text.includes('Taken out · 1 task') && text.includes('it waits for A--T01'));
    assert.equal(elements(nodes).filter(isCard('A--T01')).length, 0);
  });

  it('starts the first wave as a batch, one task by itself, and nothing in Restricted Mode', () => {
    const calls: string[] = [];
    press(planPage(boardOf(snapshotOf(TASKS)), calls), ' Start Parallel Batch');
    press(planPage(boardOf(snapshotOf(TASKS), { choices: { max: 1 } }), calls), ' Start Task');
    assert.deepEqual(calls, ['start A--T01 B--T01', 'start A--T01']);
    const restricted = planPage(boardOf(snapshotOf(TASKS), { isTrusted: false }));
    assert.ok(!elements(restricted).some((element) => element.name === 'button' && label(element).includes('Start')));
    assert.ok(textOf(restricted).includes('Restricted Mode'));
  });

  it('chooses scope and places, and tells why a plan falls back', () => {
    const calls: string[] = [];
    const nodes = planPage(boardOf(snapshotOf([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', slice: 'Slice 1.2' })])), calls);
    const change = (element: Drawn, value: unknown) => (element.props['onChange'] as (event: unknown) => void)({ currentTarget: value });
    change(find(nodes, ({ name }) => name === 'select'), { value: '3' });
    change(find(nodes, ({ name, props }) => name === 'input' && props['value'] === 2), {});
    assert.deepEqual(calls, ['scope {"kind":"slice","slice":"Slice 1.2"}', 'max 2']);
    assert.match(textOf(nodes), /One after the other 2 open tasks lack parallel metadata.*task-decomposition-architect/);
  });

  it('shows what is under way beside the first wave, or in its place', () => {
    const entries = { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'] } };
    const beside = textOf(planPage(boardOf(snapshotOf(TASKS, entries))));
    assert.ok(beside.includes('Under way · 1 task') && beside.includes('1 of 2 criteria'), beside);
    const alone = planPage(boardOf(snapshotOf([task({ task_id: 'A--T01', ...SIDE, risk: 'High' }), ...TASKS.slice(1)], entries)));
    assert.ok(textOf(alone).includes('Wave 1: under way · 1 task') && textOf(alone).includes('A--T01 runs alone, since its risk is High'));
    assert.match(textOf(alone), /Nothing can start beside it\..*More can start once work is merged/);
    assert.ok(!elements(alone).some((element) => element.name === 'button' && label(element).includes('Start')), 'nothing can start beside it');
    assert.match(textOf(planPage(boardOf(snapshotOf([task({ task_id: 'A--T01', ...SIDE })], entries)))), /Every open task in what you chose above is in progress already/);
  });

  it('lets the tab key reach one card, and names every control', () => {
    const nodes = planPage(boardOf(snapshotOf(TASKS)), [], { reachable: 'B--T01' });
    const reached = elements(nodes).filter(({ props }) => 'data-tick' in props && props['tabIndex'] === 0);
    assert.deepEqual(reached.map(({ props }) => props['data-tick']), ['B--T01']);
    for (const element of elements(nodes).filter(({ name }) => name === 'button')) assert.notEqual(label(element).trim(), '');
    for (const { props } of elements(nodes).filter(({ props: own }) => 'data-tick' in own)) assert.match(String(props['aria-label']), /--T01, .*wave \d/);
  });

  it('tells the cards that are joined with the one that is pointed at from those that are not', () => {
    const edge = { kind: 'conflict', tasks: ['A--T01', 'C--T01'], isFar: false, d: 'M 0 0', ends: [{ x: 0, y: 0 }, { x: 1, y: 1 }], title: HOSTILE } as const;
    const nodes = planPage(boardOf(snapshotOf(TASKS)), [], { pointed: 'A--T01', edges: [edge] });
    const classes = (id: string) => String(find(nodes, isCard(id)).props['class']).split(' ').at(-1);
    assert.deepEqual(['A--T01', 'B--T01', 'C--T01'].map(classes), ['pointed', 'apart', 'joined']);
    assert.match(String(find(nodes, ({ name }) => name === 'g').props['class']), /near$/);
    assert.equal(find(nodes, ({ name }) => name === 'svg').props['aria-hidden'], 'true');
  });

  it('announces the plan, and what was taken out', () => {
    const status = (excluded: string[]) => textOf(find(planPage(boardOf(snapshotOf(TASKS), { choices: { excluded } })), ({ props }) => props['role'] === 'status').children);
    assert.equal(status([]), '4 tasks in 2 waves, 1 h instead of 2 h');
    assert.equal(status(['A--T01']), '2 tasks in 1 wave, 30 min instead of 1 h, 1 task taken out');
  });

  it('says what stands where there is no plan', () => {
    const input = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
    const broken = { ...snapshotOf(TASKS), manifestHealth: 'broken' } as const;
    assert.ok(textOf(planPage(unreadableModel({ ...input, snapshot: undefined }))).includes('docs/backlog/virtual-task-manifest.json'));
    assert.ok(textOf(planPage(unreadableModel({ ...input, snapshot: undefined, isLoaded: false }))).includes('Reading the backlog'));
    assert.ok(textOf(planPage(unreadableModel({ ...input, snapshot: broken }))).includes('cannot be read'));
    const finished = snapshotOf([task({ task_id: 'A--T01' })], { 'A--T01': { status: 'completed' } });
    assert.ok(textOf(planPage(boardOf(finished))).includes('No open task is left'));
    const blocked = snapshotOf([task({ task_id: 'A--T01' })], { 'A--T01': { status: 'blocked', blocked_reason: 'no key' } });
    assert.ok(textOf(planPage(boardOf(blocked))).includes('it is blocked: no key'));
  });

  it('keeps hostile words as words: no markup, no address, no style from data', () => {
    const tasks = [HOSTILE, `${HOSTILE}2`].map((text) => task({ task_id: text, title: text, phase: text, slice: text, ...SIDE, conflicts_with: [HOSTILE], file_scope: [text] }));
    const model = boardOf(snapshotOf(tasks));
    const nodes = planPage(model, [], { hasDependencies: true });
    assert.doesNotMatch(textOf(nodes), /\u202e/);
    assert.ok(textOf(nodes).includes('<img src=x onerror=alert(1)>'));
    const forbidden = new Set(['img', 'script', 'iframe', 'a', 'object', 'form', 'style', 'link']);
    for (const { name, props } of elements(nodes)) {
      assert.ok(!forbidden.has(name), name);
      for (const key of ['dangerouslySetInnerHTML', 'href', 'src', 'innerHTML', 'srcdoc']) assert.ok(!(key in props), key);
      const style = props['style'] as Record<string, unknown> | undefined;
      if (style) assert.deepEqual([Object.keys(style), typeof style['--part']], [['--part'], 'number']);
    }
  });

  it('sends a bounded model of the protocol, however much is planned', () => {
    const long = 'x'.repeat(5000);
    const many = Array.from({ length: 700 }, (_, index) => task({ task_id: `T${index}--T01`, title: long, size: long, slice: `Slice ${index}`, ...SIDE, file_scope: [index % 2 ? 'src/one/**' : `src/${index}/**`], depends_on_tasks: index > 350 ? Array.from({ length: 20 }, (__, at) => `T${at}--T01`) : [] }));
    const model = boardOf(snapshotOf(many, { 'T5--T01': { status: 'in-progress' } }));
    const state = JSON.parse(JSON.stringify({ type: 'state', model })) as unknown;
    assert.deepEqual(readPlanToPanel(state), state);
    assert.ok(JSON.stringify(state).length < 1_000_000, `${JSON.stringify(state).length}`);
    assert.ok(model.waves.length <= 60 && model.totals.waves > 60);
    assert.match(textOf(planPage(model)), /and \d+ more waves with \d+ tasks/);
  });

  it('leads on where there is nothing to plan', () => {
    const calls: string[] = [];
    const none = planPage(unreadableModel({ snapshot: undefined, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false, gitFacts: { kind: 'unread', reason: '' } }), calls);
    for (const name of [' Create Task Manifest…', ' Try It on a Sample…', ' Get Started']) press(none, name);
    const done = { A: { status: 'completed' } };
    const [a, b] = [task({ task_id: 'A', slice: 'Slice 1.1' }), task({ task_id: 'B', slice: 'Slice 1.2' })];
    press(planPage(boardOf(snapshotOf([a, b], done), { choices: { scope: { kind: 'slice', slice: 'Slice 1.1' } } }), calls), ' Plan the Whole Backlog');
    press(planPage(boardOf(snapshotOf([a], done)), calls), ' Try It on a Sample…');
    assert.deepEqual(calls, ['begin manifest', 'begin sample', 'begin tour', 'scope {"kind":"backlog"}', 'begin sample']);
  });
});
