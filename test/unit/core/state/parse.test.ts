import assert from 'node:assert/strict';
import { readState } from '../../../../src/core/load';
import { parseState } from '../../../../src/core/state/parse';
import { readStatus } from '../../../../src/core/state/taskState';
import { snapshotOf, task } from '../../../support/builders';

const read = (value: unknown) => parseState(JSON.stringify(value, null, 2), 's.json');

describe('parseState', () => {
  it('reads statuses in the spellings seen, and keeps a word it does not know', () => {
    assert.deepEqual(['in_progress', 'In Progress', 'COMPLETED', ' pending '].map(readStatus), ['in-progress', 'in-progress', 'completed', 'pending']);
    const { state, problems } = read({ tasks: { A: { status: 'partial' } } });
    assert.deepEqual([state?.entries.get('A')?.status, state?.entries.get('A')?.rawStatus], ['unknown', 'partial']);
    assert.deepEqual(problems.map(({ severity, taskId, position }) => [severity, taskId, position?.line]), [['warning', 'A', 4]]);
  });

  it('never offers a task whose status it does not know', () => {
    const snapshot = snapshotOf([task({ task_id: 'A' })], { A: { status: 'done' } });
    assert.equal(snapshot.byId.get('A')?.status, 'unknown');
  });

  it('reads what it can of an entry with odd fields', () => {
    const { state } = read({ tasks: { A: { status: 'blocked', started_at: 5, acs_completed: 'x', blocked_reason: 'why' }, B: 7 } });
    assert.deepEqual([state?.entries.get('A')?.blockedReason, state?.entries.get('A')?.acsCompleted], ['why', []]);
    assert.equal(state?.entries.get('B')?.status, 'unknown');
  });

  it('takes `__proto__` for an ordinary id', () => {
    const { state } = parseState('{"tasks": {"__proto__": {"status": "completed"}, "constructor": {"status": "blocked"}}}', 's.json');
    assert.deepEqual([...(state?.entries.keys() ?? [])], ['__proto__', 'constructor']);
  });

  it('refuses tasks that are an array, and a file that is no object', () => {
    for (const value of [{ tasks: [] }, [], null, 'x', 42]) {
      const { state, problems } = read(value);
      assert.equal(state, undefined);
      assert.ok(problems[0]?.remedy);
    }
  });

  it('counts criteria by their full or bare id, and none twice', () => {
    const view = snapshotOf([task({ task_id: 'CAP--T01' })], { 'CAP--T01': { status: 'in-progress', acs_completed: ['AC01', 'CAP-AC01', 'ac_2', 'AC99'] } }).byId.get('CAP--T01');
    assert.deepEqual(view?.criteria.map(({ isDone }) => isDone), [true, true]);
    assert.equal(view?.doneCount, 2);
  });

  it('keeps the last good reading while the file is broken, and drops it when the file is gone', () => {
    const good = readState({ kind: 'text', text: '{"tasks": {"A": {"status": "blocked"}}}' }, 's.json');
    const stale = readState({ kind: 'text', text: '{"tasks": {"A"' }, 's.json', good);
    assert.deepEqual([stale.health, stale.value?.entries.size, stale.problems.length], ['stale', 1, 1]);
    assert.deepEqual(readState({ kind: 'missing' }, 's.json', stale), { health: 'missing', value: undefined, problems: [] });
  });
});
