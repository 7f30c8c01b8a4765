import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchFor } from '../../../../src/core/settings';
import { taskOfBranch } from '../../../../src/io/git/chooseBranches';

describe('the task a branch is named for', () => {
  it('is the one the name was made of, wherever and however often a pattern holds the id', () => {
    const part = fc.string({ maxLength: 4 }).filter((text) => !text.includes('{'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 5 }), fc.string({ minLength: 1, maxLength: 12 }), (parts, id) => {
        const branchPattern = parts.join('{TASK_ID}');
        assert.equal(taskOfBranch(branchPattern)(branchFor(id, { branchPattern })), id);
      }),
    );
  });

  it('is told without regard to case, and of no name that does not fit', () => {
    const taskOf = taskOfBranch('feat/{TASK_ID}/by/{TASK_ID}');
    assert.equal(taskOf('FEAT/A--T01/by/a--t01'), 'A--T01');
    for (const name of ['feat/A--T01/by/A--T02', 'feat/A--T01', 'feat//by/', 'fix/A--T01/by/A--T01', '']) assert.equal(taskOf(name), undefined, name);
    assert.equal(taskOfBranch('no place')('no place'), undefined);
  });
});
