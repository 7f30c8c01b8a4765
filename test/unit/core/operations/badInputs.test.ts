/* Bad inputs as operations answer them. Which row of the table is tested where: test/unit/badInputs/rows.ts. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Answer } from '../../../../src/core/operations/operation';
import { OPERATIONS } from '../../../../src/core/operations/table';
import type { World } from '../../../../src/core/operations/world';
import type { Refusal } from '../../../../src/core/ports';
import type { Result } from '../../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { withState } from '../../../../src/core/snapshot';
import { claimPatch } from '../../../../src/core/state/claim';
import { createWorld } from '../../../../src/io/world';
import { manifest, task } from '../../../support/builders';
import { removeTemporary, temporaryFolder } from '../../../support/repository';
import { fakeWorld, type FakeWorld } from '../../../support/world';

const ID = 'A--T01';
const STARTED = { status: 'in-progress', started_at: '2025-10-01T10:00:00Z', acs_completed: [], acs_remaining: ['A-AC01', 'A-AC02'] };

function worldWith(entry: unknown, more: Record<string, unknown> = {}): FakeWorld {
  return fakeWorld({ manifest: [task({ task_id: ID, ...more })], state: entry === undefined ? {} : { tasks: { [ID]: entry } } });
}

function run(world: World, id: string, input: unknown): Promise<Result<Answer, Refusal>> {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation, id);
  return operation.run(world, input);
}

async function done(world: World, id: string, input: unknown): Promise<Answer> {
  const result = await run(world, id, input);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The refusal, after which not one byte of the state has changed. */
async function refused(world: FakeWorld, id: string, input: unknown): Promise<Refusal> {
  const before = world.here.stateText;
  const result = await run(world, id, input);
  assert.ok(!result.ok, JSON.stringify(result));
  assert.equal(world.here.stateText, before);
  assert.deepEqual(world.here.journal, []);
  return result.error;
}

function entryOf(world: FakeWorld, id = ID): Record<string, unknown> {
  const { tasks } = JSON.parse(world.here.stateText ?? '{}') as { tasks: Record<string, Record<string, unknown>> };
  assert.ok(Object.hasOwn(tasks, id));
  return tasks[id] ?? {};
}

describe('operations given bad files', () => {
  it('7: what a terminal would act on is not recorded, and a text without anything to see is refused', async () => {
    const world = worldWith(STARTED);
    await done(world, 'note', { task: ID, text: 'red \u001b[31mletters\u001b[0m\u0000, half \ud800 a letter, \u202eturned\nnext line' });
    assert.equal(entryOf(world)['notes'], '2026-01-02T03:04:05Z: red letters, half  a letter, turned\nnext line');
    const blind = await refused(worldWith(STARTED), 'block', { task: ID, reason: '\u0000 \u202e\n' });
    assert.deepEqual([blind.code, blind.message], ['INVALID-INPUT', 'block: reason: must hold a text that can be seen']);
    const long = await refused(worldWith(STARTED), 'note', { task: ID, text: 'x'.repeat(10_001) });
    assert.equal(long.code, 'INVALID-INPUT');
  });

  it('9: of a doubled key the last counts and is changed; of a doubled task the first is meant, and it is said', async () => {
    const text = `{"tasks": {"${ID}": {"status": "pending", "notes": "one", "notes": "two", "status": "in-progress"}}}`;
    const world = fakeWorld({ manifest: [task({ task_id: ID }), task({ task_id: ID, title: 'Again' })], state: text });
    const { text: said } = await done(world, 'note', { task: ID, text: 'three' });
    assert.match(world.here.stateText ?? '', /"status": "pending", "notes": "one", "notes": "two\\n2026-01-02T03:04:05Z: three", "status": "in-progress"/);
    assert.match(said, /^WARN::DUPLICATE-TASK::A--T01: /m);
  });

  it('10: of ids that differ in case each is its own', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: 'a--t01' }), task({ task_id: ID })], state: { tasks: {} } });
    await done(world, 'block', { task: ID, reason: 'it waits' });
    assert.deepEqual(Object.keys((JSON.parse(world.here.stateText ?? '') as { tasks: object }).tasks), [ID]);
    assert.match((await refused(fakeWorld({ manifest: [task({ task_id: ID })], state: '{}' }), 'block', { task: 'a--t01', reason: 'x' })).remedy, /Did you mean A--T01\?/);
  });

  for (const id of ['__proto__', 'constructor', 'toString']) {
    it(`11: ${id} is an ordinary task`, async () => {
      const tasks = [task({ task_id: id, acceptance_criteria: [{ id, text: 'It holds' }] })];
      const world = fakeWorld({ manifest: { tasks: JSON.parse(JSON.stringify(tasks)) }, state: '{}' });
      await done(world, 'block', { task: id, reason: 'it waits' });
      assert.equal(entryOf(world, id)['status'], 'blocked');
      await done(world, 'unblock', { task: id });
      world.here.stateText = `{"tasks":{${JSON.stringify(id)}:{"status":"in-progress"}}}`;
      await done(world, 'ac-done', { task: id, criteria: [id] });
      await done(world, 'complete', { task: id });
      assert.deepEqual(entryOf(world, id)['acs_completed'], [id]);
      assert.equal(({} as Record<string, unknown>)['status'], undefined);
    });
  }

  it('12: an id with blanks, lines, marks and 10 KB is worked on, and shown on one short line', async () => {
    for (const id of ['two words', 'two\nlines', '\u202eturned', '🚀', 'x'.repeat(9_000), 'nul\u0000']) {
      const world = fakeWorld({ manifest: [task({ task_id: id })], state: '{}' });
      const { text } = await done(world, 'abandon', { task: id });
      assert.equal(entryOf(world, id)['status'], 'abandoned');
      assert.doesNotMatch(text, /\u202e|\u0000/);
      assert.equal(text.split('\n').length, 1);
    }
    const unknown = await refused(worldWith(STARTED), 'complete', { task: `\u001b[31m${'y'.repeat(9_999 - 5)}` });
    assert.ok(unknown.message.length < 150 && !unknown.message.includes('\u001b'), unknown.message);
  });

  it('20: an unknown risk asks for the tests of a High one', async () => {
    const world = worldWith({ ...STARTED, acs_completed: ['A-AC01', 'A-AC02'] }, { risk: 'Critical' });
    assert.equal((await refused(world, 'complete', { task: ID })).code, 'BLOCKED::MISSING-TESTS::A--T01');
    world.here.texts.set('tests/a.spec.ts', 'it()');
    await done(world, 'complete', { task: ID });
    assert.equal(entryOf(world)['status'], 'completed');
    const untested = worldWith({ ...STARTED, acs_completed: ['AC01', 'AC02'] }, { risk: 'high', test_verification: [] });
    assert.match((await done(untested, 'complete', { task: ID })).text, /^WARN::MISSING-TESTS::A--T01: /m);
  });

  it('21: criteria that are missing, without id, doubled or texts', async () => {
    const none = worldWith(STARTED, { acceptance_criteria: [] });
    assert.equal((await refused(none, 'ac-done', { task: ID, criteria: ['AC01'] })).remedy, 'The task has no criteria.');
    assert.match((await done(none, 'complete', { task: ID })).text, /Completed, no criteria\.\nWARN::EMPTY-AC::A--T01: /);
    const odd = worldWith(STARTED, { acceptance_criteria: ['As a text', { text: 'Without an id' }, { id: 'X', text: 'one' }, { id: 'X', text: 'two' }] });
    await done(odd, 'ac-done', { task: ID, criteria: ['AC01', 'X'] });
    assert.deepEqual([entryOf(odd)['acs_completed'], entryOf(odd)['acs_remaining']], [['AC01', 'X'], ['AC02']]);
  });

  it('28: an orphan and an unknown status are never written to', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: ID })], state: { tasks: { [ID]: { status: 'partial' }, 'GONE--T01': STARTED } } });
    assert.equal((await refused(world, 'complete', { task: 'GONE--T01' })).code, 'UNKNOWN-TASK::GONE--T01');
    const inputs = { 'ac-done': { criteria: ['AC01'] }, 'ac-undo': { criteria: ['AC01'] }, note: { text: 'x' }, block: { reason: 'x' }, unblock: {}, complete: {}, abandon: {}, reopen: {} };
    for (const [id, input] of Object.entries(inputs)) {
      const refusal = await refused(world, id, { task: ID, ...input });
      assert.equal(refusal.message, 'A--T01 has the unknown status "partial", so nothing was written');
    }
    for (const entry of ['done', null, [], 5]) assert.equal((await refused(worldWith(entry), 'note', { task: ID, text: 'x' })).code, 'WRONG-STATUS::A--T01');
    const list = fakeWorld({ manifest: [task({ task_id: ID })], state: '{"tasks": []}' });
    assert.equal((await refused(list, 'block', { task: ID, reason: 'x' })).code, 'BLOCKED::STATE-INVALID');
  });

  it('29: invented times stop nothing, and what is stamped is the real time', async () => {
    for (const start of ['2031-01-01T00:00:00Z', 'last week', '9999-12-31', 1759000000, '']) {
      const world = worldWith({ ...STARTED, started_at: start, acs_completed: ['A-AC01', 'A-AC02'] });
      await done(world, 'complete', { task: ID });
      assert.deepEqual([entryOf(world)['started_at'], entryOf(world)['completed_at']], [start, '2026-01-02T03:04:05Z']);
    }
    const blocked = worldWith({ status: 'blocked', started_at: 1759000000 });
    await done(blocked, 'unblock', { task: ID });
    assert.equal(entryOf(blocked)['status'], 'in-progress');
  });

  it('30: criteria that are unknown, in both lists, doubled, bare or null', async () => {
    const world = worldWith({ ...STARTED, acs_completed: ['AC01', null, 'ac1', 'GONE-AC07'], acs_remaining: ['A-AC01', 'A-AC02'] });
    const open = await refused(world, 'complete', { task: ID });
    assert.match(open.message, /a criterion is not recorded as done \(A-AC02\)/);
    assert.match((await refused(world, 'ac-done', { task: ID, criteria: ['A-AC03'] })).remedy, /Did you mean A-AC0[12]/);
    await done(world, 'ac-done', { task: ID, criteria: ['ac2'] });
    assert.deepEqual([entryOf(world)['acs_completed'], entryOf(world)['acs_remaining']], [['AC01', 'ac1', 'GONE-AC07', 'A-AC02'], []]);
    await done(world, 'ac-undo', { task: ID, criteria: ['A-AC01'] });
    assert.deepEqual([entryOf(world)['acs_completed'], entryOf(world)['acs_remaining']], [['GONE-AC07', 'A-AC02'], ['A-AC01']]);
    const early = worldWith({ ...STARTED, acs_completed: ['AC01', 'AC02'] }, { depends_on_tasks: ['B--T01'] });
    assert.match((await done(early, 'complete', { task: ID })).text, /^WARN::DEPENDENCY-NOT-DONE::A--T01: it depends on B--T01/m);
  });

  for (const [key, value, id, input] of [
    ['acs_completed', [{ id: 'AC01' }], 'ac-done', { criteria: ['AC01'] }],
    ['acs_completed', 'AC01', 'ac-done', { criteria: ['AC02'] }],
    ['acs_remaining', { AC01: 'half done' }, 'ac-done', { criteria: ['AC02'] }],
    ['notes', ['one', 'two'], 'note', { text: 'three' }],
    ['blocked_reason', { who: 'me' }, 'block', { reason: 'it waits' }],
  ] as const) {
    it(`30: ${key} that is ${JSON.stringify(value)} is not overwritten`, async () => {
      const refusal = await refused(worldWith({ ...STARTED, [key]: value }), id, { task: ID, ...input });
      assert.equal(refusal.code, 'BLOCKED::STATE-INVALID::A--T01');
      assert.match(refusal.message, new RegExp(`its "${key}" in the state file is not .*, and would be lost, so nothing was written`));
    });
  }

  it('32: of two claims at once one wins, and so it is with a completion', async () => {
    const world = worldWith(undefined);
    const view = (await world.here.snapshot()).byId.get(ID);
    assert.ok(view);
    const claims = await Promise.all([1, 2, 3].map(() =>
      world.here.store.update((state) => {
        const patch = claimPatch(withState(view, state), world.now);
        return patch.ok ? patch : { ok: false, error: { code: 'X', message: patch.error, remedy: '' } };
      }, `start ${ID}`),
    ));
    assert.deepEqual(claims.map(({ ok }) => ok), [true, false, false]);
    for (const status of ['completed', 'abandoned', 'pending'] as const) {
      const one = worldWith({ ...STARTED, acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] });
      one.here.meanwhile = () => (one.here.stateText = JSON.stringify({ tasks: { [ID]: { status } } }));
      const late = await run(one, 'ac-done', { task: ID, criteria: ['AC02'] });
      assert.ok(!late.ok);
      assert.equal(late.error.code, 'NOT-IN-PROGRESS::A--T01');
      assert.deepEqual(entryOf(one), { status });
    }
  });

  it('32: what somebody else recorded at the same moment is kept, and not recorded twice', async () => {
    const world = worldWith(STARTED);
    world.here.meanwhile = () => (world.here.stateText = JSON.stringify({ tasks: { [ID]: { ...STARTED, acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] } } }));
    await done(world, 'ac-done', { task: ID, criteria: ['AC02'] });
    assert.deepEqual(entryOf(world)['acs_completed'], ['A-AC01', 'A-AC02']);
    const same = worldWith(STARTED);
    const theirs = JSON.stringify({ tasks: { [ID]: { ...STARTED, acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] } } });
    same.here.meanwhile = () => (same.here.stateText = theirs);
    assert.match((await done(same, 'ac-done', { task: ID, criteria: ['AC01'] })).text, /A-AC01 was recorded before\./);
    assert.equal(same.here.stateText, theirs);
  });

  for (const [row, code] of [[33, 'STATE-LOCKED'], [34, 'STATE-NOT-WRITABLE'], [35, 'STATE-CHANGED']] as const) {
    it(`${row}: what the store refuses (${code}) is told as it is`, async () => {
      const world = worldWith(STARTED);
      world.here.refusal = { code, message: 'Held by vtm', remedy: 'Try again.' };
      assert.deepEqual(await refused(world, 'ac-done', { task: ID, criteria: ['AC01'] }), world.here.refusal);
    });
  }
});

describe('operations given bad input', () => {
  it('44, 45: extra keys, a wrong case, wrong kinds, null and nothing are refused with the words it takes', async () => {
    const inputs: unknown[] = [null, undefined, 'x', 5, [], {}, { Task: ID }, { task: null }, { task: 5 }, { task: { $ne: '' } }, { task: ID, force: true }, { task: '' }];
    for (const { id, effect, preview, input: schema } of OPERATIONS) {
      if (effect === 'read' || !Object.hasOwn(schema.shape, 'task') || id === 'undo' || id === 'start') continue;
      for (const input of inputs) {
        const world = worldWith(STARTED);
        const refusal = await refused(world, id, input);
        assert.equal(refusal.code, 'INVALID-INPUT', `${id} ${JSON.stringify(input)}`);
        assert.match(refusal.remedy, new RegExp(`^${id} takes .*task`));
        assert.ok(refusal.message.length < 500);
        assert.deepEqual(await preview?.(world, input), { ok: false, error: refusal });
      }
    }
    const near = await refused(worldWith(STARTED), 'ac-done', { task: ID, critera: ['AC01'] });
    assert.match(near.message, /there is no "critera", did you mean criteria\?/);
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, 1]));
    assert.ok((await refused(worldWith(STARTED), 'note', { ...many, task: ID, text: 'x' })).message.length < 500);
    for (const [id, input, says] of [
      ['plan', { max: 50 }, 'plan: max: must be at most 20'],
      ['plan', { max: 0 }, 'plan: max: must be at least 1'],
      ['plan', { max: 'x' }, 'plan: max: must be a number, and it is "x"'],
      ['plan', { max: 1.5 }, 'plan: max: must be a whole number, and it is 1.5'],
      ['plan', { parallel: 'yes' }, 'plan: parallel: must be true or false, and it is "yes"'],
      ['task', {}, 'task: task: it is missing'],
      ['task', { task: '' }, 'task: task: must not be empty'],
      ['task', { task: 'x'.repeat(10_001) }, 'task: task: must have at most 10000 characters'],
      ['ac-done', { task: ID, criteria: 'AC01' }, 'ac-done: criteria: must be a list, and it is "AC01"'],
      ['ac-done', { task: ID, criteria: [] }, 'ac-done: criteria: must not be empty'],
      ['start-batch', { mode: 'both' }, 'start-batch: mode: must be "worktrees" or "coordinator", and it is "both"'],
    ] as const) {
      assert.equal((await refused(worldWith(STARTED), id, input)).message, says);
    }
    assert.equal((await refused(worldWith(STARTED), 'ac-done', { task: ID, criteria: Array.from({ length: 1001 }, () => 'AC01') })).code, 'INVALID-INPUT');
  });

  it('45: a criterion list given as a text says what it must be', async () => {
    assert.match((await refused(worldWith(STARTED), 'ac-done', { task: ID, criteria: 'AC01' })).message, /^ac-done: criteria: must be a list/);
  });
});

describe('operations on files that are not ordinary', () => {
  let root: string;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const file = (name: string) => path.join(root, name);

  beforeEach(() => {
    root = temporaryFolder();
    fs.mkdirSync(path.dirname(file(DEFAULT_SETTINGS.manifestPath)), { recursive: true });
    fs.writeFileSync(file(DEFAULT_SETTINGS.manifestPath), JSON.stringify(manifest([task({ task_id: ID })])));
  });
  afterEach(() => removeTemporary(root));

  function world(): World {
    return createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => false, by: 'a test', log, dataFolder: path.join(path.dirname(root), 'data') });
  }

  it('35: a state that is a link with mode 0600 stays both, and undo gives the bytes back', async () => {
    const real = file('elsewhere.json');
    const text = JSON.stringify({ tasks: { [ID]: STARTED } });
    fs.writeFileSync(real, text, { mode: 0o600 });
    fs.symlinkSync(real, file(DEFAULT_SETTINGS.statePath));
    await done(world(), 'ac-done', { task: ID, criteria: ['AC01'] });
    assert.ok(fs.lstatSync(file(DEFAULT_SETTINGS.statePath)).isSymbolicLink());
    assert.equal(fs.statSync(real).mode & 0o777, 0o600);
    assert.match(fs.readFileSync(real, 'utf8'), /"acs_completed":\["A-AC01"\]/);
    await done(world(), 'undo', {});
    assert.equal(fs.readFileSync(real, 'utf8'), text);
  });

  it('35: a state that is read-only, or broken, is refused as it is', async () => {
    const state = file(DEFAULT_SETTINGS.statePath);
    for (const [text, mode, code] of [[JSON.stringify({ tasks: { [ID]: STARTED } }), 0o400, 'STATE-NOT-WRITABLE'], ['{"tasks": {', 0o600, 'BLOCKED::STATE-INVALID']] as const) {
      fs.writeFileSync(state, text);
      fs.chmodSync(state, mode);
      const result = await run(world(), 'ac-done', { task: ID, criteria: ['AC01'] });
      assert.ok(!result.ok);
      assert.equal(result.error.code, code);
      assert.equal(fs.readFileSync(state, 'utf8'), text);
      fs.chmodSync(state, 0o600);
    }
  });
});
