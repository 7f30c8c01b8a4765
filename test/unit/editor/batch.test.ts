import assert from 'node:assert/strict';
import type { Batch } from '../../../src/core/batch/batch';
import { bytesText } from '../../../src/core/batch/bytesText';
import type { FailedInBatch } from '../../../src/core/batch/batchStart';
import { BatchEnds } from '../../../src/editor/batch/batchEnds';
import { outcomeText } from '../../../src/editor/batch/outcomeText';
import type { TreeLaunch } from '../../../src/editor/batch/treeLaunching';

const batch = (id: string, ...taskIds: string[]): Batch => ({
  id,
  at: '2026-01-01T00:00:00Z',
  mode: 'worktrees',
  of: 'Slice 1.1',
  baseCommit: 'a'.repeat(40),
  tasks: taskIds.map((taskId) => ({ taskId, branch: `feat/${taskId}`, minutes: 30 })),
});

describe('the end of a batch', () => {
  const seen = (one: Batch, isDone: boolean) => [{ batch: one, isDone }];

  it('is told once, when its tasks are completed', () => {
    const ends = new BatchEnds();
    const one = batch('1', 'A', 'B');
    assert.deepEqual(ends.seen(seen(one, false)), []);
    assert.deepEqual(ends.seen(seen(one, true)), [{ batch: one, why: 'completed' }]);
    assert.deepEqual(ends.seen(seen(one, true)), []);
    assert.deepEqual(ends.seen(seen(one, false)), []);
    assert.deepEqual(ends.seen(seen(one, true)), []);
  });

  it('is no news where it was over when it was first seen', () => {
    const ends = new BatchEnds();
    assert.deepEqual(ends.seen(seen(batch('1', 'A'), true)), []);
    assert.deepEqual(ends.seen([...seen(batch('1', 'A'), true), ...seen(batch('2', 'B'), false)]), []);
  });

  it('is told when the last of its agents has ended, and then not again', () => {
    const ends = new BatchEnds();
    const one = batch('1', 'A', 'B');
    ends.launched(one, ['A', 'B']);
    assert.equal(ends.ended('Z'), undefined);
    assert.equal(ends.ended('A'), undefined);
    assert.deepEqual(ends.ended('B'), { batch: one, why: 'agents-ended' });
    assert.equal(ends.ended('B'), undefined);
    assert.deepEqual(ends.seen(seen(one, true)), []);
  });

  it('is told of a batch whose work was done before anybody saw it open', () => {
    const ends = new BatchEnds();
    const one = batch('1', 'A');
    ends.launched(one, []);
    assert.deepEqual(ends.seen(seen(one, true)).map(({ why }) => why), ['completed']);
  });
});

describe('what is told after a batch was started', () => {
  const launched = (taskId: string): TreeLaunch => ({ taskId, kind: 'launched', how: 'x' });
  const failure = (taskId: string): FailedInBatch => ({ taskId, step: 'worktree', refusal: { code: 'X', message: 'The disk is full', remedy: 'Make room.' }, standing: [] });
  const tell = (launches: readonly TreeLaunch[], failed: readonly FailedInBatch[] = [], more: Partial<Parameters<typeof outcomeText>[4]> = {}) =>
    outcomeText('Slice 1.1', launches.map(({ taskId }) => taskId), launches, failed, { isCoordinated: false, warnings: [], ...more });

  it('is one sentence where all went well', () => {
    assert.equal(tell([launched('A'), launched('B')]), 'Batch of Slice 1.1: 2 tasks started. 2 agents launched (A, B).');
  });

  it('names each failure with its reason, and what stands', () => {
    const text = tell([launched('A'), { taskId: 'B', kind: 'failed', why: 'The program claude was not found on the PATH.' }], [{ ...failure('C'), standing: ['the branch feat/C'] }]);
    assert.equal(
      text,
      'Batch of Slice 1.1: 2 tasks started. 1 agent launched (A). B was not launched: The program claude was not found on the PATH. C was not started: The disk is full. Make room. What stands: the branch feat/C.',
    );
  });

  it('says where prompts wait that nobody has taken', () => {
    const file = {} as Extract<TreeLaunch, { kind: 'kept' }>['file'];
    assert.match(tell([{ taskId: 'A', kind: 'window' }]), /The prompt of A waits in a window of its worktree\.$/);
    assert.match(tell([{ taskId: 'A', kind: 'window' }, { taskId: 'B', kind: 'window' }]), /The prompts of A, B wait in windows of their worktrees\.$/);
    assert.match(tell([{ taskId: 'A', kind: 'kept', file }, { taskId: 'B', kind: 'kept', file }]), /one prompt at a time, so 2 prompts are kept as files\.$/);
    assert.match(tell([launched('A'), { taskId: 'B', kind: 'cancelled' }]), /Cancelled before B was launched\.$/);
  });

  it('tells of a coordinator in its own words, and counts what is too much', () => {
    assert.equal(tell([launched('A')], [], { isCoordinated: true, warnings: ['main is behind.'] }), 'Batch of Slice 1.1: 1 task started. x main is behind.');
    assert.match(tell([], ['A', 'B', 'C', 'D', 'E'].map(failure)), /C was not started: .* And 2 more tasks; the log has the details\.$/);
  });
});

describe('bytes in words', () => {
  it('grow in steps of 1024, with two digits where one says little', () => {
    assert.deepEqual([0, 1023, 1024, 1536, 10 * 1024, 1024 ** 2 - 1, 26.4 * 1024 ** 3, -1].map(bytesText), ['0 B', '1023 B', '1 KB', '1.5 KB', '10 KB', '1 MB', '26 GB', '0 B']);
  });
});
