import assert from 'node:assert/strict';
import { attentionOf } from '../../../../src/core/rules/attention';
import type { RepositoryWork } from '../../../../src/core/work';
import { task } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';
import { A, ACS, B, YESTERDAY, codes, done, found, high, highDone, inputOf, merged, running, testFiles, type Given } from './oddRecords';

describe('anomalies', () => {
  it('take the time of a branch for a completion without one, and a time in the future for none', () => {
    const missing = { ...done, acs_completed: ['A-AC01'] };
    const branch = (entry: object) => repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, entry })] });
    assert.deepEqual(codes({ work: branch({ ...missing, completed_at: undefined }) }), ['warn WARN::CRITERIA-MISSING::A--T01']);
    assert.ok(codes({ entries: { 'A--T01': { ...missing, completed_at: '2030-01-01T00:00:00Z' } } }).includes('info WARN::CRITERIA-MISSING::A--T01'));
  });

  it('are told once of merged work, however its record stands', () => {
    const work = repositoryWork({ landed: [merged] });
    const old = { ...running, started_at: '2026-01-01T09:00:00Z', acs_completed: ACS, acs_remaining: [] };
    assert.deepEqual(codes({ entries: { 'A--T01': old }, work }), ['warn WARN::MERGED-OPEN::A--T01']);
    const before = repositoryWork({ landed: [workCommit('feat(A--T01): build it (#7)', '2026-01-06T10:00:00Z')] });
    assert.deepEqual(codes({ entries: { 'A--T01': old }, work: before }), ['warn WARN::MERGED-OPEN::A--T01'], 'merged work is not stale');
    assert.deepEqual(codes({ entries: { 'A--T01': { ...done, started_at: undefined } }, work }), ['info WARN::NEVER-IN-PROGRESS::A--T01']);
    assert.deepEqual(codes({ tasks: [A({ risk: 'High' }), B()], entries: { 'B--T01': { ...running, acs_remaining: undefined } }, work }), ['warn WARN::MERGED-OPEN::A--T01'], 'merged work does not wait');
  });

  it('are told of finished work on a branch only while nothing says that it landed', () => {
    const entry = { ...done, started_at: '2026-01-06T09:00:00Z', completed_at: '2026-01-06T10:00:00Z' };
    const branches = [taskBranch('A--T01', { tipAt: '2026-01-06T11:00:00Z', entry })];
    assert.deepEqual(codes({ work: repositoryWork({ branches }) }), ['info WARN::COMPLETED-UNMERGED::A--T01']);
    assert.deepEqual(codes({ work: repositoryWork({ branches }), entries: { 'A--T01': entry } }), [], 'the base branch is checked out and records it');
    assert.deepEqual(codes({ work: repositoryWork({ branches, base: baseWork({ state: { 'A--T01': entry }, forkState: {} }) }) }), []);
    assert.deepEqual(codes({ work: repositoryWork({ branches: [taskBranch('A--T01', { isHere: true, isReachable: true })], base: baseWork({ state: {} }) }), entries: { 'A--T01': entry } }), []);
  });

  it('are told of branches by the task they are of, and mildly once it is merged', () => {
    const two = [taskBranch('A--T01'), taskBranch('a--t01')];
    assert.deepEqual(codes({ work: repositoryWork({ branches: two }) }), ['warn WARN::TWO-BRANCHES::A--T01']);
    assert.deepEqual(codes({ tasks: [A(), A({ task_id: 'a--t01' })], work: repositoryWork({ branches: two }) }), []);
    const left = [taskBranch('A--T01'), taskBranch('A--T01', { name: 'again', problem: 'it is cut off' })];
    assert.deepEqual(codes({ entries: { 'A--T01': done }, work: repositoryWork({ branches: left, landed: [merged] }) }), ['info WARN::TWO-BRANCHES::A--T01', 'info WARN::BRANCH-UNREADABLE::again']);
  });

  it('leave unknown dependencies to the manifest, and are mild about old completions', () => {
    const tasks = [A({ depends_on_tasks: ['NOWHERE'] }), B({ depends_on_tasks: ['A--T01'] })];
    const old = { ...done, acs_completed: ['B-AC01', 'B-AC02'], started_at: '2025-12-01T09:00:00Z', completed_at: '2025-12-02T09:00:00Z' };
    assert.deepEqual(codes({ tasks, entries: { 'A--T01': running, 'B--T01': old } }), ['info WARN::DEPENDENCY-ORDER::B--T01']);
  });
});

describe('stale work', () => {
  const stale = (work: RepositoryWork | undefined, entry: object = { ...running, started_at: '2026-01-01T09:00:00Z' }, settings = {}) =>
    found({ entries: { 'A--T01': entry }, settings, ...(work ? { work } : {}) }).filter(({ code }) => code === 'WARN::STALE-WORK').length;
  const branch = (at: string) => repositoryWork({ branches: [taskBranch('A--T01', { tipAt: at, entry: { ...running, started_at: '2026-01-01T09:00:00Z' } })] });

  it('is not what had a commit lately, on its branch or in the base branch', () => {
    assert.equal(stale(branch('2026-01-07T09:00:00Z')), 1);
    assert.equal(stale(branch('2026-01-09T09:00:00Z')), 0);
    assert.equal(stale(repositoryWork({ landed: [workCommit('fix(a--t01): a part of it', YESTERDAY)] })), 0);
  });

  it('is not measured by a start that was invented', () => {
    const invented = repositoryWork({ branches: [taskBranch('A--T01', { tipAt: '2026-01-02T09:00:00Z', entry: { ...running, started_at: '2026-01-10T11:00:00Z' } })] });
    assert.equal(stale(invented), 1, 'the commit that holds it is older');
    assert.equal(stale(undefined, { ...running, started_at: '2030-01-01T00:00:00Z' }), 0, 'nothing else is known');
  });

  it('is not what is recorded here while its branch is checked out', () => {
    const entry = { ...running, started_at: '2026-01-01T09:00:00Z' };
    const here = repositoryWork({ branches: [taskBranch('A--T01', { tipAt: '2026-01-02T09:00:00Z', isHere: true })] });
    const changed = (at: string, given: object = entry, work: RepositoryWork | undefined = here) => {
      const { snapshot, ...rest } = inputOf({ entries: { 'A--T01': given }, ...(work ? { work } : {}) });
      const later = { ...snapshot, state: { ...snapshot.state, lastUpdated: at } };
      return attentionOf({ ...rest, snapshot: later }).anomalies.filter(({ code }) => code === 'WARN::STALE-WORK').length;
    };
    assert.deepEqual([YESTERDAY, '2026-01-07T09:00:00Z', '2030-01-01T00:00:00Z'].map((at) => changed(at)), [0, 1, 1]);
    assert.equal(changed('2026-01-07T09:00:00Z', { ...entry, started_at: '2030-01-01T00:00:00Z' }), 1, 'a start in the future hides no old commit');
    assert.deepEqual([YESTERDAY, '2026-01-07T09:00:00Z'].map((at) => changed(at, { status: 'in-progress' }, repositoryWork())), [0, 1], 'the latest there can have been');
  });

  it('is not claimed where no time is known, and the limit is a setting', () => {
    assert.equal(stale(undefined, { status: 'in-progress' }), 0);
    assert.equal(stale(branch('2026-01-07T09:00:00Z'), undefined, { staleAfterDays: 5 }), 0);
  });
});

describe('risk order', () => {
  const tasks = [A(), B({ risk: 'High', depends_on_tasks: ['C--T01'] }), task({ task_id: 'C--T01' })];
  const entries = (finished: string) => ({
    'A--T01': running,
    'C--T01': { ...done, acs_completed: ['C-AC01', 'C-AC02'], started_at: '2026-01-06T09:00:00Z', completed_at: finished },
  });

  it('is broken only by work that could have been started then', () => {
    assert.deepEqual(codes({ tasks, entries: entries('2026-01-09T09:00:00Z') }), ['warn WARN::RISK-ORDER::A--T01']);
    assert.deepEqual(codes({ tasks, entries: entries('2026-01-09T11:00:00Z') }), [], 'its dependency was completed after the start');
    const work = repositoryWork({ branches: [taskBranch('A--T01', { tipAt: '2026-01-09T08:00:00Z', entry: running })] });
    const order = codes({ tasks, entries: entries('2026-01-09T09:00:00Z'), work }).filter((code) => code.includes('RISK-ORDER'));
    assert.deepEqual(order, [], 'its first commit is older than the start that is recorded');
  });

  it('is not broken for provisional work, work with a branch, and is informational before a new manifest', () => {
    assert.deepEqual(codes({ tasks: [A(), B({ risk: 'High', provisional: true })], entries: { 'A--T01': running } }), []);
    const work = repositoryWork({ branches: [taskBranch('B--T01')] });
    assert.deepEqual(codes({ tasks: [A(), B({ risk: 'High' })], entries: { 'A--T01': running }, work }), []);
    assert.deepEqual(codes({ tasks: [A(), B({ risk: 'High' })], entries: { 'A--T01': running }, made: '2026-01-10T00:00:00Z' }), ['info WARN::RISK-ORDER::A--T01']);
  });
});

describe('odd records', () => {
  const drift = (lists: object, status = 'in-progress') => found({ entries: { 'A--T01': { ...running, status, ...lists } } }).filter(({ code }) => code === 'WARN::CRITERIA-DRIFT');

  it('name every way in which criteria do not fit', () => {
    const [all] = drift({ acs_completed: ['A-AC01', 'AC01', 'X-AC09'], acs_remaining: ['A-AC01'] });
    assert.deepEqual(all?.evidence.slice(0, 4), [
      '1 recorded criterion is not in the manifest: X-AC09',
      '1 criterion is both done and left: A-AC01',
      '1 criterion stands twice in a list: A-AC01',
      '1 open criterion is not in acs_remaining: A-AC02',
    ]);
    assert.equal(drift({ acs_completed: ['A-AC01'], acs_remaining: ['A-AC01'] })[0]?.severity, 'warn');
    assert.equal(drift({ acs_completed: ['A-AC01'], acs_remaining: [] })[0]?.severity, 'info', 'a list of what is left that is out of date misleads nobody');
    assert.deepEqual(drift({ acs_completed: [], acs_remaining: [] }, 'pending'), []);
  });

  const clock = (times: object) => found({ entries: { 'A--T01': { ...done, ...times } } }).filter(({ code }) => code === 'WARN::CLOCK').flatMap(({ evidence }) => evidence[0] ?? '');

  it('tell which times can not be true', () => {
    assert.deepEqual(clock({ started_at: '2026-01-09T10:00:00Z', completed_at: '2026-01-09T10:00:00Z' }), ['it started and ended in the same second']);
    assert.deepEqual(clock({ started_at: '2026-01-09T11:00:00Z' }), ['it ended before it started']);
    assert.deepEqual(clock({ started_at: 'this morning' }), ['started_at "this morning" is no time']);
    assert.deepEqual(clock({ started_at: '2026-01-09', completed_at: '2026-01-09' }), [], 'days are not seconds');
    assert.deepEqual(clock({ completed_at: '2026-01-10T12:02:00Z' }), [], 'clocks differ by minutes');
    const work = repositoryWork({ branches: [taskBranch('A--T01', { tipAt: '2026-01-08T09:30:00Z', entry: done })] });
    const early = repositoryWork({ landed: [workCommit('feat(A--T01): build it (#7)', '2026-01-08T10:00:00Z')] });
    assert.deepEqual(codes({ entries: { 'A--T01': done }, work: early }), ['info WARN::CLOCK::A--T01'], 'completed after its merge');
    assert.match(found({ work }).find(({ code }) => code === 'WARN::CLOCK')?.message ?? '', /after the commit that holds it/);
  });

  it('of orphans are informational unless somebody works on them', () => {
    assert.deepEqual(codes({ entries: { X: done, Y: running, Z: { status: 'pending' } } }), ['warn WARN::ORPHAN-ENTRY::Y', 'info WARN::ORPHAN-ENTRY::X', 'info WARN::ORPHAN-ENTRY::Z']);
  });

  it('of claims count where only a commit tells that the task was begun', () => {
    const jumped = { ...done, started_at: undefined };
    const branch = (subject: string) => repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, commits: [workCommit(subject, YESTERDAY)], entry: jumped })] });
    assert.deepEqual(codes({ work: branch('chore(A--T01): initialize task state') }), []);
    assert.deepEqual(codes({ work: branch('feat(A--T01): all at once') }), ['warn WARN::NEVER-IN-PROGRESS::A--T01']);
    const squashed = workCommit('feat(A--T01): build it (#7)', YESTERDAY, '* chore(A--T01): initialize task state\n* feat(A--T01): [AC01]');
    assert.deepEqual(codes({ entries: { 'A--T01': jumped }, work: repositoryWork({ landed: [squashed] }) }), []);
  });

  it('offer to record only where a record made here counts', () => {
    const ready = { ...running, acs_completed: ACS, acs_remaining: [] };
    const actions = (given: Given) => found(given).flatMap((anomaly) => (anomaly.code === 'WARN::STILL-OPEN' ? (anomaly.actions ?? []).map(({ id }) => id) : []));
    assert.deepEqual(actions({ entries: { 'A--T01': ready } }), ['complete-task', 'reveal-task']);
    assert.deepEqual(actions({ entries: { 'A--T01': { ...ready, status: 'blocked' } } }), ['reveal-task']);
    assert.deepEqual(actions({ work: repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, entry: ready })] }) }), ['reveal-task']);
  });

  it('of tests say nothing of files that were not looked for, or that lie on another branch', () => {
    assert.deepEqual(codes(highDone), []);
    const work = repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, entry: done })] });
    assert.deepEqual(codes({ tasks: [high], work, facts: testFiles(inputOf(highDone).snapshot, false) }), []);
    assert.deepEqual(codes({ ...highDone, tasks: [A({ risk: 'High', test_verification: [] })] }), ['warn WARN::COMPLETED-WITHOUT-TESTS::A--T01']);
  });

  it('show hostile text as one line', () => {
    const id = 'A\u001b[31m\nX';
    const [odd] = found({ tasks: [task({ task_id: id, acceptance_criteria: [{ id: 'Q\nAC1', text: '' }] })], entries: { [id]: { ...done, acs_completed: [] } } });
    assert.equal(odd?.subject, id);
    for (const text of [odd?.message, odd?.remedy, ...(odd?.evidence ?? [])]) assert.doesNotMatch(text ?? '\n', /[\n\u001b]/);
  });
});
