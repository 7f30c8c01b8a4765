import assert from 'node:assert/strict';
import { changesText } from '../../../../src/core/migrate/changesText';
import { task } from '../../../support/builders';
import { tasksOf } from './anyMigration';

const former = tasksOf([
  task({ task_id: 'A--T01', title: 'Import bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', owner: 'x' }),
  task({ task_id: 'B--T01', title: 'Send reminders', capability_id: 'B', acceptance_criteria: [] }),
  task({ task_id: 'B--T02', title: 'Stays as it is' }),
]);
const today = tasksOf([
  task({ task_id: 'B--T02', title: 'Stays as it is' }),
  task({ task_id: 'A--T11', title: 'Import the bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', owner: 'y', risk: 'High' }),
  task({ task_id: 'C--T01', title: 'Quite new\u001b[2J\u202e', capability_id: 'C', acceptance_criteria: [] }),
]);

function headings(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('#'));
}

describe('the changes of a manifest as two texts', () => {
  const { before, after, counts } = changesText(former, today);

  it('have only the tasks that differ, in one order, a renamed one in one place', () => {
    assert.equal(counts, '1 added, 1 removed, 1 renamed, 1 changed');
    assert.deepEqual(headings(before), ['# 4 tasks', '## A--T01: Import bank statements', '## A--T02: Close the month', '## B--T01: Send reminders']);
    assert.deepEqual(headings(after), ['# 4 tasks', '## A--T11: Import the bank statements', '## A--T02: Close the month', '## C--T01: Quite new']);
  });

  it('differ in the lines of what changed, also of keys that nobody knows', () => {
    const lines = (text: string) => text.split('## A--T02')[1]?.split('## ')[0]?.split('\n') ?? [];
    const [was, is] = [lines(before), lines(after)];
    assert.deepEqual(is.filter((line) => !was.includes(line)), ['- Risk: High', '- owner: "y"']);
    assert.deepEqual(was.filter((line) => !is.includes(line)), ['- Risk: Medium', '- owner: "x"']);
  });

  it('are the same where nothing changed', () => {
    assert.deepEqual(changesText(former, [...former].reverse()), { before: '# 4 tasks\n', after: '# 4 tasks\n', counts: undefined });
  });
});
