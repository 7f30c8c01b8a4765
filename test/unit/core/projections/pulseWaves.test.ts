import assert from 'node:assert/strict';
import { pulseWaves } from '../../../../src/core/projections/pulseWaves';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { snapshotOf, task, type RawTask } from '../../../support/builders';

function side(name: string, more: Partial<RawTask> = {}): RawTask {
  return task({ task_id: `${name}--T01`, parallel: true, conflicts_with: [], file_scope: [`src/${name}/**`], ...more });
}

const wavesOf = (tasks: readonly RawTask[], entries = {}) => pulseWaves(snapshotOf(tasks, entries), DEFAULT_SETTINGS);

describe('the next waves in the pulse', () => {
  it('are those of the slice where the work is, with what they save', () => {
    const tasks = [side('A'), side('B'), side('C', { depends_on_tasks: ['A--T01'] }), side('D', { slice: 'Slice 2' }), side('E', { slice: 'Slice 2' })];
    assert.deepEqual(wavesOf(tasks), {
      scope: 'Slice 1.1',
      next: [
        { number: 1, time: '30 min', taskIds: ['A--T01', 'B--T01'] },
        { number: 2, time: '30 min', taskIds: ['C--T01'] },
      ],
      waves: 2,
      tasks: 3,
      planned: '1 h',
      serial: '1 h 30 min',
      critical: { count: 2, time: '1 h' },
    });
    assert.equal(wavesOf(tasks, { 'A--T01': { status: 'completed' }, 'B--T01': { status: 'completed' }, 'C--T01': { status: 'completed' } })?.scope, 'Slice 2');
  });

  it('are those of the next slice once all that is left of this one is under way', () => {
    const tasks = [side('A'), side('B'), side('C', { slice: 'Slice 2' }), side('D', { slice: 'Slice 2' })];
    assert.equal(wavesOf(tasks, { 'A--T01': { status: 'completed' }, 'B--T01': { status: 'in-progress' } })?.scope, 'Slice 2');
  });

  it('are absent where they say nothing: nothing goes side by side, or nothing is open', () => {
    assert.equal(wavesOf([]), undefined);
    assert.equal(wavesOf([side('A')]), undefined);
    assert.equal(wavesOf([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })]), undefined);
    assert.equal(wavesOf([side('A', { risk: 'High' }), side('B', { risk: 'High' })]), undefined);
    assert.equal(wavesOf([side('A'), side('B', { depends_on_tasks: ['A--T01'] })]), undefined);
  });

  it('are not planned unasked where that would be felt', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => side(`N${index}`));
    assert.equal(wavesOf(many(80))?.next.length, 3);
    assert.equal(wavesOf(many(81)), undefined);
  });
});
