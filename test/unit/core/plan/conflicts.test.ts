import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { conflictsOf } from '../../../../src/core/plan/conflicts';
import { snapshotOf, task, type RawTask } from '../../../support/builders';
import { repositoryWork, workCommit } from '../../../support/work';

function between(a: Partial<RawTask>, b: Partial<RawTask>) {
  const tasks = snapshotOf([task({ task_id: 'A--T01', ...a }), task({ task_id: 'B--T01', ...b })]).tasks.map((view) => view.task);
  const conflicts = conflictsOf(tasks);
  assert.deepEqual(conflicts.between(tasks[1]!, tasks[0]!), conflicts.between(tasks[0]!, tasks[1]!), 'the same whichever comes first');
  return conflicts.between(tasks[0]!, tasks[1]!);
}

const own = { file_scope: ['src/a'] };
const other = { file_scope: ['src/b'] };

describe('two tasks conflict', () => {
  it('never where both say what they touch, and nothing meets', () => assert.equal(between(own, other), undefined));

  it('when either names the other, or both do', () => {
    const by = (a: object, b: object) => between({ ...own, ...a }, { ...other, ...b })?.causes;
    assert.deepEqual(by({ conflicts_with: ['B--T01'] }, {}), [{ kind: 'named', by: ['A--T01'] }]);
    assert.deepEqual(by({ conflicts_with: [] }, { conflicts_with: 'A--T01' }), [{ kind: 'named', by: ['B--T01'] }]);
    assert.deepEqual(by({ conflicts_with: ['X', 'B--T01'] }, { conflicts_with: ['A--T01'] }), [{ kind: 'named', by: ['A--T01', 'B--T01'] }]);
    assert.equal(by({ conflicts_with: ['A--T01', 'b--t01'] }, {}), undefined);
  });

  it('when their scopes can meet, with an example', () => {
    assert.deepEqual(between({ file_scope: ['x', 'src/**/*.ts'] }, { file_scope: ['src/io'] }), {
      tasks: ['A--T01', 'B--T01'],
      causes: [{ kind: 'scope', patterns: ['src/**/*.ts', 'src/io'], example: 'src/io/x.ts' }],
    });
  });

  it('when the scope of one is not known: absent, empty, or not understood', () => {
    for (const unknown of [{}, { file_scope: [] }, { file_scope: '' }, { file_scope: ['src/a', '../x'] }, { file_scope: ['{1..9}'] }]) {
      assert.deepEqual(between(own, unknown)?.causes, [{ kind: 'unknown-scope', taskIds: ['B--T01'] }]);
      assert.deepEqual(between(unknown, {})?.causes, [{ kind: 'unknown-scope', taskIds: ['A--T01', 'B--T01'] }]);
    }
  });

  it('for every cause there is, the strongest first', () => {
    const shared = ['src/one.ts', 'src/two.ts'];
    const landed = ['A', 'B'].map((id) => ({ ...workCommit(`feat(${id}--T00): build it (#1)`), hash: id.repeat(40), files: shared }));
    const tasks = snapshotOf([task({ task_id: 'A--T01', conflicts_with: ['B--T01'], ...own }), task({ task_id: 'B--T01', ...own })]).tasks.map((view) => view.task);
    const kinds = (work?: ReturnType<typeof repositoryWork>) => conflictsOf(tasks, work ? { work } : {}).between(tasks[0]!, tasks[1]!)?.causes.map(({ kind }) => kind);
    assert.deepEqual(kinds(), ['named', 'scope']);
    assert.deepEqual(kinds(repositoryWork({ landed })), ['named', 'scope', 'learned']);
  });

  it('never with itself, and with a task whose id is a property of objects as with any', () => {
    const tasks = snapshotOf(['__proto__', 'constructor', 'A--T01'].map((id) => task({ task_id: id, capability_id: id, conflicts_with: ['__proto__'], ...own }))).tasks.map((view) => view.task);
    const conflicts = conflictsOf(tasks, { work: repositoryWork() });
    for (const one of tasks) assert.equal(conflicts.between(one, one), undefined);
    assert.deepEqual(conflicts.between(tasks[2]!, tasks[0]!)?.causes[0], { kind: 'named', by: ['A--T01'] });
    assert.deepEqual(conflicts.between(tasks[2]!, tasks[1]!)?.causes.map(({ kind }) => kind), ['scope']);
  });

  it('the same either way, whatever they declare: named exactly when one names the other', () => {
    const ids = ['A--T01', 'B--T01', 'C--T01'];
    const declared = fc.record({
      conflicts_with: fc.option(fc.subarray(ids), { nil: undefined }),
      file_scope: fc.option(fc.array(fc.constantFrom('src', 'src/a*', 'src/*/x.ts', '**/x.ts', 'docs/*', '[', '../x', '', 'x.ts'), { maxLength: 3 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.tuple(declared, declared, declared), (all) => {
        const tasks = snapshotOf(all.map((one, index) => task({ task_id: ids[index]!, ...one }))).tasks.map((view) => view.task);
        const conflicts = conflictsOf(tasks);
        for (const a of tasks) {
          for (const b of tasks) {
            const found = conflicts.between(a, b);
            assert.deepEqual(conflicts.between(b, a), found);
            assert.deepEqual(conflictsOf(tasks).between(a, b), found, 'what was asked before makes no difference');
            const isNamed = a !== b && Boolean(a.conflictsWith?.includes(b.id) || b.conflictsWith?.includes(a.id));
            assert.equal(found?.causes.some(({ kind }) => kind === 'named') ?? false, isNamed);
            if (found) assert.ok(found.causes.length > 0 && found.tasks.join() === [a, b].sort((x, y) => x.index - y.index).map(({ id }) => id).join());
          }
        }
      }),
    );
  });
});
