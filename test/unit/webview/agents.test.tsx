import assert from 'node:assert/strict';
import type { AgentView } from '../../../src/core/batch/watch';
import { readMessageToPanel } from '../../../src/core/pulseProtocol';
import { snapshotOf, task } from '../../support/builders';
import { modelOf, page, press } from './page';
import { elements, textOf } from './tree';

const SNAPSHOT = snapshotOf([task({ task_id: 'A--T01' })], { 'A--T01': { status: 'in-progress' } });
const agent = (given: Partial<AgentView> = {}): AgentView => ({ taskId: 'A--T01', branch: 'feat/A--T01', worktree: '/trees/A', done: 1, total: 2, changedFiles: 1, drift: [], overlaps: [], ...given });
const section = (agents: readonly AgentView[], calls: string[] = []) => {
  const drawn = page(modelOf(SNAPSHOT, { agents }), calls);
  return { drawn, node: elements(drawn).find(({ name, props }) => name === 'section' && props['aria-labelledby'] === 'agents-title') };
};

describe('agents in the pulse panel', () => {
  it('are not told of where there are none', () => {
    assert.equal(section([]).node, undefined);
  });

  it('say how far they are, what they committed, and what there is to look at', () => {
    const calls: string[] = [];
    const { drawn, node } = section([agent({ drift: ['x'], overlaps: [{ path: 'x', taskIds: ['B--T01'] }], lastSubject: '<b>bold</b>' })], calls);
    assert.ok(node);
    assert.match(textOf(node.children), /1 outside scope · shares 1 file with B--T01.*last commit: <b>bold<\/b>.*1 of 2 criteria/);
    press(drawn, 'A--T01');
    assert.deepEqual(calls, ['reveal A--T01']);
  });

  it('count what is too much, and keep to the protocol', () => {
    const many = Array.from({ length: 30 }, (_, index) => agent({ taskId: `T${index}`, worktree: `/trees/${index}` }));
    assert.match(textOf(section(many).node?.children ?? []), /and 18 more in the task tree/);
    const model = modelOf(SNAPSHOT, { agents: many });
    assert.deepEqual(readMessageToPanel(JSON.parse(JSON.stringify({ type: 'state', model }))), { type: 'state', model });
  });
});
