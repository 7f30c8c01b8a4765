import assert from 'node:assert/strict';
import * as path from 'node:path';
import { makeRepository, useIsolatedGit } from '../../support/repository';
import { manifest, task, type RawTask } from '../../support/builders';
import { makeProject, type CliProject } from './project';
import { vtm } from './runVtm';

const open = (id: string, given: Partial<RawTask> = {}) => task({ task_id: id, est: 'S', parallel: true, conflicts_with: [], file_scope: [`src/${id}/**`], ...given });

const TASKS = [
  open('MONEY--T01', { title: 'Money in minor units' }),
  open('LOG--T01', { conflicts_with: ['MAIL--T01'] }),
  open('MAIL--T01', { est: 'L' }),
  open('SCHEMA--T01', { risk: 'High', depends_on_tasks: ['MONEY--T01'] }),
  open('WEB--T01', { slice: 'Slice 1.2', phase: 'Phase 2', depends_on_tasks: ['SCHEMA--T01'] }),
  task({ task_id: 'OLD--T01', slice: 'Slice 1.2', phase: 'Phase 2' }),
];

interface Planned {
  readonly mode: { readonly kind: string; readonly why?: string; readonly lacking?: { readonly task_ids: readonly string[]; readonly count: number } };
  readonly waves: readonly { readonly tasks: readonly { readonly task_id: string }[]; readonly limits: readonly { readonly kind: string; readonly text: string }[] }[];
  readonly left_out: readonly { readonly task_id: string; readonly kind: string; readonly text: string }[];
  readonly minutes: { readonly serial: number; readonly planned: number; readonly saved: number };
}

describe('vtm plan', function () {
  this.timeout(30_000);
  useIsolatedGit();
  let project: CliProject;
  before(() => {
    project = makeProject(TASKS);
  });
  after(() => project.dispose());

  const planned = (...args: string[]): Planned => project.json('plan', '--parallel', ...args) as unknown as Planned;
  const waves = ({ waves: all }: Planned) => all.map(({ tasks }) => tasks.map(({ task_id: id }) => id));
  const said = (...args: string[]): string => {
    const { code, stdout, stderr } = project.run('plan', ...args);
    assert.deepEqual([code, stderr], [0, ''], args.join(' '));
    return stdout;
  };

  it('goes one after the other unless it is asked for more, and says that more can be asked for', () => {
    assert.match(said('--slice', '1.1'), /^One after the other of Slice 1\.1:\n 1\. MONEY--T01/);
    assert.match(said('--slice', '1.1'), /\nvtm plan --parallel plans what can run side by side\.\n$/);
    assert.doesNotMatch(said(), /--parallel/);
  });

  it('plans a slice in waves, with the reason why each is no larger, what it saves, and what is left out', () => {
    const plan = planned('--slice', '1.1');
    assert.deepEqual(plan.mode, { kind: 'parallel' });
    assert.deepEqual(waves(plan), [['MAIL--T01', 'MONEY--T01'], ['SCHEMA--T01'], ['LOG--T01']]);
    assert.deepEqual(plan.waves[0]?.limits.map(({ kind, text }) => [kind, text]), [['conflict', 'LOG--T01 does not fit in: it conflicts with MAIL--T01 (LOG--T01 names the other in conflicts_with).']]);
    assert.deepEqual(plan.minutes, { serial: 105, planned: 90, saved: 15 });
    assert.equal(
      said('--slice', '1.1', '--parallel'),
      `Side by side of Slice 1.1; a wave begins when the one before is merged:

Wave 1: 2 tasks, 1 h, 1 h 15 min one after the other
  MAIL--T01  Build MAIL--T01
    Medium risk, 1 h
  MONEY--T01  Money in minor units
    Medium risk, 15 min
  LOG--T01 does not fit in: it conflicts with MAIL--T01 (LOG--T01 names the other in conflicts_with).

Wave 2: 1 task, 15 min
  SCHEMA--T01  Build SCHEMA--T01
    High risk, 15 min; after MONEY--T01
  SCHEMA--T01 runs alone, since its risk is High.

Wave 3: 1 task, 15 min
  LOG--T01  Build LOG--T01
    Medium risk, 15 min
  Nothing else can start by then.

Conflicts
  LOG--T01 and MAIL--T01: LOG--T01 names the other in conflicts_with

Longest chain: MAIL--T01 (1 h).
In all 1 h 30 min instead of 1 h 45 min one after the other: 15 min saved (14 %).
`,
    );
  });

  it('keeps to a phase or to tasks, and falls back where the metadata is missing', () => {
    const phase = planned('--phase', '2');
    assert.deepEqual([phase.mode.kind, phase.mode.why, phase.mode.lacking?.task_ids], ['sequential', 'no-metadata', ['OLD--T01']]);
    assert.deepEqual([waves(phase), phase.left_out.map(({ task_id: id, kind }) => [id, kind])], [[['OLD--T01']], [['WEB--T01', 'waits']]]);
    const text = said('--parallel', '--phase', 'Phase 2');
    assert.match(text, /^One after the other of Phase 2:\n 1\. OLD--T01/);
    assert.match(text, /\n {2}WEB--T01: it waits for SCHEMA--T01, which this plan does not bring about\n/);
    assert.match(text, /\nWarning: 1 open task lacks parallel metadata \(OLD--T01\), so nothing runs side by side\. Give each of them “parallel” and “conflicts_with”/);
    assert.deepEqual(waves(planned('--tasks', 'LOG--T01', '--tasks', 'MONEY--T01', '--max=1')), [['MONEY--T01'], ['LOG--T01']]);
    assert.deepEqual(planned('--tasks', 'LOG--T01, MONEY--T01', '--max=1'), planned('--tasks', 'LOG--T01', '--tasks', 'MONEY--T01', '--max=1'));
    assert.match(said('--parallel'), /\nWarning: 1 open task lacks parallel metadata \(OLD--T01\), so tasks of Slice 1\.2 run alone\./);
  });

  it('takes the slice by its name or as a plain word, once, and refuses what can\'t be', () => {
    assert.equal(said('--slice=1.1', '--parallel'), said('slice', '1.1', '--parallel'));
    const refused = (args: readonly string[], code: number, message: RegExp) => {
      const run = project.run('plan', ...args);
      assert.deepEqual([run.code, run.stdout], [code, '']);
      assert.match(run.stderr, message);
    };
    refused(['1.1', '--slice', '1.2'], 2, /give the slice once/);
    refused(['1.1', '--phase', '1'], 2, /INVALID-INPUT: plan: give one of slice, phase and tasks/);
    refused(['--parallel', '--max', '4'], 2, /INVALID-INPUT: plan: max: side by side at most 3 tasks run/);
    refused(['--phase', 'Phase 3'], 1, /UNKNOWN-PHASE::Phase 3: No task belongs to the phase Phase 3\. Did you mean Phase 1 or Phase 2\?/);
    refused(['--tasks', 'MONEY--T1'], 1, /UNKNOWN-TASK::MONEY--T1: .*Did you mean MONEY--T01/);
  });
});

describe('vtm in a repository of two backlogs', function () {
  this.timeout(30_000);
  useIsolatedGit();

  it('reports to each the batches of its own, and gives no id twice', () => {
    const text = (id: string) => JSON.stringify(manifest([open(id)]));
    const state = JSON.stringify({ tasks: {} });
    const inPackage = (name: string, id: string) => ({
      [`${name}/docs/backlog/virtual-task-manifest.json`]: text(id),
      [`${name}/docs/backlog/task-state.json`]: state,
      [`${name}/docs/features/spec.md`]: '# Spec\n',
      [`${name}/docs/master/prd-master.md`]: '# Requirements\n',
    });
    const repository = makeRepository({ files: { ...inPackage('web', 'WEB--T01'), ...inPackage('api', 'API--T01') } });
    try {
      const run = (name: string, ...args: string[]) => vtm(args, { cwd: path.join(repository.root, name) });
      assert.ok(run('web', 'start-batch', '--dry-run').stdout.includes(`, in ../${path.basename(repository.root)}.worktrees\n`));
      const started = run('web', 'start-batch');
      assert.equal(started.code, 0, started.stderr);
      assert.match(run('api', 'batch').stdout, /^No batch is remembered/);
      assert.match(run('api', 'start-batch').stdout, /^The batch backlog-2 is started/);
      assert.match(run('web', 'batch').stdout, /^# Batch backlog-1\n[^]*WEB--T01/);
    } finally {
      repository.dispose();
    }
  });
});
