import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from './anyText';
import { commitScaffolds, pullRequestTitle } from '../../../../src/core/delegate/commitMessages';

const task = (text: string) => ({ id: 'A--T01', title: 'A title', criteria: [{ id: 'A-AC01', text }] });

describe('commit message scaffolds', () => {
  it('are one per criterion, and the title of the pull request', () => {
    assert.deepEqual(commitScaffolds(task('Rows are unique')), [{ criterionId: 'A-AC01', message: 'feat(A--T01): Rows are unique' }]);
    assert.equal(pullRequestTitle(task('')), 'feat(A--T01): A title');
  });

  it('fall back to the id of a criterion without a text', () => {
    assert.equal(commitScaffolds(task('  '))[0]?.message, 'feat(A--T01): A-AC01');
  });

  it('stay on one line of at most 72 characters, whatever the text', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        const message = commitScaffolds(task(text))[0]?.message ?? '';
        assert.match(message, /^feat\(A--T01\): \S/);
        assert.ok(Array.from(message).length <= 72);
        assert.doesNotMatch(message, /[\p{Cc}\p{Surrogate}]/u);
      }),
    );
  });
});
