import assert from 'node:assert/strict';
import { planBacklog, type PlanOptions } from '../../../../src/core/plan/planBacklog';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import { snapshotOf, task, type RawTask } from '../../../support/builders';
import { repositoryWork, workCommit } from '../../../support/work';
import { PairConflicts } from './anyPlan';

const open = (id: string, given: Partial<RawTask> = {}) => task({ task_id: id, parallel: true, conflicts_with: [], ...given });

interface Asked extends Partial<Omit<PlanOptions, 'settings'>> {
  readonly entries?: Record<string, unknown>;
  readonly settings?: Partial<Settings>;
  readonly pairs?: readonly (readonly [string, string])[];
}

function planned(tasks: readonly RawTask[], { entries = {}, settings = {}, pairs = [], ...asked }: Asked = {}) {
  const all = { ...DEFAULT_SETTINGS, ...settings };
  return planBacklog(snapshotOf(tasks, entries, undefined, undefined, all), { scope: { kind: 'backlog' }, isParallel: true, max: 3, conflicts: new PairConflicts(pairs), settings: all, ...asked });
}

const waves = (plan: ReturnType<typeof planned>) => plan.waves.map(({ tasks }) => tasks.map(({ taskId }) => taskId));

describe('the plan of a slice', () => {
  it('is that of the spec\'s example: three at once, the High risk one alone, two at once', () => {
    const plan = planned([
      open('MONOREPO--T01', { est: 'S' }), open('HASH--T01', { est: 'S' }), open('WRITER--T01', { est: 'S' }),
      open('SCHEMA--T01', { risk: 'High', depends_on_tasks: ['WRITER--T01'] }),
      open('TESTKIT--T01', { est: 'S', depends_on_tasks: ['SCHEMA--T01'] }), open('METRICS--T01', { est: 'S', depends_on_tasks: ['SCHEMA--T01'] }),
    ]);
    assert.deepEqual(waves(plan), [['WRITER--T01', 'MONOREPO--T01', 'HASH--T01'], ['SCHEMA--T01'], ['TESTKIT--T01', 'METRICS--T01']]);
    assert.deepEqual(plan.waves.map(({ limits }) => limits), [[], [{ kind: 'high-risk', taskId: 'SCHEMA--T01' }], [{ kind: 'nothing-else' }]]);
    assert.deepEqual(plan.minutes, { serial: 105, planned: 60, saved: 45 });
    assert.deepEqual(plan.criticalPath, { taskIds: ['WRITER--T01', 'SCHEMA--T01', 'TESTKIT--T01'], minutes: 60 });
    assert.deepEqual(plan.waves[0]?.tasks[0], { taskId: 'WRITER--T01', minutes: 15, after: [], unlocks: ['SCHEMA--T01'] });
    assert.deepEqual(plan.waves[2]?.tasks[0]?.after, ['SCHEMA--T01']);
  });

  it('prefers among equally large batches what the longest chain waits for, then the ranking', () => {
    const tasks = [open('A--T01'), open('B--T01', { risk: 'Low' }), open('C--T01', { risk: 'Low' }), open('D--T01', { depends_on_tasks: ['C--T01'] })];
    assert.deepEqual(waves(planned(tasks, { max: 2 })), [['C--T01', 'A--T01'], ['D--T01', 'B--T01']]);
    assert.deepEqual(waves(planned(tasks, { isParallel: false })), [['A--T01'], ['B--T01'], ['C--T01'], ['D--T01']]);
  });

  it('takes High risk work before a single other task, and a batch before it', () => {
    const tasks = [open('A--T01'), open('B--T01'), open('H--T01', { risk: 'High' })];
    assert.deepEqual(waves(planned(tasks)), [['A--T01', 'B--T01'], ['H--T01']]);
    assert.deepEqual(waves(planned(tasks, { pairs: [['A--T01', 'B--T01']] })), [['H--T01'], ['A--T01'], ['B--T01']]);
  });

  it('keeps phases and slices in their order where the ranking says so', () => {
    const tasks = [open('A--T01'), open('B--T01', { slice: 'Slice 1.2' }), open('C--T01', { slice: 'Slice 1.2', depends_on_tasks: ['B--T01'] })];
    assert.deepEqual(waves(planned(tasks, { max: 1, settings: { ranking: 'phase' } })), [['A--T01'], ['B--T01'], ['C--T01']]);
    assert.deepEqual(waves(planned(tasks, { max: 1 })), [['B--T01'], ['A--T01'], ['C--T01']]);
  });

  it('names the conflict that kept the best other out', () => {
    const plan = planned([open('A--T01'), open('B--T01'), open('C--T01')], { pairs: [['A--T01', 'C--T01'], ['C--T01', 'B--T01']] });
    assert.deepEqual(waves(plan), [['A--T01', 'B--T01'], ['C--T01']]);
    assert.deepEqual(plan.waves[0]?.limits, [{ kind: 'conflict', taskId: 'C--T01', conflict: { tasks: ['A--T01', 'C--T01'], causes: [{ kind: 'named', by: ['A--T01'] }] } }]);
    assert.deepEqual(plan.conflicts.map(({ tasks }) => tasks), [['A--T01', 'C--T01'], ['B--T01', 'C--T01']]);
  });
});

describe('what is under way', () => {
  const running = { status: 'in-progress' };

  it('takes places of the first wave, keeps out what conflicts with it, and counts as done from the second on', () => {
    const plan = planned([open('R--T01'), open('A--T01'), open('B--T01'), open('C--T01'), open('D--T01', { depends_on_tasks: ['R--T01'] })], { entries: { 'R--T01': running }, pairs: [['R--T01', 'A--T01']] });
    assert.deepEqual(waves(plan), [['B--T01', 'C--T01'], ['A--T01', 'D--T01']]);
    assert.deepEqual(plan.running, ['R--T01']);
    assert.deepEqual(plan.waves[0]?.limits, [{ kind: 'wip', places: 2, underWay: 1 }]);
    assert.deepEqual(plan.leftOut, [{ taskId: 'R--T01', why: { kind: 'under-way' } }]);
  });

  it('leaves the first wave empty where nothing can start beside it, and says why', () => {
    const tasks = [open('R--T01'), open('A--T01')];
    const entries = { 'R--T01': running };
    const first = (plan: ReturnType<typeof planned>) => [waves(plan), plan.waves[0]?.limits[0]];
    assert.deepEqual(first(planned(tasks, { entries, settings: { wipLimit: 1 } })), [[[], ['A--T01']], { kind: 'wip', places: 0, underWay: 1 }]);
    assert.deepEqual(first(planned([open('R--T01', { risk: 'High' }), open('A--T01')], { entries })), [[[], ['A--T01']], { kind: 'high-risk', taskId: 'R--T01' }]);
    const apart = first(planned(tasks, { entries, pairs: [['R--T01', 'A--T01']] }));
    assert.deepEqual(apart[0], [[], ['A--T01']]);
    assert.equal((apart[1] as { kind: string }).kind, 'conflict');
  });

  it('lets nothing start where tasks go one after the other', () => {
    const plan = planned([open('R--T01'), open('A--T01', { depends_on_tasks: ['R--T01'] })], { entries: { 'R--T01': running }, isParallel: false });
    assert.deepEqual([plan.waves, plan.leftOut[1]], [[], { taskId: 'A--T01', why: { kind: 'waits', taskIds: ['R--T01'] } }]);
  });
});

describe('what is left out', () => {
  it('is told with its reason, in the manifest\'s order', () => {
    const plan = planned(
      [
        open('BLOCKED--T01'), open('WAITS--T01', { depends_on_tasks: ['BLOCKED--T01', 'NONE'] }), open('THEN--T01', { depends_on_tasks: ['WAITS--T01'] }), open('OUT--T01'),
        open('ODD--T01'), open('DONE--T01'), open('LOOP--T01', { depends_on_tasks: ['LOOP--T02'] }), open('LOOP--T02', { depends_on_tasks: ['LOOP--T01'] }), open('GUESS--T01', { provisional: true }), open('HIGH--T01', { risk: 'High', depends_on_tasks: ['BLOCKED--T01'] }),
      ],
      { entries: { 'BLOCKED--T01': { status: 'blocked', blocked_reason: 'No key' }, 'ODD--T01': { status: 'half' }, 'DONE--T01': { status: 'abandoned' } }, excluded: new Set(['OUT--T01']) },
    );
    assert.deepEqual(plan.waves, []);
    assert.deepEqual(plan.leftOut, [
      { taskId: 'BLOCKED--T01', why: { kind: 'blocked', reason: 'No key' } },
      { taskId: 'WAITS--T01', why: { kind: 'waits', taskIds: ['BLOCKED--T01', 'NONE'] } },
      { taskId: 'THEN--T01', why: { kind: 'waits', taskIds: ['WAITS--T01'] } },
      { taskId: 'OUT--T01', why: { kind: 'excluded' } },
      { taskId: 'ODD--T01', why: { kind: 'unknown-status' } },
      { taskId: 'LOOP--T01', why: { kind: 'waits', taskIds: ['LOOP--T02'] } },
      { taskId: 'LOOP--T02', why: { kind: 'waits', taskIds: ['LOOP--T01'] } },
      { taskId: 'GUESS--T01', why: { kind: 'provisional' } },
      { taskId: 'HIGH--T01', why: { kind: 'waits', taskIds: ['BLOCKED--T01'] } },
    ]);
  });

  it('is not a provisional task once all High risk work of the backlog stands in earlier waves', () => {
    const plan = planned([open('GUESS--T01', { provisional: true }), open('H--T01', { risk: 'High', parallel: false })]);
    assert.deepEqual(waves(plan), [['H--T01'], ['GUESS--T01']]);
  });
});

describe('the mode of a plan', () => {
  const bare = (id: string, given: Partial<RawTask> = {}) => task({ task_id: id, ...given });

  it('is one after the other where nobody asked for more', () => {
    assert.deepEqual(planned([open('A--T01'), open('B--T01')], { isParallel: false }).mode, { kind: 'sequential', why: 'default' });
  });

  it('falls back where one open task lacks the metadata, and names it; what is finished or taken out does not count', () => {
    const tasks = [open('A--T01'), open('B--T01', { conflicts_with: null }), bare('C--T01')];
    const plan = planned(tasks);
    assert.deepEqual(plan.mode, { kind: 'sequential', why: 'no-metadata', slices: ['Slice 1.1'], taskIds: ['B--T01', 'C--T01'], count: 2 });
    assert.deepEqual(waves(plan), [['A--T01'], ['B--T01'], ['C--T01']]);
    assert.deepEqual(planned(tasks, { entries: { 'B--T01': { status: 'completed' }, 'C--T01': { status: 'abandoned' } } }).mode, { kind: 'parallel' });
    assert.deepEqual(planned(tasks, { excluded: new Set(['B--T01', 'C--T01']) }).mode, { kind: 'parallel' });
  });

  it('is looked at slice by slice: tasks of one without metadata run alone, the others side by side', () => {
    const plan = planned([open('A--T01'), open('B--T01'), open('C--T01', { slice: 'Slice 1.2' }), bare('D--T01', { slice: 'Slice 1.2' })]);
    assert.deepEqual(plan.mode, { kind: 'parallel', lacking: { slices: ['Slice 1.2'], taskIds: ['D--T01'], count: 1 } });
    assert.deepEqual(waves(plan), [['A--T01', 'B--T01'], ['C--T01'], ['D--T01']]);
    assert.deepEqual(plan.waves[1]?.limits, [{ kind: 'not-parallel', taskId: 'C--T01', slice: 'Slice 1.2' }]);
    assert.deepEqual(planned([open('A--T01'), open('B--T01', { parallel: false })]).waves[0]?.limits, [{ kind: 'not-parallel', taskId: 'B--T01' }]);
  });
});

describe('what conflicts', () => {
  const scoped = (id: string, ...scope: string[]) => open(id, { capability_id: id, file_scope: scope });
  const asked = { scope: { kind: 'backlog' }, isParallel: true, max: 3 } as const;

  it('is told by the scopes of the tasks where nobody else tells', () => {
    const snapshot = snapshotOf([scoped('A--T01', 'src/**'), scoped('B--T01', 'docs/**'), scoped('C--T01', 'src/*.ts')]);
    const plan = planBacklog(snapshot, { ...asked, settings: DEFAULT_SETTINGS });
    assert.deepEqual(waves(plan), [['A--T01', 'B--T01'], ['C--T01']]);
    assert.deepEqual(plan.conflicts.map(({ tasks, causes }) => [tasks, causes[0]?.kind]), [[['A--T01', 'C--T01'], 'scope']]);
  });

  it('is learned from past work unless the setting is off, and never from the backlog\'s own files', () => {
    const landed = (id: string, ...files: string[]) => ({ ...workCommit(`feat(${id}): Build it (#1)`), hash: `${id.charCodeAt(0)}`.padEnd(40, 'd'), files });
    const of = (...files: string[]) => {
      const tasks = [scoped('A--T01', 'a/**'), scoped('B--T01', 'b/**'), scoped('C--T01', 'c/**'), scoped('D--T01', 'd/**')].map((one, at) => ({ ...one, capability_id: at % 2 ? 'TWO' : 'ONE' }));
      const work = repositoryWork({ landed: [landed('A--T01', ...files), landed('B--T01', ...files)] });
      const entries = { 'A--T01': { status: 'completed' }, 'B--T01': { status: 'completed' } };
      return (learnsConflicts: boolean) => waves(planBacklog(snapshotOf(tasks, entries, undefined, work), { ...asked, settings: { ...DEFAULT_SETTINGS, learnsConflicts } }));
    };
    const shared = of('lib/one.ts', 'lib/two.ts', 'lib/three.ts');
    assert.deepEqual([shared(true), shared(false)], [[['C--T01'], ['D--T01']], [['C--T01', 'D--T01']]]);
    assert.deepEqual(of(DEFAULT_SETTINGS.manifestPath, DEFAULT_SETTINGS.statePath)(true), [['C--T01', 'D--T01']]);
  });
});

describe('a large plan', () => {
  it('goes through chains of 100 000 tasks', function () {
    this.timeout(120_000);
    const tasks = Array.from({ length: 100_000 }, (_, index) => ({ task_id: `T${index}`, slice: '1', risk: 'Low', parallel: true, conflicts_with: [], depends_on_tasks: index === 0 ? [] : [`T${index - 1}`] }));
    const snapshot = snapshotOf(tasks);
    for (const isParallel of [true, false]) {
      const plan = planBacklog(snapshot, { scope: { kind: 'backlog' }, isParallel, max: 3, settings: DEFAULT_SETTINGS });
      assert.deepEqual([plan.waves.length, plan.criticalPath.taskIds.length, plan.leftOut.length], [100_000, 100_000, 0]);
    }
  });

  it('compares a bounded number of pairs where everything conflicts, and says where it left off', () => {
    const conflicts = { asked: 0, between: ({ id: a }: { id: string }, { id: b }: { id: string }) => (conflicts.asked++, { tasks: [a, b] as [string, string], causes: [] }) };
    const plan = planned(Array.from({ length: 3000 }, (_, index) => open(`T${index}`)), { conflicts });
    assert.equal(plan.waves.length, 3000);
    assert.ok(conflicts.asked < 200_000, String(conflicts.asked));
    assert.deepEqual(plan.waves[0]?.limits.map(({ kind }) => kind), ['conflict', 'conflict', 'conflict']);
    assert.equal(plan.waves[1500]?.limits.at(-1)?.kind, 'not-compared');
    assert.equal(plan.conflicts.length, 300);
  });
});
