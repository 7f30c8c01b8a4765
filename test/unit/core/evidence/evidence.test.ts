import assert from 'node:assert/strict';
import { landedCommits } from '../../../../src/core/evidence/commits';
import { changedTests, evidenceOf, evidenceSummary } from '../../../../src/core/evidence/evidence';
import { testFileOf } from '../../../../src/core/evidence/testFiles';
import type { RepositoryWork, WorkCommit } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';

const AC = [1, 2, 3, 4, 5].map((number) => ({ id: `A-AC0${number}`, text: '' }));
const raw = task({ task_id: 'A--T01', acceptance_criteria: AC, test_verification: ['packages/a/checks/rows.ts (mocks)'] });
const running = { status: 'in-progress', started_at: '2026-01-01T09:00:00Z', acs_completed: ['A-AC01', 'A-AC02', 'A-AC03'], acs_remaining: ['A-AC04', 'A-AC05'] };

let hashes = 0;
const commit = (subject: string, files?: readonly string[], body = ''): WorkCommit => ({
  ...workCommit(subject, '2026-01-02T01:00:00Z', body),
  hash: String(++hashes).padStart(40, '0'),
  ...(files ? { files } : {}),
});

function evidence(work: RepositoryWork | undefined, entry: object = running) {
  const snapshot = snapshotOf([raw], { 'A--T01': entry }, undefined, work);
  return evidenceOf(snapshot.byId.get('A--T01')!, work);
}

const states = (work: RepositoryWork | undefined, entry?: object) => evidence(work, entry).map(({ state }) => state).join(' ');
const branch = (...commits: WorkCommit[]) => repositoryWork({ branches: [taskBranch('A--T01', { entry: running, commits })] });

describe('the evidence of a criterion', () => {
  it('is claimed or open where git was not asked', () => assert.equal(states(undefined), 'claimed claimed claimed open open'));

  it('is a commit of its branch that names it, recorded or not', () => {
    assert.equal(states(branch(commit('feat(A--T01): [AC01] rows'), commit('[AC04] half of it'), commit('tidy up'))), 'evidenced claimed claimed unclaimed open');
  });

  it('is a commit of the base branch that names the task too', () => {
    const landed = [commit('feat(A--T01): build it (#7)', undefined, '* feat(a--t01): [AC01-AC02]\n* fix(B--T01): [AC03]'), commit('feat(B--T01): [A-AC04]'), commit('docs: [A-AC05]')];
    assert.equal(states(repositoryWork({ landed })), 'evidenced evidenced claimed open open');
  });

  it('is not a commit that was reverted into words', () => {
    const reverted = [commit('Revert "feat(A--T01): [AC01] rows"'), commit('Revert "all of it"', undefined, 'feat(A--T01): [AC01] rows')];
    assert.equal(states(branch(...reverted)), 'claimed claimed claimed open open');
    assert.equal(states(repositoryWork({ landed: reverted })), 'claimed claimed claimed open open');
  });

  it('lists its commits and the test files these changed, each once', () => {
    const one = commit('feat(A--T01): [AC01] rows', ['src/rows.ts', 'packages/a/checks/rows.ts', 'src/rows.test.ts']);
    const two = commit('fix(A--T01): [AC01+AC02] rows again', ['src/rows.test.ts']);
    const work = { ...branch(one, two), landed: [two] };
    const [first, second, third] = evidence(work);
    assert.deepEqual(first, { criterionId: 'A-AC01', state: 'evidenced', commits: [one, two], files: ['packages/a/checks/rows.ts', 'src/rows.test.ts'] });
    assert.deepEqual(second?.commits, [two]);
    assert.deepEqual(third, { criterionId: 'A-AC03', state: 'claimed', commits: [], files: [] });
  });

  it('is summed up in one line', () => {
    assert.equal(evidenceSummary(evidence(branch(commit('[AC01]'), commit('[AC02]'), commit('[AC05]')))), '3 of 5 evidenced, 1 claimed without evidence, 1 not recorded');
    assert.equal(evidenceSummary(evidence(branch(commit('[AC01-AC03]')))), '3 of 5 evidenced');
    assert.equal(evidenceSummary([]), 'no criteria');
  });
});

describe('changed tests', () => {
  const of = (work: RepositoryWork) => changedTests(snapshotOf([raw], {}, undefined, work).byId.get('A--T01')!, work);

  it('are known only when the files of every commit are', () => {
    assert.deepEqual(of(branch(commit('a', ['src/a.ts']), commit('b', ['src/a.spec.ts']))), ['src/a.spec.ts']);
    assert.deepEqual(of(branch(commit('a', ['src/a.ts']))), []);
    assert.equal(of(branch(commit('a', ['src/a.spec.ts']), commit('b'))), undefined);
    assert.equal(of(repositoryWork()), undefined);
  });

  it('are known by what the task names, and by the names that tests have', () => {
    const isTest = testFileOf(snapshotOf([task({ task_id: 'X', test_verification: ['checks/rows.ts', './proofs/', 'a+b.ts'] })]).byId.get('X')!.task);
    const yes = ['checks/rows.ts', 'below/checks/rows.ts', 'proofs/deep/one.ts', 'below/proofs/one.ts', 'a+b.ts', 'src/a.test.tsx', 'src/a_test.go', 'tests/x.py', 'test_x.py', 'src/__tests__/a.js', 'src/ATest.java', 'e2e/a.ts'];
    const no = ['src/rows.ts', 'mychecks/rows.ts', 'src/latest.ts', 'contest/a.ts', 'proofs.md', 'aab.ts', 'docs/testing.md', 'src/attestation.ts'];
    assert.deepEqual(yes.filter((path) => !isTest(path)), []);
    assert.deepEqual(no.filter(isTest), []);
  });
});

describe('the commits that landed', () => {
  it('are read once for a list, whatever the number of tasks', () => {
    let read = 0;
    const counted = Array.from({ length: 500 }, (_, index) => ({
      ...workCommit('', '2026-01-02T01:00:00Z'),
      get subject() {
        read++;
        return `feat(T${index}--T01): build it`;
      },
    }));
    const work = repositoryWork({ landed: counted });
    const found = Array.from({ length: 1000 }, (_, index) => landedCommits(work, { id: `t${index}--T01` }).length);
    assert.equal(found.reduce((sum, count) => sum + count, 0), 500);
    assert.ok(read <= 1000, `${read} subjects read`);
  });
});
