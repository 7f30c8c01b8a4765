import assert from 'node:assert/strict';
import { task } from '../../support/builders';
import { useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';

const TASKS = [task({ task_id: 'PAY--T01' }), task({ task_id: 'LOG--T01' })];

describe('undoing a start that vtm made', function () {
  this.timeout(60_000);
  useIsolatedGit();
  let project: CliProject;
  afterEach(() => project.dispose());

  it('removes branch and claim, and checks the base out again', () => {
    project = makeProject(TASKS);
    const before = { head: project.git('rev-parse', 'HEAD'), state: project.read(STATE) };
    assert.equal(project.run('start', 'PAY--T01').code, 0);
    assert.equal(project.git('branch', '--show-current').trim(), 'feat/PAY--T01');
    assert.match(project.run('undo', '--dry-run').stdout, /The branch feat\/PAY--T01 is removed with the claim, and main is checked out again/);
    assert.match(project.run('undo').stdout, /Undone: start PAY--T01.*\. The branch feat\/PAY--T01 is removed, and main is checked out\. .*Pending/);
    assert.equal(project.git('branch', '--format=%(refname:short)').trim(), 'main');
    assert.deepEqual({ head: project.git('rev-parse', 'HEAD'), state: project.read(STATE) }, before);
    assert.equal(project.git('status', '--porcelain'), '');
    assert.match(project.run('undo').stderr, /NOTHING-TO-UNDO/);
  });

  it('is refused once something was built on it, and after a record only the record is taken back', () => {
    project = makeProject(TASKS);
    assert.equal(project.run('start', 'PAY--T01').code, 0);
    assert.equal(project.run('note', 'PAY--T01', 'begun').code, 0);
    assert.match(project.run('undo').stdout, /Undone: note PAY--T01/);
    assert.equal(project.git('branch', '--show-current').trim(), 'feat/PAY--T01');
    project.write('work.txt', 'work\n');
    project.git('add', 'work.txt');
    project.git('commit', '--quiet', '--message=work');
    const refused = project.run('undo');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /UNDO-REFUSED.*feat\/PAY--T01 has commits made after the start/);
    assert.equal(project.git('branch', '--show-current').trim(), 'feat/PAY--T01');
  });

  it('takes back a claim that settings leave uncommitted', () => {
    project = makeProject(TASKS, { files: { '.vscode/settings.json': '{ "orchestrator.commitClaim": false }\n' } });
    const state = project.read(STATE);
    assert.equal(project.run('start', 'PAY--T01').code, 0);
    assert.notEqual(project.read(STATE), state);
    assert.match(project.run('undo').stdout, /Undone: start PAY--T01/);
    assert.equal(project.read(STATE), state);
    assert.equal(project.git('branch', '--format=%(refname:short)').trim(), 'main');
  });
});
