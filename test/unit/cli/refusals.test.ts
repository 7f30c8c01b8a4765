import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { acquireLock } from '../../../src/io/lock';
import { task } from '../../support/builders';
import { useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';
import { VTM, vtm, vtmEnvironment } from './runVtm';

const TASKS = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] })];
const STARTED = { status: 'in-progress', started_at: '2025-09-28T10:00:00Z', acs_completed: [], acs_remaining: ['A-AC01', 'A-AC02'] };

describe('vtm, what it refuses', function () {
  // Every line is a process of its own, and a lock is waited for.
  this.timeout(90_000);
  let project: CliProject;
  useIsolatedGit();
  afterEach(() => project.dispose());

  /** One line on standard error, nothing on standard output, this code, and the state file untouched. */
  function refuses(args: readonly string[], code: number, says: RegExp): void {
    const before = project.read(STATE);
    const told = project.run(...args);
    assert.deepEqual([told.code, told.stdout, told.stderr.split('\n').length], [code, '', 2], `${args.join(' ')}: ${told.stdout}${told.stderr}`);
    assert.match(told.stderr, says);
    assert.equal(project.read(STATE), before);
  }

  it('wrong use: code 2, with the nearest word', () => {
    project = makeProject(TASKS);
    refuses(['ac-don', 'A--T01', 'AC01'], 2, /did you mean vtm ac-done\?/);
    refuses(['ac-done', 'A--T01'], 2, /the criteria are missing; usage: vtm ac-done ID CRITERIA/);
    refuses(['ac-done', 'A--T01', 'AC01', '--nte', 'x'], 2, /no option --nte; did you mean --note\?/);
    refuses(['ac-done', 'A--T01', 'AC01', '--note'], 2, /--note needs a value/);
    refuses(['ac-done', 'A--T01', 'AC01', '--note', 'x', '--note=y'], 2, /give --note once/);
    refuses(['context', 'A--T01', '--page', 'two'], 2, /INVALID-INPUT: context: page/);
    refuses(['ac-done', 'A--T01', '--criteria', 'AC01'], 2, /--criteria is written without its name, as a plain word; usage: vtm ac-done ID CRITERIA/);
    refuses(['next', '--dry-run'], 2, /no option --dry-run/);
    refuses(['init', 'everything'], 2, /INVALID-INPUT: init: what/);
    refuses(['block', 'A--T01', ''], 2, /INVALID-INPUT: block: reason/);
  });

  it('unknown tasks, criteria and slices: code 1, with the nearest', () => {
    project = makeProject(TASKS, { state: { tasks: { 'A--T01': STARTED } } });
    refuses(['start', 'A--T02'], 1, /UNKNOWN-TASK::A--T02: .*Did you mean A--T01/);
    refuses(['task', 'A--T1'], 1, /UNKNOWN-TASK::A--T1/);
    refuses(['ac-done', 'A--T01', 'A-AC03'], 1, /UNKNOWN-CRITERION::A-AC03: .*Did you mean A-AC01 or A-AC02/);
    refuses(['ac-done', 'A--T01', 'AC01,A-AC03'], 1, /UNKNOWN-CRITERION::A-AC03: /);
    refuses(['ac-done', 'A--T01', ','], 1, /UNKNOWN-CRITERION::,: /);
    refuses(['plan', 'Slice 1.2'], 1, /UNKNOWN-SLICE::Slice 1\.2: .*Did you mean Slice 1\.1/);
    refuses(['undo'], 1, /NOTHING-TO-UNDO/);
    for (const [args, code] of [[['task', 'A--T1'], 1], [['plan', '--max', '0'], 2], [['ac-don'], 2]] as const) {
      const asJson = project.run(...args, '--json');
      const { error } = JSON.parse(asJson.stdout) as { error: Record<string, string> };
      assert.deepEqual([asJson.code, Object.keys(error), asJson.stderr], [code, ['code', 'message', 'remedy'], '']);
    }
  });

  it('states that no rule knows, and steps that the rules forbid: nothing is written (bad inputs 28 to 30, 32)', () => {
    const state = {
      tasks: {
        'A--T01': { status: 'partial' },
        'B--T01': { ...STARTED, status: 'completed', completed_at: '2025-09-28T09:00:00Z', acs_completed: ['B-AC01'] },
        'GONE--T01': { status: 'completed', mine: 1 },
      },
    };
    project = makeProject(TASKS, { state });
    refuses(['start', 'A--T01'], 1, /BLOCKED::TASK-NOT-PENDING::A--T01: .*"partial" is not known/);
    refuses(['ac-done', 'A--T01', 'AC01'], 1, /A--T01.*(unknown status|partial)/);
    refuses(['start', 'B--T01'], 1, /BLOCKED::TASK-NOT-PENDING::B--T01/);
    refuses(['block', 'B--T01', 'too late'], 1, /B--T01/);
    refuses(['complete', 'GONE--T01'], 1, /UNKNOWN-TASK::GONE--T01/);
    assert.equal(project.run('reopen', 'B--T01').code, 0);
    assert.deepEqual(project.entry('GONE--T01'), { status: 'completed', mine: 1 });
  });

  it('broken files: code 3 with the place, and nothing written', () => {
    project = makeProject(TASKS);
    project.write(STATE, '{"tasks": {\n  "A--T01": {"status"}\n}}');
    refuses(['block', 'A--T01', 'why'], 3, /BLOCKED::STATE-INVALID: docs\/backlog\/task-state\.json:2:/);
    refuses(['plan'], 3, /BLOCKED::STATE-INVALID/);
    project.write(STATE, '{"tasks": []}');
    refuses(['note', 'A--T01', 'x'], 3, /BLOCKED::STATE-INVALID/);
  });

  it('a state that another holds: code 4, naming it; a lock of a dead process is taken over (bad input 33)', async () => {
    project = makeProject(TASKS);
    const lock = path.join(project.root, path.dirname(STATE), `.${path.basename(STATE)}.lock`);
    const held = await acquireLock(lock, { command: 'a long update', waitMs: 0 });
    assert.ok(held.ok);
    const { code, stdout, stderr } = project.run('note', 'A--T01', 'x', '--json');
    assert.deepEqual([code, stderr], [4, '']);
    assert.match(stdout, /"code": "STATE-LOCKED"[^]*a long update/);
    const owner = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;
    await held.value.release();
    writeFileSync(lock, JSON.stringify({ ...owner, pid: 2 ** 22 + 1, started: '1' }));
    assert.equal(project.run('note', 'A--T01', 'after the dead').code, 0);
    assert.equal(project.git('status', '--short', '--', 'docs').trim(), `M ${STATE}`);
  });

  it('of two claims at once one wins, and the other is told (bad input 32)', async () => {
    project = makeProject(TASKS);
    const runs = await Promise.all([started(project.root, ['start', 'A--T01']), started(project.root, ['start', 'A--T01'])]);
    assert.deepEqual(runs.map(({ code }) => code).sort(), [0, 1]);
    assert.match(runs.map(({ stderr }) => stderr).join(''), /^vtm: BLOCKED::/);
    assert.equal(project.git('log', '--format=%s', 'main..feat/A--T01').trim(), 'chore(A--T01): initialize task state');
  });

  it('a file that can\'t be written, or a root that is not there: told in words (bad inputs 34 and 44)', () => {
    project = makeProject(TASKS);
    assert.deepEqual(vtm(['note', 'A--T01', 'x', '--root', 'nowhere'], { cwd: project.root }).code, 2);
    project.git('rm', '-q', '--cached', STATE);
    const { code, stderr } = project.run('note', 'A--T01', 'x', '--state', 'docs');
    assert.notEqual(code, 0);
    assert.doesNotMatch(stderr, /\n.*\n|at .*\.js/);
    assert.match(stderr, /^vtm: [A-Z:-]+: /);
  });

  it('Ctrl-C in an update leaves it whole or undone, and no lock that blocks (bad input 44)', async () => {
    project = makeProject(TASKS);
    for (const wait of [60, 120, 180, 240, 300, 360]) {
      const child = spawn(process.execPath, [VTM, 'note', 'A--T01', `after ${wait}`], { cwd: project.root, env: vtmEnvironment(), stdio: 'ignore' });
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await new Promise((resolve) => setTimeout(resolve, wait));
      child.kill('SIGINT');
      const code = await ended;
      const notes = JSON.stringify(project.entry('A--T01')['notes'] ?? '');
      assert.ok(code !== 0 || notes.includes(`after ${wait}`), `acknowledged after ${wait} ms and lost`);
    }
    const after = project.run('note', 'A--T01', 'the last');
    assert.equal(after.code, 0, after.stderr);
    assert.match(project.git('status', '--short').trim(), new RegExp(`^M ${STATE}$`));
  });
});

function started(cwd: string, args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [VTM, ...args], { cwd, env: vtmEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}
