import assert from 'node:assert/strict';
import type { DocumentFact } from '../../../../src/core/documents';
import { NO_FACTS, refKey, type ProjectFacts } from '../../../../src/core/facts';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import type { Anomaly, AttentionInput } from '../../../../src/core/rules/anomaly';
import { attentionOf } from '../../../../src/core/rules/attention';
import { RULES } from '../../../../src/core/rules/evaluate';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import type { RepositoryWork } from '../../../../src/core/work';
import { manifest, snapshotOf, task, type RawTask } from '../../../support/builders';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';

const NOW = new Date('2026-01-10T12:00:00Z');
/** The manifest is five days old, so what is completed since counts. */
const MADE = '2026-01-05T00:00:00Z';
const YESTERDAY = '2026-01-09T10:00:00Z';

const ACS = ['A-AC01', 'A-AC02'];
const done = { status: 'completed', started_at: '2026-01-08T09:00:00Z', completed_at: YESTERDAY, acs_completed: ACS, acs_remaining: [] };
const running = { status: 'in-progress', started_at: YESTERDAY, acs_completed: [], acs_remaining: ACS };
const blocked = (reason: string) => ({ status: 'blocked', started_at: YESTERDAY, acs_completed: [], blocked_reason: reason });

interface Given {
  readonly tasks?: readonly RawTask[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly work?: RepositoryWork;
  readonly facts?: ProjectFacts;
  readonly settings?: Partial<Settings>;
  readonly made?: string;
}

const A = (given: Partial<RawTask> = {}) => task({ task_id: 'A--T01', ...given });
const B = (given: Partial<RawTask> = {}) => task({ task_id: 'B--T01', ...given });

function inputOf({ tasks = [A()], entries = {}, work, facts = NO_FACTS, settings = {}, made = MADE }: Given): AttentionInput {
  const snapshot = snapshotOf(manifest(tasks, { timestamp: made }), entries, undefined, work, settings);
  return { snapshot, facts, settings: { ...DEFAULT_SETTINGS, ...settings }, now: NOW };
}

const found = (given: Given): readonly Anomaly[] => attentionOf(inputOf(given)).anomalies;
const codes = (given: Given) => found(given).map(({ fullCode, severity }) => `${severity} ${fullCode}`);

function testFiles(snapshot: Snapshot, isThere: boolean): ProjectFacts {
  const refs = snapshot.tasks.flatMap((view) => view.task.tests);
  const fact = (ref: (typeof refs)[number]): DocumentFact => (isThere ? { kind: 'found', ref, path: ref.path ?? '' } : { kind: 'missing', ref, reason: 'it is not there' });
  return { documents: new Map(refs.map((ref) => [refKey(ref), fact(ref)])) };
}

const high = A({ risk: 'High' });
const highDone = { tasks: [high], entries: { 'A--T01': done } };
const merged = workCommit('feat(A--T01): build it (#7)', YESTERDAY);
const twoOf = (other: Partial<Parameters<typeof taskBranch>[1]>) =>
  repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, entry: running }), taskBranch('A--T01', { name: 'task/a', isLinked: true, tipAt: '2026-01-09T09:00:00Z', ...other })] });
const cluster = [A(), B({ depends_on_tasks: ['A--T01'] }), task({ task_id: 'C--T01', depends_on_tasks: ['A--T01'] }), task({ task_id: 'D--T01', depends_on_tasks: ['A--T01'] })];

/** For every code: what shows it alone, and the same as it should be. */
const CASES: Readonly<Record<string, { readonly odd: Given; readonly says: RegExp; readonly sound: Given }>> = {
  'WARN::BLOCKER-CLUSTER': {
    odd: { tasks: cluster, entries: { 'B--T01': blocked('no access'), 'C--T01': blocked('no format'), 'D--T01': blocked('no answer') } },
    says: /3 blocked tasks .* A--T01: B--T01, C--T01, D--T01/,
    sound: { tasks: cluster, entries: { 'B--T01': blocked('no access'), 'C--T01': blocked('no format') } },
  },
  'WARN::STALE-WORK': {
    odd: { entries: { 'A--T01': { ...running, started_at: '2026-01-07T11:00:00Z' } } },
    says: /A--T01 .* 3 days/,
    sound: { entries: { 'A--T01': running } },
  },
  'WARN::MERGED-OPEN': {
    odd: { entries: { 'A--T01': running }, work: repositoryWork({ landed: [merged] }) },
    says: /merged \(#7\).*in-progress/,
    sound: { entries: { 'A--T01': done }, work: repositoryWork({ landed: [merged] }) },
  },
  'WARN::COMPLETED-WITHOUT-TESTS': {
    odd: { ...highDone, facts: testFiles(inputOf(highDone).snapshot, false) },
    says: /none of its test files is there/,
    sound: { ...highDone, facts: testFiles(inputOf(highDone).snapshot, true) },
  },
  'WARN::CRITERIA-MISSING': {
    odd: { entries: { 'A--T01': { ...done, acs_completed: ['A-AC01'] } } },
    says: /1 criterion is not recorded as done: A-AC02/,
    sound: { entries: { 'A--T01': done } },
  },
  'WARN::DEPENDENCY-ORDER': {
    odd: { tasks: [A(), B({ depends_on_tasks: ['A--T01'] })], entries: { 'A--T01': running, 'B--T01': { ...running, acs_remaining: ['B-AC01', 'B-AC02'] } } },
    says: /B--T01 is in-progress.*A--T01/,
    sound: { tasks: [A(), B({ depends_on_tasks: ['A--T01'] })], entries: { 'A--T01': done, 'B--T01': { ...running, acs_remaining: ['B-AC01', 'B-AC02'] } } },
  },
  'WARN::RISK-ORDER': {
    odd: { tasks: [A(), B({ risk: 'High' })], entries: { 'A--T01': running } },
    says: /A--T01 \(Medium\) is in progress.*B--T01/,
    sound: { tasks: [A({ risk: 'High' }), B()], entries: { 'A--T01': running } },
  },
  'WARN::STILL-OPEN': {
    odd: { entries: { 'A--T01': { ...running, acs_completed: ACS, acs_remaining: [] } } },
    says: /All criteria of A--T01 are done, and it is in-progress/,
    sound: { entries: { 'A--T01': { ...running, acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] } } },
  },
  'WARN::TWO-BRANCHES': {
    odd: { work: twoOf({}) },
    says: /2 branches hold work on A--T01: feat\/A--T01, task\/a/,
    sound: { work: twoOf({ isReachable: true }) },
  },
  'WARN::BRANCH-UNREADABLE': {
    odd: { work: repositoryWork({ branches: [taskBranch('A--T01', { problem: 'line 3 is cut off' })] }) },
    says: /feat\/A--T01 .*line 3 is cut off/,
    sound: { work: repositoryWork({ branches: [taskBranch('A--T01', {})] }) },
  },
  'WARN::CRITERIA-DRIFT': {
    odd: { entries: { 'A--T01': { ...running, acs_completed: ['A-AC07'] } } },
    says: /1 recorded criterion is not in the manifest: A-AC07/,
    sound: { entries: { 'A--T01': { ...running, acs_completed: ['AC02'], acs_remaining: ['AC1'] } } },
  },
  'WARN::ORPHAN-ENTRY': {
    odd: { entries: { 'GONE--T01': running } },
    says: /GONE--T01 is recorded as in-progress/,
    sound: { entries: { 'A--T01': running } },
  },
  'WARN::NEVER-IN-PROGRESS': {
    odd: { entries: { 'A--T01': { ...done, started_at: undefined } } },
    says: /nothing shows that it was ever in progress/,
    sound: { entries: { 'A--T01': done } },
  },
  'WARN::COMPLETED-UNMERGED': {
    odd: { work: repositoryWork({ branches: [taskBranch('A--T01', { tipAt: '2026-01-06T11:00:00Z', entry: { ...done, started_at: '2026-01-06T09:00:00Z', completed_at: '2026-01-06T10:00:00Z' } })] }) },
    says: /completed on feat\/A--T01 for 4 days/,
    sound: { work: repositoryWork({ branches: [taskBranch('A--T01', { tipAt: YESTERDAY, entry: done })] }) },
  },
  'WARN::CLOCK': {
    odd: { entries: { 'A--T01': { ...running, started_at: '9999-01-01T00:00:00Z' } } },
    says: /started_at "9999-01-01T00:00:00Z" is in the future/,
    sound: { entries: { 'A--T01': running } },
  },
};

describe('the anomalies', () => {
  it('have a case for every code, and no code is a gate too', () => {
    assert.deepEqual(Object.keys(CASES), ANOMALIES.map(({ code }) => code));
    assert.deepEqual(RULES.map(({ code }) => code).filter((code) => code in CASES), []);
  });

  for (const rule of ANOMALIES) {
    const { odd, says, sound } = CASES[rule.code] ?? assert.fail(rule.code);

    it(`${rule.code} is found alone`, () => {
      const anomalies = found(odd);
      assert.deepEqual(anomalies.map(({ code }) => code), [rule.code]);
      const [anomaly] = anomalies;
      assert.equal(anomaly?.severity, rule.severity);
      assert.match(anomaly?.message ?? '', says);
      assert.equal(anomaly?.fullCode, `${rule.code}::${anomaly?.subject ?? ''}`);
      assert.ok((anomaly?.evidence.length ?? 0) > 0 && (anomaly?.actions?.length ?? 0) > 0 && anomaly?.remedy);
      assert.doesNotMatch(anomaly.remedy, /reset --hard|clean -|checkout -f|branch -D|delete/i);
    });

    it(`${rule.code} is absent from a sound record`, () => assert.deepEqual(codes(sound), []));

    it(`${rule.code} can be turned off and made milder`, () => {
      assert.deepEqual(codes({ ...odd, settings: { gateSeverity: { [rule.code]: 'off' } } }), []);
      assert.deepEqual(found({ ...odd, settings: { gateSeverity: { [rule.code]: 'info' } } }).map(({ severity }) => severity), ['info']);
    });
  }

  it('are told in one sentence each, with a title, a reason and a source', () => {
    for (const { code, title, reason, spec } of ANOMALIES) {
      assert.match(code, /^WARN::[A-Z-]+$/);
      for (const text of [title, reason, spec]) assert.ok(text && !/\s{2}|\n/.test(text), code);
      assert.match(reason, /\.$/);
      assert.doesNotMatch(title, /\.$/);
    }
  });

  describe('of tasks completed before today', () => {
    const before = { made: '2026-01-09T20:00:00Z' };
    const old = (code: string) => codes({ ...CASES[code]?.odd, ...before });

    for (const code of ['WARN::CRITERIA-MISSING', 'WARN::NEVER-IN-PROGRESS', 'WARN::COMPLETED-WITHOUT-TESTS', 'WARN::MERGED-OPEN']) {
      it(`${code} is informational when the manifest is younger`, () => assert.deepEqual(old(code), [`info ${code}::A--T01`]));
    }

    it('are informational after some weeks, when no time tells of them, and when the manifest has no time', () => {
      const missing = { ...done, acs_completed: ['A-AC01'] };
      const is = (entry: object, made?: string) => codes({ entries: { 'A--T01': entry }, ...(made === undefined ? {} : { made }) });
      assert.deepEqual(is({ ...missing, started_at: '2025-12-01T09:00:00Z', completed_at: '2025-12-02T09:00:00Z' }, '2025-11-01'), ['info WARN::CRITERIA-MISSING::A--T01']);
      assert.deepEqual(is({ ...missing, completed_at: undefined }), ['info WARN::CRITERIA-MISSING::A--T01']);
      assert.deepEqual(is(missing, 'soon'), ['warn WARN::CRITERIA-MISSING::A--T01']);
      assert.deepEqual(is(missing, '2027-01-01'), ['warn WARN::CRITERIA-MISSING::A--T01'], 'a manifest from the future makes nothing old');
    });
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
    const changed = (at: string) => {
      const { snapshot, ...rest } = inputOf({ entries: { 'A--T01': entry }, work: here });
      const later = { ...snapshot, state: { ...snapshot.state, lastUpdated: at } };
      return attentionOf({ ...rest, snapshot: later }).anomalies.filter(({ code }) => code === 'WARN::STALE-WORK').length;
    };
    assert.deepEqual([YESTERDAY, '2026-01-07T09:00:00Z', '2030-01-01T00:00:00Z'].map(changed), [0, 1, 1]);
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
