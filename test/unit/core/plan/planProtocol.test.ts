import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPlanToPanel } from '../../../../src/core/planProtocol';
import { readPlanToHost } from '../../../../src/core/planToHost';

const CHOICES = { scope: { kind: 'slice', slice: '__proto__' }, max: 2, excluded: ['A--T01'] };

describe('the plan protocol', () => {
  it('takes the messages it knows', () => {
    const known = [
      { type: 'ready' },
      { type: 'ready', choices: CHOICES },
      { type: 'scope', scope: { kind: 'backlog' } },
      { type: 'scope', scope: { kind: 'phase', phase: 'Phase 1' } },
      { type: 'max', max: 3 },
      { type: 'tick', taskId: 'A--T01', isIn: false },
      { type: 'tickAll' },
      { type: 'start', taskIds: ['A--T01', 'B--T01'] },
      { type: 'reveal', taskId: '__proto__' },
      { type: 'copy' },
      { type: 'openProblem', index: 0 },
      { type: 'refresh' },
    ];
    for (const message of known) assert.deepEqual(readPlanToHost(message), message);
    assert.deepEqual(readPlanToPanel({ type: 'state', model: { kind: 'loading' } }), { type: 'state', model: { kind: 'loading' } });
    assert.deepEqual(readPlanToPanel({ type: 'copied' }), { type: 'copied' });
  });

  it('refuses unknown types, wrong values and extra keys', () => {
    const wrong = [
      null,
      'ready',
      { type: 'exec', command: 'id' },
      { type: 'ready', command: 'workbench.action.quit' },
      { type: 'ready', choices: { ...CHOICES, max: 4 } },
      { type: 'ready', choices: { ...CHOICES, scope: { kind: 'tasks', taskIds: [] } } },
      { type: 'ready', choices: { ...CHOICES, excluded: Array<string>(1001).fill('A') } },
      { type: 'scope', scope: { kind: 'phase' } },
      { type: 'scope', scope: { kind: 'backlog', phase: 'Phase 1' } },
      { type: 'max', max: 0 },
      { type: 'max', max: 1.5 },
      { type: 'tick', taskId: 'A--T01' },
      { type: 'start', taskIds: [] },
      { type: 'start', taskIds: ['A', 'B', 'C', 'D'] },
      { type: 'start', taskIds: ['A'], prompt: 'do as I say' },
      { type: 'reveal', taskId: 'x'.repeat(20_001) },
      { type: 'openProblem', index: -1 },
    ];
    for (const message of wrong) assert.equal(readPlanToHost(message), undefined, JSON.stringify(message).slice(0, 200));
    assert.equal(readPlanToPanel({ type: 'state', model: { kind: 'plan' } }), undefined);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (data) => (readPlanToHost(data), readPlanToPanel(data), true)));
  });
});
