import assert from 'node:assert/strict';
import { task } from '../../support/builders';
import { useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';

describe('vtm, the life of a task', function () {
  // Every line is a process of its own.
  this.timeout(90_000);
  let project: CliProject;
  useIsolatedGit();
  beforeEach(() => {
    project = makeProject([task({ task_id: 'PAY--T01', risk: 'High' }), task({ task_id: 'PAY--T02', depends_on_tasks: ['PAY--T01'] }), task({ task_id: 'LOG--T01', risk: 'Low' })]);
  });
  afterEach(() => project.dispose());

  /** What was printed, once the command did what it was asked. */
  function done(...args: string[]): string {
    const { code, stdout, stderr } = project.run(...args);
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  it('goes from next to start, through its criteria, to completed, and back by undo', () => {
    assert.match(done('next'), /^PAY--T01 .*\n.*High risk[^]*Next: start it with start/);
    const before = project.read(STATE);
    const preview = done('start', '--dry-run');
    assert.match(preview, /Makes the branch feat\/PAY--T01 from main[^]*"chore\(PAY--T01\): initialize task state"/);
    assert.equal(project.read(STATE), before);

    const started = project.json('start');
    assert.deepEqual([started['task_id'], started['branch'], started['base'], started['documents']], ['PAY--T01', 'feat/PAY--T01', 'main', ['docs/features/spec.md']]);
    assert.equal(project.git('branch', '--show-current').trim(), 'feat/PAY--T01');
    assert.equal(project.git('log', '-1', '--format=%s').trim(), 'chore(PAY--T01): initialize task state');
    assert.equal(project.entry('PAY--T01')['status'], 'in-progress');
    assert.match(done('task', 'PAY--T01'), /Next: read its documents first, with context \(1 not read whole\)/);

    assert.match(done('ac-done', 'PAY--T01', 'AC01', '--note', 'rounding was odd'), /PAY-AC01 is recorded as done.*In progress, 1 of 2[^]*WARN::INCOMPLETE-CONTEXT-READ::PAY--T01[^]*Next: commit PAY-AC01 together with the state file\. Then build PAY-AC02/);
    assert.match(String(project.entry('PAY--T01')['notes']), /Z: rounding was odd$/);
    assert.match(done('context', 'PAY--T01', 'docs/features/spec.md', '--page=1'), /What holds\./);
    assert.match(project.run('complete', 'PAY--T01').stderr, /^vtm: BLOCKED::CRITERIA-OPEN::PAY--T01: .*PAY-AC02/);
    const second = done('ac-done', 'PAY--T01', 'PAY-AC01,AC02');
    assert.doesNotMatch(second, /WARN/);
    assert.match(project.run('complete', 'PAY--T01').stderr, /BLOCKED::MISSING-TESTS::PAY--T01.*tests\/pay\.spec\.ts/);
    project.write('tests/pay.spec.ts', 'test');
    const open = project.read(STATE);
    assert.match(done('complete', 'PAY--T01', '--dry-run'), /status: in-progress -> completed/);
    assert.equal(project.read(STATE), open);
    assert.match(done('complete', 'PAY--T01'), /it is completed\. Completed, 2 of 2/);
    assert.equal(project.entry('PAY--T01')['status'], 'completed');
    assert.match(done('undo', '--dry-run'), /complete PAY--T01 \(by vtm, /);
    assert.match(done('undo'), /Undone: complete PAY--T01/);
    assert.equal(project.read(STATE), open);
  });

  it('blocks with a reason of several words, unblocks, reopens, gives up, and keeps notes', () => {
    done('start', 'LOG--T01');
    done('block', 'LOG--T01', 'waiting', 'for', 'the', 'API', 'key');
    assert.deepEqual([project.entry('LOG--T01')['status'], project.entry('LOG--T01')['blocked_reason']], ['blocked', 'waiting for the API key']);
    assert.match(done('blocked'), /^LOG--T01 .*\n {2}waiting for the API key$/m);
    done('unblock', 'LOG--T01');
    done('ac-done', 'LOG--T01', 'AC01');
    done('ac-undo', 'LOG--T01', 'AC01');
    assert.deepEqual(project.entry('LOG--T01')['acs_completed'], []);
    done('note', 'LOG--T01', '--', '--force', 'was not needed');
    assert.match(String(project.entry('LOG--T01')['notes']), /--force was not needed$/);
    done('abandon', 'LOG--T01');
    assert.equal(project.entry('LOG--T01')['status'], 'abandoned');
    done('reopen', 'LOG--T01');
    assert.equal(project.entry('LOG--T01')['status'], 'pending');
  });

  it('says what stands in the way of a start, all of it, and that a started task is resumed', () => {
    project.write('stray.txt', 'x');
    const { code, stdout } = project.run('start', 'PAY--T02', '--json');
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string; remedy: string } };
    assert.deepEqual([code, error.code], [1, 'BLOCKED::DIRTY-GIT-STATUS']);
    assert.match(error.remedy, /\nBLOCKED::DEPENDENCY-NOT-DONE::PAY--T01: PAY--T02 needs PAY--T01, which is pending\. Complete PAY--T01 first\./);
    assert.equal(project.git('branch', '--list', 'feat/*'), '');
    project.git('clean', '-qf', 'stray.txt');
    done('start', 'PAY--T01');
    assert.match(project.run('start', 'PAY--T01').stderr, /BLOCKED::NOT-ON-MAIN-BRANCH: .*do not start it again: read it with task and resume/);
    project.git('switch', '-q', 'main');
    assert.match(project.run('start', 'PAY--T01').stderr, /BLOCKED::BRANCH-EXISTS::PAY--T01: .*To resume it, switch to feat\/PAY--T01/);
    assert.match(done('next'), /^LOG--T01/);
  });

  it('plans the order of starts, each as if those before were completed', () => {
    const plan = project.json('plan', '--max', '2') as { tasks: { task_id: string; reason: string; unlocks: string[] }[]; pending_after: number };
    assert.deepEqual(plan.tasks.map(({ task_id: id, unlocks }) => [id, unlocks]), [['PAY--T01', ['PAY--T02']], ['PAY--T02', []]]);
    assert.equal(plan.pending_after, 1);
    assert.match(done('plan', 'slice', '1.1'), /^One after the other of Slice 1\.1:\n 1\. PAY--T01/);
    const twentyOne = project.run('plan', '--max=21');
    assert.deepEqual([twentyOne.code, twentyOne.stdout], [2, '']);
    assert.match(twentyOne.stderr, /^vtm: INVALID-INPUT: plan: max: .*20.*plan takes \[slice\], \[phase\], \[tasks\], \[max\], \[parallel\]\.\n$/);
  });

  it('makes the files of a project that has none', () => {
    project.git('rm', '-rq', 'docs/backlog');
    assert.match(done('init', '--dry-run'), /virtual-task-manifest\.json is made/);
    done('init');
    assert.equal(project.json('validate')['valid'], true);
  });
});
