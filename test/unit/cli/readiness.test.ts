import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { useIsolatedGit } from '../../support/repository';
import { task } from '../../support/builders';
import { makeProject, STATE, type CliProject } from './project';

const MANIFEST = 'docs/backlog/virtual-task-manifest.json';
const PRD = 'docs/master/prd-master.md';

describe('vtm check, on what git remembers', function () {
  this.timeout(30_000);
  useIsolatedGit();
  let project: CliProject;
  beforeEach(() => {
    project = makeProject([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })]);
  });
  afterEach(() => project.dispose());

  const codes = (): unknown => project.json('check')['codes'];
  const commit = (file: string, text: string): void => {
    project.write(file, text);
    project.git('add', '--all');
    project.git('commit', '--quiet', '--message', `change ${file}`);
  };

  it('passes where one commit brought PRD and manifest, and blocks once the PRD changed after it', () => {
    assert.deepEqual(codes(), []);
    commit(PRD, '# Requirements\n\nOthers.\n');
    assert.deepEqual(codes(), ['BLOCKED::MASTER-PRD-STALE']);
    const made = JSON.parse(project.read(MANIFEST)) as object;
    commit(MANIFEST, JSON.stringify({ ...made, timestamp: '2999-01-01T00:00:00Z' }));
    assert.deepEqual(codes(), []);
  });

  it('blocks where the PRD is gone, and lets the project\'s settings allow that', () => {
    project.git('rm', '--quiet', PRD);
    project.git('commit', '--quiet', '--message', 'remove');
    assert.deepEqual(codes(), ['BLOCKED::MASTER-PRD-MISSING']);
    commit('.vscode/settings.json', '{"orchestrator.gateSeverity": {"BLOCKED::MASTER-PRD-MISSING": "warn"}}');
    assert.deepEqual([codes(), project.run('check').code], [['BLOCKED::MASTER-PRD-MISSING'], 0]);
  });

  it('knows a manifest that a formatter changed from one whose tasks changed', () => {
    const text = project.read(MANIFEST);
    commit(STATE, JSON.stringify({ manifest_hash: createHash('sha256').update(text).digest('hex'), tasks: { 'B--T01': { status: 'completed' } } }));
    assert.deepEqual(codes(), []);
    const made = JSON.parse(text) as { tasks: Record<string, unknown>[] };
    commit(MANIFEST, JSON.stringify(made));
    assert.deepEqual(codes(), []);
    commit(MANIFEST, JSON.stringify({ ...made, tasks: [made.tasks[0], { ...made.tasks[1], title: 'Another' }, task({ task_id: 'C--T01' })] }));
    assert.deepEqual(codes(), ['WARN::STALE-STATE']);
    assert.match(project.run('check').stdout, /1 added \(C--T01\), 0 removed, 1 changed \(B--T01\); affected though started: B--T01/);
  });
});
