import assert from 'node:assert/strict';
import { task } from '../../support/builders';
import { useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';
import { manifest } from '../../support/builders';

const MANIFEST = 'docs/backlog/virtual-task-manifest.json';
const criteria = (...texts: string[]) => texts.map((text, index) => ({ id: `A-AC0${index + 1}`, text }));
const OLD = [
  task({ task_id: 'A--T01', title: 'Import bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', acceptance_criteria: criteria('All entries are posted', 'Totals agree') }),
  task({ task_id: 'B--T01', title: 'Send reminders' }),
];
const NEW = [
  task({ task_id: 'A--T11', title: 'Import the bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', acceptance_criteria: criteria('Totals agree', 'All entries are posted') }),
];
const TASKS = {
  'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'], pr_number: 57 },
  'A--T02': { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'] },
  'B--T01': { status: 'completed', acs_completed: [] },
};

describe('vtm migrate and rebaseline', function () {
  this.timeout(60_000);
  useIsolatedGit();
  let project: CliProject;
  afterEach(() => project.dispose());

  /** A project whose manifest was made anew in a second commit, with a branch for the task that is renamed. */
  function regenerated(hash: string): void {
    project = makeProject(OLD, { state: { manifest_hash: hash, tasks: TASKS }, files: { [MANIFEST]: `${JSON.stringify(manifest(OLD, { manifest_hash: 'aaaaaaa1' }), null, 2)}\n` } });
    project.git('branch', 'feat/A--T01');
    project.write(MANIFEST, `${JSON.stringify(manifest(NEW, { manifest_hash: 'bbbbbbb2' }), null, 2)}\n`);
    project.git('add', '.');
    project.git('commit', '--quiet', '--message=docs: make the manifest anew');
  }

  it('finds the former manifest in git, shows the steps, carries them out at once, and undoes them to the byte', () => {
    regenerated('aaaaaaa1');
    const before = project.read(STATE);
    const dry = project.run('migrate', '--dry-run');
    assert.equal(dry.code, 0);
    assert.match(dry.stdout, /Migrate the task state: 1 renamed, 1 archived, 1 branch linked \(dry run: nothing is changed\)/);
    assert.match(dry.stdout, /Rename A--T01 to A--T11/);
    assert.match(dry.stdout, /A--T02: |Archive B--T01: "Send reminders" is in the manifest no more/);
    assert.equal(project.read(STATE), before);
    const done = project.json('migrate');
    assert.deepEqual((done['steps'] as { step: string }[]).map(({ step }) => step), ['rename A--T01', 'archive B--T01', 'link A--T01']);
    const state = JSON.parse(project.read(STATE)) as Record<string, unknown>;
    assert.equal(state['manifest_hash'], 'bbbbbbb2');
    assert.deepEqual(state['tasks'], { 'A--T11': TASKS['A--T01'], 'A--T02': TASKS['A--T02'] });
    assert.deepEqual(state['archived'], { 'B--T01': TASKS['B--T01'] });
    assert.match(project.git('config', '--get-regexp', '^branch\\..*'), /A--T11/);
    assert.match(project.run('undo').stdout, /Undone: migrate 1 renamed, 1 archived[^]*A branch that was linked stays linked; vtm link /);
    assert.equal(project.read(STATE), before);
  });

  it('says which link stays when it is undone', () => {
    regenerated('aaaaaaa1');
    assert.match(project.run('migrate').stdout, /A link stays then, until vtm link with the branch alone forgets it: feat\/A--T01\.\n$/);
  });

  it('takes only the steps that are accepted, and knows no others', () => {
    regenerated('aaaaaaa1');
    assert.equal(project.run('migrate', '--accept', 'B--T01').code, 0);
    assert.deepEqual(Object.keys((JSON.parse(project.read(STATE)) as { tasks: object }).tasks), ['A--T01', 'A--T02']);
    const unknown = project.run('migrate', '--accept', 'Z--T01');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /UNKNOWN-STEP::Z--T01/);
  });

  it('finds the former manifest by the entries where the state names none', () => {
    regenerated('PLACEHOLDER');
    assert.match(project.run('migrate', '--dry-run').stdout, /fits its entries best[^]*Rename A--T01 to A--T11/);
  });

  it('rebaseline writes the hash alone, and check stops warning', () => {
    regenerated('aaaaaaa1');
    assert.match(project.run('check').stdout + project.run('check').stderr, /WARN::STALE-STATE/);
    assert.match(project.run('rebaseline', '--dry-run').stdout, /manifest_hash of .*task-state\.json: aaaaaaa1 -> bbbbbbb2/);
    const done = project.run('rebaseline');
    assert.equal(done.code, 0, done.stderr);
    const state = JSON.parse(project.read(STATE)) as Record<string, unknown>;
    assert.deepEqual([state['manifest_hash'], state['tasks']], ['bbbbbbb2', TASKS]);
    assert.doesNotMatch(project.run('check').stdout, /WARN::STALE-STATE/);
    assert.equal(project.run('rebaseline').code, 1);
  });
});
