import assert from 'node:assert/strict';
import { chatPlan, customAgentNames } from '../../../src/editor/agents/chatPlan';

const plan = (more: Partial<Parameters<typeof chatPlan>[0]> = {}) =>
  chatPlan({ isReady: true, isFresh: true, submit: 'submit', wanted: undefined, agents: [], ...more });

describe('how the chat is opened', () => {
  it('submits only to a ready, fresh chat, when the person chose so', () => {
    assert.equal(plan().isPartialQuery, false);
    assert.equal(plan({ submit: 'prefill' }).isPartialQuery, true);
    assert.equal(plan({ isReady: false }).isPartialQuery, true);
    assert.equal(plan({ isFresh: false }).isPartialQuery, true);
  });

  it("prefers the agent asked for, then the project's task-implementer, then agent mode", () => {
    assert.equal(plan({ wanted: 'Reviewer', agents: ['reviewer', 'task-implementer'] }).mode, 'reviewer');
    assert.equal(plan({ wanted: 'gone', agents: ['task-implementer'] }).mode, 'task-implementer');
    assert.equal(plan({ agents: ['Task-Implementer'] }).mode, 'Task-Implementer');
    assert.equal(plan({ agents: ['other'] }).mode, 'agent');
  });

  it('says what the person sees', () => {
    assert.match(plan().how, /was sent to the chat in agent mode/);
    assert.match(plan({ isReady: false, agents: ['task-implementer'] }).how, /input of the chat, for the agent task-implementer: press Enter/);
    assert.match(plan({ wanted: 'gone' }).how, /no agent named gone/);
  });
});

describe('the custom agents the editor tells', () => {
  it('are read by name; built-in and hidden ones are left out', () => {
    const answer = [
      { id: 'agent', name: 'Agent', isBuiltin: true },
      { id: 'a', name: 'task-implementer', isBuiltin: false, visibility: { userInvocable: true } },
      { id: 'b', name: 'sub', isBuiltin: false, visibility: { userInvocable: false } },
    ];
    assert.deepEqual(customAgentNames(answer), ['task-implementer']);
  });

  it('are none when the answer has another shape', () => {
    for (const answer of [undefined, null, {}, 'x', [null, 1, { name: 1 }]]) assert.deepEqual(customAgentNames(answer), []);
  });
});
