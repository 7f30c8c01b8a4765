import assert from 'node:assert/strict';
import { criterionFinder } from '../../../../src/core/manifest/criteria';
import { snapshotOf, task } from '../../../support/builders';

const found = (ids: string[], given: string) => criterionFinder({ criteria: ids.map((id) => ({ id, text: '' })) })(given)?.id;

describe('criterionFinder', () => {
  it('finds a criterion by its id, in any case, and by the bare end of it', () => {
    const ids = ['MONEY-AC01', 'MONEY-AC02', 'plain'];
    assert.equal(found(ids, 'MONEY-AC02'), 'MONEY-AC02');
    assert.equal(found(ids, 'money-ac02'), 'MONEY-AC02');
    for (const bare of ['AC02', 'ac2', 'AC-2', ' AC_02 ']) assert.equal(found(ids, bare), 'MONEY-AC02', bare);
    for (const none of ['', 'AC03', 'OTHER-AC01', '1', 'constructor']) assert.equal(found(ids, none), undefined, none);
  });

  it('takes a bare id that fits two criteria for neither, but an exact one for itself', () => {
    assert.equal(found(['A-AC01', 'B-AC01'], 'AC01'), undefined);
    assert.equal(found(['A-AC01', 'AC01'], 'AC01'), 'AC01');
    assert.equal(found(['x', 'X'], 'x'), 'x');
  });

  it('counts what is done among very many criteria', () => {
    const criteria = Array.from({ length: 100_000 }, (_, index) => ({ id: `A-AC${index}`, text: '' }));
    const { tasks } = snapshotOf([task({ task_id: 'A', acceptance_criteria: criteria })], { A: { status: 'in-progress', acs_completed: criteria.map((_, index) => `AC${index}`) } });
    assert.equal(tasks[0]?.doneCount, 100_000);
  });
});
