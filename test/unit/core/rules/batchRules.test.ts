import assert from 'node:assert/strict';
import { BATCH_RULES } from '../../../../src/core/rules/batchRules';
import { evaluateRules, RULES } from '../../../../src/core/rules/evaluate';
import type { GateInput } from '../../../../src/core/rules/rule';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import { parallelTask } from '../../../support/batch';
import { snapshotOf, type RawTask } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { repositoryWork, workCommit } from '../../../support/work';

interface Case {
  readonly tasks: readonly RawTask[];
  /** Of the tasks: how many of the first are in the batch; all without it. */
  readonly together?: number;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly landed?: readonly (readonly [string, readonly string[]])[];
}

const [A, B] = ['A--T01', 'B--T01'].map((id) => parallelTask(id)) as [RawTask, RawTask];
const MET = [parallelTask('A--T01', { file_scope: ['src/**'] }), parallelTask('B--T01', { file_scope: ['src/x/*.ts'] })];
/** Tasks of both capabilities changed the same two files before. */
const PAST = [['A--T50', ['src/x.ts', 'src/y.ts']], ['B--T50', ['src/x.ts', 'src/y.ts']]] as const;

function inputOf({ tasks, together = tasks.length, entries, landed = [] }: Case, settings: Partial<Settings> = {}): GateInput {
  const commits = landed.map(([id, files], index) => ({ ...workCommit(`feat(${id}): it (#${index + 1})`), hash: String(index + 1).repeat(40), files }));
  const snapshot = snapshotOf(tasks, entries, undefined, repositoryWork({ landed: commits }));
  return { snapshot, git: cleanRepository(), settings: { ...DEFAULT_SETTINGS, ...settings }, together: snapshot.tasks.slice(0, together) };
}

const CASES: Readonly<Record<string, { readonly hits: Case; readonly code?: string; readonly misses: Case }>> = {
  'BLOCKED::BATCH-SIZE': { hits: { tasks: [], together: 0 }, misses: { tasks: [A] } },
  'BLOCKED::BATCH-DEPENDENCY': { hits: { tasks: [A, parallelTask('B--T01', { depends_on_tasks: ['A--T01'] })] }, code: '::B--T01', misses: { tasks: [parallelTask('A--T01', { depends_on_tasks: ['C--T01'] }), B, parallelTask('C--T01')], together: 2 } },
  'BLOCKED::BATCH-HIGH-RISK': { hits: { tasks: [A, parallelTask('B--T01', { risk: 'High' })] }, code: '::B--T01', misses: { tasks: [parallelTask('A--T01', { risk: 'High' })] } },
  'BLOCKED::BATCH-NOT-PARALLEL': { hits: { tasks: [A, parallelTask('B--T01', { conflicts_with: undefined })] }, code: '::B--T01', misses: { tasks: [parallelTask('A--T01', { parallel: false })] } },
  'BLOCKED::BATCH-CONFLICT': { hits: { tasks: MET }, code: '::A--T01', misses: { tasks: MET, together: 1 } },
  'WARN::BATCH-CONFLICT-LEARNED': { hits: { tasks: [A, B], landed: PAST }, code: '::A--T01', misses: { tasks: [A, B], landed: PAST.slice(0, 1) } },
};

describe('the rules of a batch', () => {
  it('all have a case, and no code of another rule', () => {
    assert.deepEqual(BATCH_RULES.map(({ code }) => code), Object.keys(CASES));
    assert.ok(!RULES.some(({ code }) => code in CASES));
  });

  for (const rule of BATCH_RULES) {
    const { hits, misses, code = '' } = CASES[rule.code] ?? assert.fail();
    const evaluated = (one: Case, settings: Partial<Settings> = {}, overrides: readonly string[] = []) => evaluateRules(BATCH_RULES, inputOf(one, settings), new Set(overrides));

    it(`${rule.code} comes alone, and says what to do`, () => {
      const { findings, isBlocked } = evaluated(hits);
      assert.deepEqual(findings.map(({ fullCode }) => fullCode), [`${rule.code}${code}`]);
      assert.equal(isBlocked, rule.severity === 'block');
      assert.ok(findings[0] && findings[0].message.length > 10 && findings[0].remedy.length > 10);
    });

    it(`${rule.code} is absent where it only comes near`, () => assert.deepEqual(evaluated(misses).findings, []));

    it(`${rule.code} ${rule.canOverride ? 'can be lifted' : 'can not be lifted'}`, () => {
      assert.equal(evaluated(hits, {}, [`${rule.code}${code}`]).isBlocked, !rule.canOverride);
      assert.equal(evaluated(hits, { gateSeverity: { [rule.code]: 'off' } }).findings.length, rule.canOverride ? 0 : 1);
    });
  }

  it('see a conflict with what is under way, in a batch of one too', () => {
    const { findings } = evaluateRules(BATCH_RULES, inputOf({ tasks: MET, together: 1, entries: { 'B--T01': { status: 'in-progress' } } }), new Set());
    assert.deepEqual(findings.map(({ fullCode }) => fullCode), ['BLOCKED::BATCH-CONFLICT::A--T01']);
    assert.match(findings[0]?.message ?? '', /^A--T01 conflicts with B--T01 \(.*\); B--T01 is under way$/);
  });

  it('see High risk and what is not parallel among what is under way, as a plan does', () => {
    const told = (tasks: readonly RawTask[], running: string) =>
      evaluateRules(BATCH_RULES, inputOf({ tasks, together: 1, entries: { [running]: { status: 'in-progress' } } }), new Set()).findings.map(({ fullCode, message, remedy }) => `${fullCode}: ${message}. ${remedy}`);
    assert.deepEqual(told([A, parallelTask('B--T01', { risk: 'High' })], 'B--T01'), ['BLOCKED::BATCH-HIGH-RISK::B--T01: B--T01 is High risk, which runs alone; it is under way. Start the others once it is merged, or one task by itself.']);
    assert.deepEqual(told([A, parallelTask('B--T01', { parallel: false })], 'B--T01'), ['BLOCKED::BATCH-NOT-PARALLEL::B--T01: B--T01 may not run beside others: parallel is false; it is under way. Start the others once it is merged, or one task by itself.']);
    assert.deepEqual(told([parallelTask('A--T01', { risk: 'High' }), B], 'B--T01'), ['BLOCKED::BATCH-HIGH-RISK::A--T01: A--T01 is High risk, which runs alone; B--T01 is under way. Start it once nothing else is under way.']);
    assert.deepEqual(told([A, B], 'B--T01'), []);
  });

  it('say of a batch that is too large only that', () => {
    const many = Array.from({ length: 1000 }, (_, index) => parallelTask(`M${index}--T01`, { file_scope: ['src/**'], risk: 'High' }));
    assert.deepEqual(evaluateRules(BATCH_RULES, inputOf({ tasks: many }), new Set()).findings.map(({ fullCode }) => fullCode), ['BLOCKED::BATCH-SIZE']);
  });

  it('learn nothing where the setting says so', () => {
    assert.deepEqual(evaluateRules(BATCH_RULES, inputOf({ tasks: [A, B], landed: PAST }, { learnsConflicts: false }), new Set()).findings, []);
  });
});
