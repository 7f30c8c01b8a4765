import assert from 'node:assert/strict';
import { chatPlan, customAgents, type KnownAgent } from '../../../src/editor/agents/chatPlan';

const plan = (more: Partial<Parameters<typeof chatPlan>[0]> = {}) =>
  chatPlan({ isReady: true, isFresh: true, submit: 'submit', wanted: undefined, role: 'task-implementer', agents: [], ...more });
const named = (...names: string[]): KnownAgent[] => names.map((name) => ({ name, id: `file:///project/.claude/agents/${name}.md`, isOurs: false }));
const shipped: KnownAgent = { name: 'task-implementer', id: 'file:///extension/media/agents/task-implementer.agent.md', isOurs: true };

describe('how the chat is opened', () => {
  it('submits only to a ready, fresh chat, when the person chose so', () => {
    assert.equal(plan().isPartialQuery, false);
    assert.equal(plan({ submit: 'prefill' }).isPartialQuery, true);
    assert.equal(plan({ isReady: false }).isPartialQuery, true);
    assert.equal(plan({ isFresh: false }).isPartialQuery, true);
  });

  it("prefers the agent asked for, then the project's task-implementer, then agent mode", () => {
    assert.equal(plan({ wanted: 'Reviewer', agents: named('reviewer', 'task-implementer') }).mode, 'reviewer');
    assert.equal(plan({ wanted: 'gone', agents: named('task-implementer') }).mode, 'task-implementer');
    assert.equal(plan({ agents: named('Task-Implementer') }).mode, 'Task-Implementer');
    assert.equal(plan({ agents: named('other') }).mode, 'agent');
    assert.equal(plan({ role: 'task-batch-coordinator', agents: named('task-implementer', 'task-batch-coordinator') }).mode, 'task-batch-coordinator');
  });

  it("takes the project's own agent before ours of the same name, by its URI, in whatever order the editor tells them", () => {
    const own = named('task-implementer');
    for (const agents of [[shipped, ...own], [...own, shipped]]) {
      assert.equal(plan({ agents }).mode, 'file:///project/.claude/agents/task-implementer.md');
      assert.equal(plan({ agents, wanted: 'task-implementer' }).mode, 'file:///project/.claude/agents/task-implementer.md');
      assert.match(plan({ agents }).how, /for the agent task-implementer/);
    }
    assert.equal(plan({ agents: [shipped] }).mode, 'task-implementer');
  });

  it('says what the person sees', () => {
    assert.match(plan().how, /was sent to the chat in agent mode/);
    assert.match(plan({ isReady: false, agents: named('task-implementer') }).how, /input of the chat, for the agent task-implementer: press Enter/);
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
    assert.deepEqual(customAgents(answer, (uri) => uri === 'a'), [{ name: 'task-implementer', id: 'a', isOurs: true }]);
  });

  it('are none when the answer has another shape', () => {
    for (const answer of [undefined, null, {}, 'x', [null, 1, { name: 1 }]]) assert.deepEqual(customAgents(answer, () => false), []);
  });
});
