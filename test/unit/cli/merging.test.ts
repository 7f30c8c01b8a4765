import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { task } from '../../support/builders';
import { makeRepository, removeTemporary, temporaryFolder, useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';
import { vtm, type Run } from './runVtm';

const TASKS = ['A--T01', 'B--T01', 'C--T01'].map((id) => task({ task_id: id }));
const BASE = { manifest_hash: 'PLACEHOLDER', last_updated: '2026-01-01T00:00:00Z', tasks: { 'OLD--T01': { status: 'completed', own: 1 } } };

type Entry = Record<string, unknown>;

/** Real git, the driver registered by the built command, and the built command called by git. */
describe('git merging the task state', function () {
  this.timeout(120_000);
  useIsolatedGit();
  let project: CliProject;
  let data: string;

  beforeEach(() => {
    // Nothing in a path may be taken for more than a path, neither by the shell nor by git.
    data = temporaryFolder(`it's 100%O of $(my) data`);
    project = makeProject(TASKS, { state: BASE });
  });
  afterEach(() => {
    project.dispose();
    removeTemporary(data);
  });

  const run = (...args: string[]): Run => vtm(args, { cwd: project.root, env: { ORCHESTRATOR_DATA: data } });
  const merge = (...args: string[]): Run => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: project.root, encoding: 'utf8', env: { ...process.env, GIT_EDITOR: 'true' } });
    return { code: status, stdout, stderr };
  };
  const state = () => JSON.parse(project.read(STATE)) as { last_updated: string; tasks: Record<string, Entry>; merge_conflicts?: unknown };
  const setUp = () => {
    const done = run('merge-driver');
    assert.equal(done.code, 0, done.stderr);
    project.git('add', '.gitattributes');
    project.git('commit', '--quiet', '-m', 'merging');
  };
  /** Records on a branch of its own, from where `main` is now. */
  const onBranch = (name: string, ...changes: ((tasks: Record<string, Entry>) => void)[]) => {
    project.git('switch', '--quiet', '-c', name, 'main');
    for (const [index, change] of changes.entries()) {
      const now = state();
      change(now.tasks);
      project.write(STATE, `${JSON.stringify({ ...now, last_updated: `2026-01-0${index + 2}T00:00:00Z` }, null, 2)}\n`);
      project.git('commit', '--quiet', '--all', '-m', `${name} ${index}`);
    }
    project.git('switch', '--quiet', 'main');
  };
  const claim = (id: string) => (tasks: Record<string, Entry>) => {
    tasks[id] = { status: 'in-progress', acs_completed: [], acs_remaining: ['1', '2'] };
  };
  const tick = (id: string) => (tasks: Record<string, Entry>) => {
    tasks[id] = { ...tasks[id], acs_completed: ['1', '2'], acs_remaining: [], status: 'completed' };
  };
  const unmerged = () => project.git('ls-files', '--unmerged');

  it('brings three branches home that all wrote to it, one after the other', () => {
    setUp();
    for (const id of ['A--T01', 'B--T01', 'C--T01']) onBranch(`feat/${id}`, claim(id), tick(id));
    for (const id of ['A--T01', 'B--T01', 'C--T01']) {
      const merged = merge('merge', '--no-edit', `feat/${id}`);
      assert.equal(merged.code, 0, merged.stdout + merged.stderr);
    }
    assert.deepEqual(Object.entries(state().tasks).map(([id, { status }]) => [id, status]), [['OLD--T01', 'completed'], ['A--T01', 'completed'], ['B--T01', 'completed'], ['C--T01', 'completed']]);
    assert.equal(state().last_updated, '2026-01-03T00:00:00Z');
    assert.equal(project.git('status', '--porcelain'), '');
    assert.equal(project.read(STATE), `${JSON.stringify(state(), null, 2)}\n`);
  });

  it('conflicts without it: that is what is set up against', () => {
    for (const id of ['A--T01', 'B--T01']) onBranch(`feat/${id}`, claim(id));
    assert.equal(merge('merge', '--no-edit', 'feat/A--T01').code, 0);
    assert.equal(merge('merge', '--no-edit', 'feat/B--T01').code, 1);
    assert.match(project.read(STATE), /^<{7} /m);
  });

  it('holds for rebase and cherry-pick, and for a worktree', () => {
    setUp();
    for (const id of ['A--T01', 'B--T01', 'C--T01']) onBranch(`feat/${id}`, claim(id), tick(id));
    assert.equal(merge('merge', '--quiet', '--no-edit', 'feat/A--T01').code, 0);
    const rebased = merge('rebase', '--quiet', 'main', 'feat/B--T01');
    assert.equal(rebased.code, 0, rebased.stderr);
    assert.deepEqual(Object.keys(state().tasks), ['OLD--T01', 'A--T01', 'B--T01']);
    const picked = merge('cherry-pick', 'main..feat/C--T01');
    assert.equal(picked.code, 0, picked.stderr);
    assert.deepEqual(Object.values(state().tasks).map(({ status }) => status), ['completed', 'completed', 'completed', 'completed']);
    const tree = path.join(path.dirname(project.root), 'a worktree');
    project.git('worktree', 'add', '--quiet', '-b', 'other', tree, 'main');
    project.git('-C', tree, 'merge', '--quiet', '--no-edit', 'feat/B--T01');
    assert.match(readFileSync(path.join(tree, STATE), 'utf8'), /B--T01/);
  });

  it('keeps the line ends of the file', () => {
    project.write(STATE, project.read(STATE).replaceAll('\n', '\r\n'));
    project.git('commit', '--quiet', '--all', '-m', 'CRLF');
    setUp();
    for (const id of ['A--T01', 'B--T01']) onBranch(`feat/${id}`, claim(id));
    const crlf = (name: string) => {
      project.git('switch', '--quiet', name);
      project.write(STATE, project.read(STATE).replace(/\r?\n/g, '\r\n'));
      project.git('commit', '--quiet', '--all', '--amend', '--no-edit');
      project.git('switch', '--quiet', 'main');
    };
    crlf('feat/A--T01');
    for (const id of ['A--T01', 'B--T01']) assert.equal(merge('merge', '--quiet', '--no-edit', `feat/${id}`).code, 0);
    const text = project.read(STATE);
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false);
    assert.deepEqual(Object.keys(state().tasks), ['OLD--T01', 'A--T01', 'B--T01']);
  });

  it('leaves to a person what it can\'t decide, marked in a file that can be read', () => {
    setUp();
    onBranch('one', claim('A--T01'), tick('A--T01'));
    onBranch('other', claim('A--T01'), (tasks) => (tasks['A--T01'] = { ...tasks['A--T01'], status: 'blocked', blocked_reason: 'no key' }));
    assert.equal(merge('merge', '--no-edit', 'one').code, 0);
    const merged = merge('merge', '--no-edit', 'other');
    assert.equal(merged.code, 1);
    assert.match(merged.stderr, /vtm: docs\/backlog\/task-state\.json: status of A--T01 is "completed" on our side and "blocked" on theirs/);
    assert.match(unmerged(), /task-state\.json/);
    assert.deepEqual([state().tasks['A--T01']?.['status'], state().tasks['A--T01']?.['acs_completed']], ['blocked', ['1', '2']]);
    const validated = run('validate');
    assert.match(validated.stdout, /status of A--T01 was recorded in two ways/);
    const told = run('resolve-state');
    assert.deepEqual([told.code, /holds no conflict markers/.test(told.stdout), /Left to decide.*1/.test(told.stdout)], [1, true, true]);
    const before = project.read(STATE);
    assert.equal(run('resolve-state', '--take', 'ours').code, 0);
    assert.deepEqual([state().tasks['A--T01']?.['status'], 'merge_conflicts' in state().tasks['A--T01']!], ['completed', false]);
    assert.equal(run('undo').code, 0);
    assert.equal(project.read(STATE), before);
  });

  it('merges by lines where a side is broken, and passes nothing over', () => {
    setUp();
    onBranch('one', claim('A--T01'));
    onBranch('other', claim('B--T01'));
    project.git('switch', '--quiet', 'other');
    project.write(STATE, project.read(STATE).replace('"in-progress",', '"in-progress"'));
    project.git('commit', '--quiet', '--all', '-m', 'broken');
    project.git('switch', '--quiet', 'main');
    assert.equal(merge('merge', '--no-edit', 'one').code, 0);
    const broken = merge('merge', '--no-edit', 'other');
    assert.equal(broken.code, 1);
    assert.match(broken.stderr, /STATE-INVALID: The state file can't be merged: theirs can't be read \(line \d+, column \d+: Not valid JSON/);
    assert.match(project.read(STATE), /^<{7} ours[^]*A--T01[^]*^={7}[^]*B--T01[^]*^>{7} theirs/m);
  });

  for (const [what, take] of [
    ['the program that git calls is gone', () => rmSync(path.join(data, 'bin'), { recursive: true })],
    ['the extension is not installed any more', () => writeFileSync(path.join(data, 'bin', 'vtm.json'), '{ "bundle": "/nowhere/dist/vtm.js", "version": "0.0.0" }')],
  ] as const) {
    it(`merges by lines where ${what}`, () => {
      setUp();
      for (const id of ['A--T01', 'B--T01']) onBranch(`feat/${id}`, claim(id));
      assert.equal(merge('merge', '--no-edit', 'feat/A--T01').code, 0);
      take();
      assert.equal(merge('merge', '--no-edit', 'feat/B--T01').code, 1);
      assert.match(project.read(STATE), /^<{7} ours[^]*A--T01[^]*^={7}[^]*B--T01[^]*^>{7} theirs/m);
    });
  }

  describe('is set up', () => {
    it('as it is shown before, once, and taken back to the byte', () => {
      project.write('.gitattributes', '*.png binary');
      const config = project.read('.git/config');
      const shown = run('merge-driver', '--dry-run');
      assert.match(shown.stdout, /\.gitattributes: \+ docs\/backlog\/task-state\.json merge=orchestrator-state/);
      assert.match(shown.stdout, /In other clones the file is merged line by line/);
      assert.deepEqual([project.read('.gitattributes'), project.read('.git/config')], ['*.png binary', config]);
      assert.equal(existsSync(path.join(data, 'bin')), false);
      assert.equal(run('merge-driver').code, 0);
      assert.equal(project.read('.gitattributes'), '*.png binary\ndocs/backlog/task-state.json merge=orchestrator-state\n');
      assert.match(project.git('check-attr', 'merge', STATE), /merge: orchestrator-state/);
      assert.match(project.git('config', 'merge.orchestrator-state.driver'), /^'.*\/bin\/vtm' merge-state %O %A %B %P; /);
      const again = run('merge-driver');
      assert.deepEqual([again.code, /as before/.test(again.stdout)], [1, true]);
      assert.equal(run('merge-driver', '--remove', '--keep-line').code, 0);
      assert.match(project.read('.gitattributes'), /orchestrator-state/);
      assert.equal(project.read('.git/config').trim(), config.trim());
      assert.equal(run('merge-driver', '--remove').code, 0);
      assert.equal(project.read('.gitattributes'), '*.png binary\n');
      assert.equal(run('merge-driver', '--remove').code, 1);
    });

    it('with a file of its own, which goes again', () => {
      assert.equal(run('merge-driver').code, 0);
      assert.equal(run('merge-driver', '--remove').code, 0);
      assert.equal(existsSync(path.join(project.root, '.gitattributes')), false);
    });

    it('for a state file of any name, and says when another rule wins', () => {
      const odd = 'my [docs]/a "b" #1*.json';
      project.write('.vscode/settings.json', JSON.stringify({ 'orchestrator.statePath': odd }));
      assert.equal(run('merge-driver').code, 0);
      assert.match(project.git('check-attr', 'merge', odd), /orchestrator-state/);
      project.write('.git/info/attributes', '*.json merge=union\n');
      assert.match(run('merge-driver').stdout, /Another rule of git's attributes says merge=union/);
    });

    it('not outside of a repository, and not for a file outside of the project', () => {
      assert.match(run('merge-driver', '--state', '../state.json').stderr, /SET-UP-REFUSED.*outside of the project/);
      const folder = temporaryFolder('no repository');
      assert.match(vtm(['merge-driver', '--root', folder], { cwd: folder }).stderr, /NOT-A-GIT-REPOSITORY/);
      removeTemporary(folder);
    });
  });

  describe('that holds conflict markers', () => {
    const conflict = (style: string) => {
      project.git('config', 'merge.conflictStyle', style);
      for (const id of ['A--T01', 'B--T01']) onBranch(`feat/${id}`, claim(id));
      merge('merge', '--no-edit', 'feat/A--T01');
      assert.equal(merge('merge', '--no-edit', 'feat/B--T01').code, 1);
      return project.read(STATE);
    };

    for (const style of ['merge', 'diff3']) {
      it(`is resolved with both sides kept, and back again (${style})`, () => {
        const marked = conflict(style);
        const next = run('next');
        assert.deepEqual([next.code, /conflict at line \d+.*vtm resolve-state/.test(next.stderr)], [3, true], next.stderr);
        const shown = run('resolve-state', '--dry-run');
        assert.match(shown.stdout, /From what git keeps of the two sides/);
        assert.equal(project.read(STATE), marked);
        const done = run('resolve-state');
        assert.equal(done.code, 0, done.stderr);
        assert.match(done.stdout, /Next: look at the change, and stage the file with git add/);
        assert.deepEqual(Object.keys(state().tasks), ['OLD--T01', 'A--T01', 'B--T01']);
        assert.equal(run('undo').code, 0);
        assert.equal(project.read(STATE), marked);
      });
    }

    it('is resolved from its markers alone once git has forgotten the sides, or somebody worked on it', () => {
      const marked = conflict('merge');
      const worked = marked.replace('"OLD--T01": {', '"OLD--T01": {\n      "notes": "by hand",');
      project.write(STATE, worked);
      assert.match(run('resolve-state', '--dry-run').stdout, /From what stands between the markers/);
      project.git('add', STATE);
      project.git('commit', '--quiet', '--no-edit');
      assert.equal(run('resolve-state').code, 0);
      assert.deepEqual(state().tasks['OLD--T01'], { notes: 'by hand', status: 'completed', own: 1 });
      assert.deepEqual(Object.keys(state().tasks), ['OLD--T01', 'A--T01', 'B--T01']);
    });

    it('is left alone where it is broken otherwise', () => {
      project.write(STATE, '{ "tasks": ');
      assert.match(run('resolve-state').stderr, /holds no conflict markers, and can't be read either/);
      project.write(STATE, '{\n<<<<<<< a\n}\n');
      const refused = run('resolve-state');
      assert.deepEqual([refused.code, /line 2: the conflict that begins there does not end/.test(refused.stderr)], [3, true]);
      assert.equal(project.read(STATE), '{\n<<<<<<< a\n}\n');
    });
  });
});

describe('vtm merge-state', () => {
  const forms = { base: '{"tasks":{}}', ours: '\uFEFF{"tasks":{"A":{}}}\r\n', theirs: '{"tasks":{"B":{}}}' };
  const inFolder = (files: Record<string, string>, ...args: string[]) => {
    const repository = makeRepository();
    for (const [name, text] of Object.entries(files)) repository.write(name, text);
    const run = vtm(['merge-state', ...args], { cwd: repository.root });
    const ours = existsSync(path.join(repository.root, 'ours')) ? repository.read('ours') : undefined;
    const rest = repository.git('status', '--porcelain').split('\n').filter(Boolean).map((line) => line.slice(3)).sort();
    repository.dispose();
    return { ...run, ours, rest };
  };

  it('writes the result to the second file, and says nothing', () => {
    const { code, stdout, stderr, ours, rest } = inFolder(forms, 'base', 'ours', 'theirs');
    assert.deepEqual([code, stdout, stderr, ours], [0, '', '', '\uFEFF{"tasks":{"A":{},"B":{}}}\r\n']);
    assert.deepEqual(rest, ['base', 'ours', 'theirs']);
  });

  it('takes a base that is empty, missing or broken for none', () => {
    for (const base of ['', '{']) assert.equal(inFolder({ ...forms, base }, 'base', 'ours', 'theirs').code, 0);
    assert.equal(inFolder(forms, 'nothing', 'ours', 'theirs', 'a name', 'with blanks').code, 0);
  });

  it('ends with 1 only where a conflict is marked in the file; any other trouble leaves it as it was', () => {
    const conflict = inFolder({ base: '{"tasks":{"A":{"pr":1}}}', ours: '{"tasks":{"A":{"pr":2}}}', theirs: '{"tasks":{"A":{"pr":3}}}' }, 'base', 'ours', 'theirs', 'docs/x.json');
    assert.deepEqual([conflict.code, conflict.ours, conflict.stderr], [1, '{"tasks":{"A":{"pr":2,"merge_conflicts":[{ "field": "pr", "ours": 2, "theirs": 3 }]}}}', 'vtm: docs/x.json: pr of A is 2 on our side and 3 on theirs\n']);
    for (const [files, args, code] of [
      [{ ...forms, theirs: '{' }, ['base', 'ours', 'theirs'], 3],
      [{ ...forms, theirs: '\u0000\u0001\u0002' }, ['base', 'ours', 'theirs'], 3],
      [forms, ['base', 'ours', 'gone'], 3],
      [forms, ['base', 'ours'], 2],
      [forms, ['base', 'ours', 'theirs', '--no-such-option'], 2],
    ] as const) {
      const { code: ended, stderr, ours } = inFolder(files, ...args);
      assert.deepEqual([ended, ours, stderr.trim().split('\n').length], [code, forms.ours, 1], stderr);
    }
  });

  it('has its help', () => {
    assert.match(vtm(['merge-state', '--help'], { cwd: process.cwd() }).stdout, /Usage: {2}vtm merge-state BASE OURS THEIRS/);
  });
});
