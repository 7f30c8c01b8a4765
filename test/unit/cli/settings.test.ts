import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { readProjectSettings } from '../../../src/io/projectSettings';
import { task } from '../../support/builders';
import { useIsolatedGit } from '../../support/repository';
import { makeProject, STATE, type CliProject } from './project';
import { vtm } from './runVtm';

const FILE = '.vscode/settings.json';

describe('vtm, the settings of a project', () => {
  let project: CliProject;
  useIsolatedGit();
  beforeEach(() => (project = makeProject([task({ task_id: 'A--T01', risk: 'Low', slice: 'Slice 1.1' }), task({ task_id: 'B--T01', risk: 'High', slice: 'Slice 1.2' })])));
  afterEach(() => project.dispose());

  it('hold for sub-commands, with comments and trailing commas', () => {
    project.write(
      FILE,
      `{
  // as the editor reads it
  "orchestrator.ranking": "phase",
  "orchestrator.baseBranches": ["trunk"],
  "orchestrator.branchPattern": "work/{TASK_ID}",
  "orchestrator.commitClaim": false,
}`,
    );
    project.git('add', '.');
    project.git('commit', '-qm', 'settings');
    project.git('branch', '-m', 'trunk');
    assert.equal(project.json('next')['task_id'], 'A--T01');
    const { branch, base, claim_commit: commit } = project.json('start');
    assert.deepEqual([branch, base, commit], ['work/A--T01', 'trunk', null]);
    assert.equal(project.git('status', '--short').trim(), `M ${STATE}`);
  });

  it('say where the files are, from any folder below; the options of the command line win', () => {
    project.git('mv', 'docs/backlog', 'plan');
    project.write(FILE, '{"orchestrator.manifestPath": "plan/virtual-task-manifest.json", "orchestrator.statePath": "plan/task-state.json"}');
    const below = vtm(['next'], { cwd: path.join(project.root, 'docs', 'features') });
    assert.deepEqual([below.code, below.stderr], [0, '']);
    project.write('other.json', JSON.stringify({ tasks: { 'B--T01': { status: 'completed' } } }));
    assert.equal(project.json('next', '--state', 'other.json')['task_id'], 'A--T01');
    assert.equal(project.run('--next').code, 1, 'the flags of the script know no settings');
  });

  it('that are wrong are told once each, and their defaults hold', () => {
    project.write(FILE, '{"orchestrator.wipLimit": "three", "orchestrator.manifestPath": "../elsewhere.json", "orchestrator.gateSeverity": {"BLOCKED::DIRTY-GIT-STATUS": "loud"}, "orchestrator.other": 1}');
    const { code, stderr } = project.run('next');
    const lines = stderr.trimEnd().split('\n');
    assert.equal(code, 0);
    assert.equal(lines.length, 3, stderr);
    for (const says of [/orchestrator\.wipLimit can't be "three"/, /orchestrator\.manifestPath can't be "\.\.\/elsewhere\.json": it leads out of the folder/, /orchestrator\.gateSeverity/]) assert.match(stderr, says);
  });

  it('that do nothing are told: a slip in a name, a code that is none, and a gate that is not lifted', () => {
    project.write(FILE, '{"orchestrator.wipLimitt": 9, "orchestrator.codeLens": false, "orchestrator.gateSeverity": {"BLOCKED::WIP-LIMITS": "off", "BLOCKED::DIRTY-GIT-STATUS": "warn", "BLOCKED::WIP-LIMIT": "warn", "WARN::MERGED-OPEN": "off"}}');
    const lines = project.run('next').stderr.trimEnd().split('\n');
    for (const says of [/wipLimitt is no setting; did you mean orchestrator\.wipLimit\?/, /"BLOCKED::WIP-LIMITS", which is no gate and no anomaly; did you mean BLOCKED::WIP-LIMIT\?/, /can't turn BLOCKED::DIRTY-GIT-STATUS to "warn"/]) assert.match(lines.join('\n'), says);
    assert.equal(lines.length, 3, lines.join('\n'));
  });

  it('take none of the product\'s own settings for a slip', async () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { configuration: { properties: object }[] } };
    const names = [contributes.configuration].flat().flatMap(({ properties }) => Object.keys(properties));
    assert.ok(names.length > 20);
    project.write(FILE, JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
    const { faults } = await readProjectSettings(project.root);
    assert.deepEqual(faults.filter((fault) => fault.includes('is no setting')), []);
  });

  it('can name nothing that is git\'s own, and no size that no text can have', async () => {
    for (const statePath of ['.git/config', './.git/hooks/pre-commit', 'docs/.GIT/state.json', '.git']) {
      project.write(FILE, JSON.stringify({ 'orchestrator.statePath': statePath, 'orchestrator.maxFileSize': 1e12 }));
      const { settings, faults } = await readProjectSettings(project.root);
      assert.deepEqual(settings, DEFAULT_SETTINGS, statePath);
      assert.equal(faults.length, 2);
      for (const says of [/orchestrator\.statePath .*it leads into \.git; its default holds/, /orchestrator\.maxFileSize can't be/]) assert.match(faults.join('\n'), says);
    }
    project.write(FILE, '{"orchestrator.statePath": ".github/state.json"}');
    assert.equal((await readProjectSettings(project.root)).settings.statePath, '.github/state.json');
  });

  it('are read whatever the file holds', async () => {
    for (const text of ['', 'null', '[]', '{"orchestrator.ranking"', '['.repeat(100_000), '{"__proto__": {"orchestrator.ranking": "phase"}}']) {
      project.write(FILE, text);
      const { settings } = await readProjectSettings(project.root);
      assert.deepEqual(settings, DEFAULT_SETTINGS, text.slice(0, 40));
    }
    project.write(FILE, '{"orchestrator.ranking": "phase", "orchestrator.maxFileSize": 2, "orchestrator.baseBranches": ["trunk", 5], "orchestrator.adrFolder": ".\\\\adr", ');
    const { settings, faults } = await readProjectSettings(project.root);
    assert.deepEqual(settings, { ...DEFAULT_SETTINGS, ranking: 'phase', maxFileBytes: 2 * 1024 * 1024, baseBranches: ['trunk'], adrFolder: '.\\adr'.replace('.\\', '') });
    assert.equal(faults.length, 2);
  });
});
