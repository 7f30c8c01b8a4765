import assert from 'node:assert/strict';
import { OPERATIONS } from '../../../src/core/operations/table';
import { forPersons, inEditor } from '../../../src/editor/forPersons';
import { manifest, task } from '../../support/builders';
import { fakeWorld } from '../../support/world';

const run = async (id: string, input: object, world = fakeWorld({ manifest: manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] })]), state: { tasks: { 'A--T01': { status: 'in-progress', started_at: '2025-10-01T08:00:00Z' } } } })) => {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation);
  return operation.run(world, input);
};

describe('what a person in the editor is told', () => {
  it('names no operation where a task is not complete yet', async () => {
    const answer = await run('complete', { task: 'A--T01' });
    assert.ok(!answer.ok && /ac-done/.test(answer.error.remedy), 'a model is told the operation');
    const { code, message, remedy } = forPersons(answer.error);
    assert.match(code, /^BLOCKED::CRITERIA-OPEN::A--T01$/);
    assert.equal(message, answer.error.message);
    assert.doesNotMatch(remedy, /ac-done|\bvtm\b/);
  });

  it('is sent to the commands of the editor where there is nothing to start', async () => {
    const answer = await run('plan', {});
    assert.ok(answer.ok);
    assert.match(answer.value.text, /vtm blocked/);
    assert.match(inEditor(answer.value.text), /Show Blocked Tasks lists/);
    assert.doesNotMatch(inEditor(answer.value.text), /\bvtm\b/);
  });

  it('is sent to the plan of what can run side by side by the name of its command', async () => {
    const tasks = ['A--T01', 'B--T01'].map((id) => task({ task_id: id, parallel: true, conflicts_with: [] }));
    const answer = await run('plan', {}, fakeWorld({ manifest: tasks }));
    assert.ok(answer.ok);
    assert.match(inEditor(answer.value.text), /\nPlan Parallel Batch plans what can run side by side\.$/);
  });

  it('names the command that makes a manifest where none is', () => {
    assert.match(forPersons({ code: 'BLOCKED::MANIFEST-MISSING', message: 'There is no docs/m.json', remedy: 'Name it with --root.' }).remedy, /Create Task Manifest/);
  });

  it('is not told to read with a tool', () => {
    assert.equal(inEditor('WARN::X: 2 documents were not read whole. Read them with context.'), 'WARN::X: 2 documents were not read whole.');
  });

  it('leaves the words of a task alone', () => {
    for (const text of ['Make vtm check faster', 'Print vtm blocked as a table']) assert.equal(inEditor(text), text);
  });
});
