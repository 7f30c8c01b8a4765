import assert from 'node:assert/strict';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import { RULES } from '../../../../src/core/rules/evaluate';
import { task } from '../../../support/builders';
import { repositoryWork, taskBranch } from '../../../support/work';
import { A, ACS, B, YESTERDAY, blocked, codes, done, found, highDone, inputOf, merged, running, testFiles, type Given } from './oddRecords';

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
    says: /All criteria of A--T01 are done, and it is still in-progress/,
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
