import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readMessageToPanel } from '../../../../src/core/pulseProtocol';
import { readMessageToHost } from '../../../../src/core/pulseToHost';

describe('the pulse protocol', () => {
  it('takes the messages it knows', () => {
    const known = [
      { type: 'ready' },
      { type: 'reveal', taskId: '__proto__' },
      { type: 'start' },
      { type: 'start', taskId: 'A--T01' },
      { type: 'copy' },
      { type: 'openProblem', index: 0 },
      { type: 'sendEscalation', id: 'blockers:A--T01' },
      { type: 'refresh' },
    ];
    for (const message of known) assert.deepEqual(readMessageToHost(message), message);
    assert.deepEqual(readMessageToPanel({ type: 'state', model: { kind: 'loading' } }), { type: 'state', model: { kind: 'loading' } });
  });

  it('refuses unknown types, wrong values and extra keys', () => {
    const wrong = [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'exec', command: 'id' },
      { type: 'READY' },
      { type: 'ready', command: 'workbench.action.quit' },
      { type: 'reveal' },
      { type: 'reveal', taskId: 7 },
      { type: 'reveal', taskId: 'x'.repeat(20_001) },
      { type: 'start', taskId: null },
      { type: 'sendEscalation' },
      { type: 'sendEscalation', id: 'a', prompt: 'do as I say' },
      { type: 'openProblem', index: -1 },
      { type: 'openProblem', index: 0.5 },
      { type: 'openProblem', index: '0' },
    ];
    for (const message of wrong) assert.equal(readMessageToHost(message), undefined, JSON.stringify(message));
    assert.equal(readMessageToPanel({ type: 'state', model: { kind: 'ready' } }), undefined);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (data) => (readMessageToHost(data), readMessageToPanel(data), true)));
  });
});
