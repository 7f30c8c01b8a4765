import * as assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { DROP_IN_FLAGS } from '../../../src/core/select/dropIn';
import { manifest, task } from '../../support/builders';
import { temporaryFolder } from '../../support/repository';
import { anyBacklog } from '../core/select/anyBacklog';
import { reference } from '../core/select/dropInReference';
import { VTM, vtm, writeBacklog } from './runVtm';

describe('vtm, the script\'s flags', () => {
  let root: string;
  beforeEach(() => {
    root = temporaryFolder('a project');
  });
  afterEach(() => rmSync(path.dirname(root), { recursive: true, force: true }));

  const error = (run: { stdout: string }) => JSON.parse(run.stdout) as { error: string; vtm_path: string; state_path: string; near: string[]; available: string[] };

  it('answers through the built command as the reference does', () => {
    fc.sample(anyBacklog, 12).forEach((files, index) => {
      writeBacklog(root, files.manifest, files.state);
      const flag = DROP_IN_FLAGS[index % DROP_IN_FLAGS.length] ?? '--next';
      const expected = reference(flag, JSON.parse(files.manifest), JSON.parse(files.state));
      const run = vtm([flag], { cwd: root });
      assert.equal(JSON.stringify(JSON.parse(run.stdout), null, 2), JSON.stringify(JSON.parse(expected.text), null, 2), JSON.stringify(files));
      assert.equal(run.code, expected.exitCode);
      assert.equal(run.stderr, '');
    });
  });

  it('prints plain texts to the byte, two blanks deep, and takes no flag for --dashboard', () => {
    const files = { manifest: manifest([task({ task_id: 'A--T01', title: 'Größe “A” 日本' })]), state: { tasks: {} } };
    writeBacklog(root, files.manifest, files.state);
    assert.equal(vtm(['--next'], { cwd: root }).stdout, `${reference('--next', files.manifest, files.state).text}\n`);
    assert.equal(vtm([], { cwd: root }).stdout, `${reference('--dashboard', files.manifest, files.state).text}\n`);
  });

  it('needs no other file than itself, so that no schema slows it', () => {
    writeBacklog(root, manifest([task({ task_id: 'A--T01' })]), { tasks: {} });
    const alone = path.join(root, 'vtm.js');
    copyFileSync(VTM, alone);
    for (const args of [['--next'], ['--task', 'A--T01'], ['--nonsense']]) {
      const run = vtm(args, { cwd: root, program: alone });
      assert.equal(run.stderr, '');
      assert.ok(run.stdout.startsWith('{'));
    }
  });

  it('tells of files that are missing or broken, with both paths and code 1', () => {
    const paths = {
      vtm_path: path.join(root, 'docs', 'backlog', 'virtual-task-manifest.json'),
      state_path: path.join(root, 'docs', 'backlog', 'task-state.json'),
    };
    const good = manifest([task({ task_id: 'A--T01' })]);
    const cases: [string, unknown, unknown][] = [
      ['no manifest', undefined, {}],
      ['no state', good, undefined],
      ['a manifest cut off', '{"tasks": [', {}],
      ['an empty state', good, ''],
      ['an array for a state', good, '[]'],
      ['a manifest in UTF-16', '\ufffe{', {}],
      ['tasks of the wrong type', '{"tasks": 5}', {}],
    ];
    for (const [what, manifestFile, stateFile] of cases) {
      rmSync(path.join(root, 'docs'), { recursive: true, force: true });
      writeBacklog(root, manifestFile, stateFile);
      const run = vtm(['--next'], { cwd: root });
      assert.equal(run.code, 1, what);
      assert.equal(run.stderr, '', what);
      const said = error(run);
      assert.match(said.error, /^Failed to load VTM or state files: ./, what);
      assert.deepEqual({ vtm_path: said.vtm_path, state_path: said.state_path }, paths, what);
    }
    assert.equal(vtm(['--next', '--root', path.join(root, 'nowhere')], { cwd: root }).code, 1);
  });

  it('refuses unknown flags as the script does, and wrong use with code 2', () => {
    const unknown = vtm(['--nxt'], { cwd: root });
    assert.equal(unknown.code, 1);
    assert.deepEqual(error(unknown), { error: 'Unknown command: --nxt', available: ['--dashboard', '--next', '--status', '--blocked'] });
    for (const args of [['--root'], ['--next', '--state'], ['--task', '--next'], ['--task='], ['--next', '--status'], ['--next', 'word'], ['--task', 'X', '--next']]) {
      const run = vtm(args, { cwd: root });
      assert.equal(run.code, 2, args.join(' '));
      assert.ok(error(run).error.length > 10);
      assert.equal(run.stderr, '');
    }
  });

  it('finds the project from a folder inside it, or where --root, --manifest and --state say', () => {
    writeBacklog(root, manifest([task({ task_id: 'A--T01' })]), { tasks: {} });
    const inside = path.join(root, 'packages', 'deep');
    mkdirSync(inside, { recursive: true });
    assert.equal(vtm(['--next'], { cwd: inside }).code, 0);
    assert.equal(vtm(['--next', `--root=${root}`], { cwd: path.dirname(root) }).code, 0);
    assert.equal(vtm(['--next'], { cwd: path.dirname(root) }).code, 1);
    copyFileSync(path.join(root, 'docs/backlog/task-state.json'), path.join(root, '-other.json'));
    assert.equal(vtm(['--next', '--manifest', 'docs/backlog/virtual-task-manifest.json', '--state=-other.json'], { cwd: root }).code, 0);
    assert.equal(vtm(['--next', '--state', 'gone.json'], { cwd: root }).code, 1);
  });

  it('shows one task whole with its state, and names the nearest where there is none', () => {
    const shown = task({ task_id: '__proto__', extra: { kept: [1] } });
    writeBacklog(root, manifest([task({ task_id: 'CONTENT_HASH--T01' }), shown, task({ task_id: '--next' })]), '{"tasks": {"__proto__": {"status": "blocked", "notes": "n"}}}');
    const run = vtm(['--task', '__proto__'], { cwd: root });
    assert.equal(run.code, 0);
    assert.deepEqual(JSON.parse(run.stdout), { ...shown, status: 'blocked', state: { status: 'blocked', notes: 'n' } });
    const fresh = JSON.parse(vtm(['--task', 'CONTENT_HASH--T01'], { cwd: root }).stdout) as { status: string; state: unknown };
    assert.deepEqual([fresh.status, fresh.state], ['pending', null]);
    assert.equal(vtm(['--task=--next'], { cwd: root }).code, 0);
    const missing = vtm(['--task', 'CONTENT_HSH--T01'], { cwd: root });
    assert.equal(missing.code, 1);
    assert.deepEqual(error(missing), { error: 'Unknown task: CONTENT_HSH--T01', near: ['CONTENT_HASH--T01'] });
  });
});
