import assert from 'node:assert/strict';
import fc from 'fast-check';
import { landedWork } from '../../../../src/core/overlay/merges';
import { workCommit } from '../../../support/work';

const nobody = () => false;
const mergeOf = (subjects: readonly string[], id = 'MONEY--T01', isOther: (id: string) => boolean = nobody) =>
  landedWork(subjects.map((subject) => workCommit(subject))).mergeOf(id, [`feat/${id}`], isOther);

describe('the merge of a task, by the history of the base branch', () => {
  it('is a squash with the number of its pull request', () => {
    const merge = mergeOf(['fix: something', 'feat(MONEY--T01): Money in minor units (#57)']);
    assert.deepEqual([merge?.how, merge?.pull, merge?.subject], ['squash', 57, 'feat(MONEY--T01): Money in minor units (#57)']);
    for (const subject of ['fix(MONEY--T01): it (#5)', 'feat(MONEY--T01)!: it (#5)', 'test(money--t01): it (#5)']) assert.equal(mergeOf([subject])?.pull, 5, subject);
  });

  it('is a merge in the words of git and of the hosts', () => {
    const forms: readonly (readonly [string, number | undefined])[] = [
      ["Merge branch 'feat/MONEY--T01'", undefined],
      ["Merge branch 'feat/MONEY--T01' into main", undefined],
      ["Merge branch 'feat/MONEY--T01' into 'main'", undefined],
      ["Merge branch 'feat/MONEY--T01' of host:team/project into main", undefined],
      ["Merge remote-tracking branch 'origin/feat/MONEY--T01'", undefined],
      ["Merge branches 'feat/A--T01', 'feat/B--T01' and 'feat/MONEY--T01'", undefined],
      ['Merge pull request #12 from somebody/feat/MONEY--T01', 12],
      ['Merged in feat/MONEY--T01 (pull request #8)', 8],
      ["Merge branch 'feat/money--t01'", undefined],
    ];
    for (const [subject, pull] of forms) {
      const merge = mergeOf([subject]);
      assert.deepEqual([merge?.how, merge?.pull], ['merge', pull], subject);
    }
  });

  it('is not what only looks like one', () => {
    const others = [
      'feat(MONEY--T01): one criterion',
      'chore(MONEY--T01): initialize task state (#4)',
      'docs(MONEY--T01): write its spec (#4)',
      'feat(MONEY--T011): another task (#4)',
      'feat(MONEY): the capability (#4)',
      'say that feat(MONEY--T01): is next (#4)',
      "Merge branch 'feat/MONEY--T011'",
      "Merge branch 'main' into feat/MONEY--T01",
      'Merge pull request #12 from somebody/feat/MONEY--T01-docs',
      '',
    ];
    for (const subject of others) assert.equal(mergeOf([subject]), undefined, subject);
  });

  it('is gone once it is reverted, and back once that is', () => {
    const squash = 'feat(MONEY--T01): Money (#57)';
    const revert = `Revert "${squash}" (#60)`;
    assert.equal(mergeOf([revert, squash]), undefined);
    assert.equal(mergeOf([`Revert "Revert "${squash}"" (#61)`, revert, squash])?.pull, 57);
    assert.equal(mergeOf(['Revert "Merge pull request #12 from a/feat/MONEY--T01"', 'Merge pull request #12 from a/feat/MONEY--T01']), undefined);
    assert.equal(mergeOf(['feat(MONEY--T01): Money once more (#70)', revert, squash])?.pull, 70);
  });

  it('is the newest of several', () => {
    assert.equal(mergeOf(['fix(MONEY--T01): after all (#9)', 'Merge pull request #5 from a/feat/MONEY--T01'])?.pull, 9);
  });

  it('belongs to the id that is spelled so, where another differs only in case', () => {
    const isTask = (id: string) => id === 'a' || id === 'A';
    const subjects = ['feat(a): small (#1)', 'feat(A): large (#2)'];
    assert.equal(mergeOf(subjects, 'a', (id) => id !== 'a' && isTask(id))?.pull, 1);
    assert.equal(mergeOf(subjects, 'A', (id) => id !== 'A' && isTask(id))?.pull, 2);
    assert.equal(mergeOf(subjects.slice(0, 1), 'A', (id) => id !== 'A' && isTask(id)), undefined);
  });

  it('is found for an id of any text, which is never read as a pattern', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }).filter((id) => id === id.trim() && (id.match(/\)!?:/g) ?? []).length < 3), (id) => {
        assert.equal(mergeOf([`feat(${id}): a title (#3)`], id)?.pull, 3);
        assert.equal(mergeOf(['feat(SOMETHING-ELSE): a title (#3)'], id), undefined);
      }),
    );
    for (const id of ['.*', 'a|b', '(', 'x) y', '__proto__', 'a):b', '$&']) assert.equal(mergeOf([`feat(${id}): t (#3)`], id)?.pull, 3, id);
  });

  it('is read once for one list', () => {
    const landed = [workCommit('feat(A): t (#3)')];
    assert.equal(landedWork(landed), landedWork(landed));
  });
});
