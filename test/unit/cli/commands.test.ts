import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { OPERATIONS } from '../../../src/core/operations/table';
import { manifest, task } from '../../support/builders';
import { generatedBacklog } from '../../support/generatedBacklog';
import { makeRepository, useIsolatedGit, temporaryFolder, type Repository } from '../../support/repository';
import { VTM, vtm, writeBacklog, type Run } from './runVtm';

const SAMPLE = path.resolve('samples', 'ledgerline');
const COMMANDS = [...OPERATIONS.map(({ id }) => id), 'mcp'];

/** What JSON a run printed. */
function json(run: Run): Record<string, unknown> {
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

describe('vtm, sub-commands on the sample', () => {
  let repository: Repository;
  useIsolatedGit();
  const run = (...args: string[]) => vtm(args, { cwd: repository.root });

  before(() => {
    repository = makeRepository({ files: { 'README.md': 'x' } });
    cpSync(SAMPLE, repository.root, { recursive: true });
    repository.git('add', '.');
    repository.git('commit', '-qm', 'sample');
  });
  after(() => {
    repository.dispose();
  });

  it('next prints the object of --next with an explanation', () => {
    const { explanation, ...rest } = json(run('next', '--json'));
    assert.deepEqual(rest, json(run('--next')));
    assert.equal((explanation as { rank: number }).rank, 1);
    const text = run('next').stdout;
    assert.ok(text.startsWith(String(rest['task_id'])) && text.includes('[ ] ') && text.includes(' is next.'));
  });

  it('dashboard, status and blocked have the keys and figures of their flags', () => {
    for (const name of ['dashboard', 'status', 'blocked']) {
      assert.deepEqual(json(run(name, '--json')), json(run(`--${name}`)), name);
      assert.ok(!run(name).stdout.startsWith('{'));
    }
    assert.match(run('dashboard').stdout, /5 of 68 tasks completed \(7\.4%\)/);
  });

  it('pulse prints the eleven lines of the spec', () => {
    const lines = run('pulse').stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^### Implementation Pulse \(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)$/);
    assert.deepEqual(lines.slice(3, 6), [
      '- Tasks: pending 62 | in-progress 1 | blocked 0 | completed 5 | abandoned 0',
      '- Progress: 7.4% (5/68 tasks)',
      '- High Risk: 3 completed, 32 remaining',
    ]);
    assert.equal(lines.length, 11);
    assert.equal(json(run('pulse', '--json'))['total'], 68);
  });

  it('check passes on a clean base branch, and names every code that blocks', () => {
    const ready = json(run('check', '--json'));
    assert.deepEqual([ready['ready'], ready['codes']], [true, []]);
    assert.equal(run('check').code, 0);
    const next = String(ready['task_id']);
    repository.git('switch', '-qc', 'topic');
    repository.write('stray.txt', 'x');
    const blocked = run('check', '--json');
    assert.equal(blocked.code, 1);
    assert.deepEqual(json(blocked)['codes'], ['BLOCKED::NOT-ON-MAIN-BRANCH', 'BLOCKED::DIRTY-GIT-STATUS']);
    assert.match(run('check', next).stdout, /Blocked: BLOCKED::NOT-ON-MAIN-BRANCH, BLOCKED::DIRTY-GIT-STATUS\n$/);
    repository.git('clean', '-q', '-f', 'stray.txt');
    repository.git('switch', '-q', '-');
  });

  it('prompt prints the delegation prompt of the next task, or of a named one', () => {
    const { task_id: id, prompt, branch, missing_context: missing } = json(run('prompt', '--json'));
    assert.deepEqual([branch, missing], [`feat/${String(id)}`, []]);
    assert.ok(String(prompt).startsWith(`# Implement ${String(id)}\n`));
    assert.ok(run('prompt', 'WORKSPACE_LAYOUT--T01').stdout.startsWith('# Implement WORKSPACE_LAYOUT--T01\n'));
  });

  it('task and explain speak of one task', () => {
    const shown = json(run('task', 'WORKSPACE_LAYOUT--T01', '--json'));
    const file = JSON.parse(readFileSync(path.join(SAMPLE, 'docs/backlog/virtual-task-manifest.json'), 'utf8')) as { tasks: object[] };
    const { status, state, explanation, recorded, ...raw } = shown;
    assert.deepEqual(recorded, { source: { kind: 'file' } });
    assert.deepEqual(raw, file.tasks[0]);
    assert.equal(status, 'completed');
    assert.equal((state as { status: string }).status, 'completed');
    assert.deepEqual(json(run('explain', 'WORKSPACE_LAYOUT--T01', '--json')), { task_id: 'WORKSPACE_LAYOUT--T01', ...(explanation as object), recorded });
    assert.match(run('task', 'WORKSPACE_LAYOUT--T01').stdout, /\[x\] WORKSPACE_LAYOUT-AC01/);
    assert.match(run('explain', 'WORKSPACE_LAYOUT--T01').stdout, /is not next: it is completed/);
  });

  it('validate finds nothing wrong', () => {
    const { problems, ...rest } = json(run('validate', '--json'));
    assert.deepEqual(rest, { valid: true, errors: 0, warnings: 0, notes: 3 });
    assert.deepEqual([...new Set((problems as { kind: string; severity: string }[]).map(({ kind, severity }) => `${severity} ${kind}`))], ['info group-conflict']);
    assert.match(run('validate').stdout, /\n68 tasks, 0 errors, 0 warnings, 3 notes\.\n$/);
  });
});

describe('vtm, sub-commands on odd files and in wrong use', () => {
  let root: string;
  const run = (...args: string[]) => vtm(args, { cwd: root });
  beforeEach(() => {
    root = temporaryFolder('project');
    writeBacklog(root, manifest([task({ task_id: 'A--T01', title: '\u001b]8;;http://x\u0007click\u001b[31m red\u009b1m\nline' }), task({ task_id: '-d' })]), { tasks: {} });
  });
  afterEach(() => rmSync(path.dirname(root), { recursive: true, force: true }));

  /** Code, nothing on standard output, and exactly one line on standard error that says this. */
  function refuses(args: string[], code: number, says: RegExp): void {
    const { code: given, stdout, stderr } = run(...args);
    assert.deepEqual([given, stdout, stderr.split('\n').length], [code, '', 2], `${args.join(' ')}: ${stderr}`);
    assert.match(stderr, says);
  }

  it('tells wrong use in one line, with code 2', () => {
    refuses(['nxt'], 2, /no sub-command nxt; did you mean vtm next\?/);
    refuses(['stat'], 2, /did you mean vtm status\?/);
    refuses(['frobnicate'], 2, /vtm has next, explain/);
    refuses(['explain'], 2, /id is missing; usage: vtm explain ID/);
    refuses(['block', 'A--T01'], 2, /the reason is missing; usage: vtm block ID REASON\.\.\. \[options\]/);
    refuses(['explain', 'A--T01', 'B'], 2, /too many arguments \(B\)/);
    refuses(['next', 'A--T01'], 2, /too many arguments/);
    refuses(['next', '--wrong'], 2, /vtm next has no option --wrong/);
    refuses(['next', '--root'], 2, /--root needs a value/);
    refuses(['next', '--task', 'A--T01'], 2, /either a sub-command or --task/);
    refuses(['next', '--root', 'no/where'], 2, /there is no folder .*no.where/);
    refuses(['--', '--next'], 2, /no sub-command --next/);
    refuses(['help', 'nxt'], 2, /did you mean vtm next/);
  });

  it('says that there is no repository where it would else say that nothing was found', () => {
    for (const command of ['agents', 'batch', 'history', 'clean-up']) refuses([command], 1, /BLOCKED::NOT-A-GIT-REPOSITORY: git can't be asked here/);
  });

  it('explains a code without what stands before it, in any case', () => {
    for (const code of ['WIP-LIMIT', 'wip-limit', 'BLOCKED::WIP-LIMIT::x']) assert.match(run('help', code).stdout, /^BLOCKED::WIP-LIMIT\n/);
    assert.match(run('help', 'MERGED-OPEN').stdout, /^WARN::MERGED-OPEN\n/);
  });

  it('takes an id that looks like a flag behind --, and names the nearest of one that is unknown', () => {
    assert.equal(run('explain', '--', '-d').code, 0);
    refuses(['explain', 'A--T02'], 1, /UNKNOWN-TASK::A--T02: There is no task A--T02\. Did you mean A--T01\?/);
  });

  it('helps from its table, and tells its version', () => {
    const help = run('--help').stdout;
    for (const name of COMMANDS) assert.match(help, new RegExp(`^  ${name} `, 'm'));
    assert.equal(run('help').stdout, help);
    assert.match(run('explain', '--help').stdout, /^Usage: {2}vtm explain ID \[options\]/);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal(run('--version').stdout, `${version}\n`);
  });

  it('strips what a terminal would act on, and uses no colour outside a terminal', () => {
    for (const args of [['next'], ['task', 'A--T01'], ['dashboard'], ['prompt', 'A--T01'], ['check', 'A--T01'], ['--next'], ['next', '--json']]) {
      const { stdout } = run(...args);
       
      assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/, args.join(' '));
    }
    assert.match(run('next').stdout, /^A--T01 {2}click red line\n/);
  });

  it('has nothing to do when no task is eligible: code 1, told in words and as JSON', () => {
    writeBacklog(root, manifest([task({ task_id: 'A--T01' })]), { tasks: { 'A--T01': { status: 'completed' } } });
    const told = run('next');
    assert.deepEqual([told.code, told.stdout], [1, 'No task can be started now. Every task is completed, abandoned, or in progress.\n']);
    assert.equal(json(run('next', '--json'))['error'], 'No eligible tasks');
    assert.equal(run('prompt').code, 1);
    assert.ok((json(run('check', '--json'))['codes'] as string[]).includes('BLOCKED::NO-ELIGIBLE-TASK'));
  });

  it('tells a missing manifest with code 1, and a state that is missing as all pending', () => {
    rmSync(path.join(root, 'docs/backlog/task-state.json'));
    assert.equal(run('next').code, 0);
    assert.match(run('validate').stdout, /there is no docs\/backlog\/task-state\.json, so every task is pending/);
    rmSync(path.join(root, 'docs'), { recursive: true });
    refuses(['next'], 1, /BLOCKED::MANIFEST-MISSING/);
    assert.deepEqual([run('validate').code, run('check').code], [3, 1]);
  });

  it('places every problem, with code 3 where one is an error', () => {
    writeBacklog(root, '{\n  "tasks": [\n    {"task_id": "A", "risk": "Low", "depends_on_tasks": ["B"]},\n    {"task_id": "C"}\n  ]\n}', { tasks: {} });
    const { code, stdout } = run('validate');
    assert.equal(code, 3);
    assert.match(stdout, /^docs\/backlog\/virtual-task-manifest\.json:3:\d+: error: A depends on "B"/m);
    assert.match(stdout, /: warning: C has no risk/);
    assert.match(stdout, /: warning: A has no acceptance criteria/);
    assert.match(stdout, /2 tasks, 1 error, 3 warnings\.\n$/);
    assert.deepEqual((json(run('validate', '--json'))['problems'] as { line: number }[]).map(({ line }) => line).sort(), [3, 3, 4, 4]);
    assert.match(run('next').stderr, /the files have 1 error; vtm validate shows where/);
  });

  it('names entries that no task has, and statuses that are not known', () => {
    writeBacklog(root, manifest([task({ task_id: 'A--T01' })]), { tasks: { 'A--T01': { status: 'partial' }, 'GONE--T01': { status: 'completed' } } });
    const { code, stdout } = run('validate', '--json');
    assert.deepEqual([code, (JSON.parse(stdout) as { problems: { kind: string; task_id: string }[] }).problems.map(({ kind, task_id }) => [kind, task_id])], [
      0,
      [['unknown-status', 'A--T01'], ['missing-document', 'A--T01'], ['orphan-entry', 'GONE--T01']],
    ]);
    assert.match(run('next').stdout, /1 task has a status that is not known; vtm validate lists them/);
    assert.match(run('check').stdout, /1 with a status that is not known/);
  });

  it('rests no answer on a broken file: code 3 with its place', () => {
    writeBacklog(root, '{"tasks": [', { tasks: {} });
    refuses(['next'], 3, /BLOCKED::MANIFEST-INVALID: docs\/backlog\/virtual-task-manifest\.json:1:\d+/);
    writeBacklog(root, manifest([task({ task_id: 'A--T01' })]), '{"tasks": {\n<<<<<<< HEAD\n}}');
    refuses(['dashboard'], 3, /BLOCKED::STATE-INVALID: .*merge conflict/);
    assert.deepEqual([run('validate').code, run('check').code], [3, 3]);
  });

  it('answers about 10 000 tasks', () => {
    const files = generatedBacklog({ tasks: 10_000 });
    writeBacklog(root, files.manifest, files.state);
    const { explanation, ...rest } = json(run('next', '--json'));
    assert.ok(explanation);
    assert.deepEqual(rest, json(run('--next')));
    assert.equal(json(run('validate', '--json'))['valid'], true);
  });

  it('goes quietly when its reader goes away', async () => {
    const files = generatedBacklog({ tasks: 3000 });
    writeBacklog(root, files.manifest, files.state);
    const child = spawn(process.execPath, [VTM, '--blocked'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([code, stderr], [0, '']);
  });
});
