import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { modelText } from '../../../src/core/operations/modelText';
import { OPERATIONS } from '../../../src/core/operations/table';
import { task } from '../../support/builders';
import { makeRepository, useIsolatedGit } from '../../support/repository';
import { fakeWorld, type FakeWorld } from '../../support/world';
import { assertTold } from '../../fuzz/promises';
import { vtm } from '../cli/runVtm';
import { GOOD_MANIFEST, ID, MANIFEST } from './project';

/** Rows of bad inputs that come through an operation, and whose doors have no test of their own elsewhere. */
describe('bad inputs through operations', () => {
  for (const id of ['--upload-pack=x', '-d', 'HEAD', 'a..b', 'x.lock', '@{-1}', '../x', '$(id)', '`id`', 'two words', 'a\nb', '\u202ex', '🚀', 'x'.repeat(10_000)]) {
    it(`row 13: ${JSON.stringify(id.slice(0, 20))} is shown, can't be started, and git is not asked to make anything of it`, async () => {
      const world = fakeWorld({ manifest: [task({ task_id: id })], state: '{"tasks": {}}', documents: { 'docs/features/spec.md': '# Spec\n', 'docs/master/prd-master.md': '# PRD\n' }, settings: { branchPattern: '{TASK_ID}' } });
      const shown = await run(world, 'task', { task: id });
      assert.ok(shown.ok);
      assert.doesNotMatch(modelText(shown), /[\u0000-\u0008\u000b-\u001f\u202e]/);
      const refused = await run(world, 'start', { task: id });
      assert.ok(!refused.ok, 'it was started');
      assert.match(refused.error.code, /^BLOCKED::BRANCH-NAME/);
      assertTold(refused.error, 'start');
      assert.deepEqual([world.here.gitDone, world.here.stateText], [[], '{"tasks": {}}']);
    });
  }

  it('row 16: a cycle of 100 000 is told once, cut to 20 names, and so are two cycles', async () => {
    const ring = Array.from({ length: 100_000 }, (_, index) => ({ task_id: `T${index}`, depends_on_tasks: [`T${(index + 1) % 100_000}`] }));
    const pair = [task({ task_id: 'X', depends_on_tasks: ['Y'] }), task({ task_id: 'Y', depends_on_tasks: ['X'] })];
    const { text } = await done(fakeWorld({ manifest: JSON.stringify({ status: 'OK', tasks: [...ring, ...pair] }) }), 'validate');
    const cycles = text.split('\n').filter((line) => line.includes('These tasks wait on each other'));
    assert.equal(cycles.length, 2);
    assert.deepEqual(cycles.map((line) => line.split(' -> ').length <= 23 && line.length < 500), [true, true]);
  }).timeout(60_000);

  it('row 17: a chain of 100 000, 2 000 diamonds, and a task with 100 000 dependencies are validated and planned', async () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => ({ task_id: `T${index}`, depends_on_tasks: index === 0 ? [] : [`T${index - 1}`] }));
    const diamonds = Array.from({ length: 6_000 }, (_, index) => ({ task_id: `D${index}`, depends_on_tasks: index < 3 ? [] : index % 3 === 0 ? [`D${index - 1}`, `D${index - 2}`] : [`D${index - (index % 3)}`] }));
    const star = { task_id: 'ALL', depends_on_tasks: chain.map(({ task_id: id }) => id) };
    const world = fakeWorld({ manifest: JSON.stringify({ status: 'OK', tasks: [...chain, ...diamonds, star] }) });
    assert.match((await done(world, 'next')).text, /T0/);
    assert.match((await done(world, 'explain', { task: 'ALL' })).text, /ALL/);
    assert.ok((await done(world, 'explain', { task: 'ALL' })).text.length < 20_000);
  }).timeout(60_000);

  it('row 18: a text of 50 MB and a million criteria are read, and shown cut', async () => {
    const long = fakeWorld({ manifest: [task({ task_id: ID, title: 'x'.repeat(50_000_000) })] });
    for (const id of ['next', 'dashboard', 'plan', 'pulse']) assert.ok((await done(long, id)).text.length < 20_000, id);
    const many = fakeWorld({ manifest: [task({ task_id: ID, acceptance_criteria: Array.from({ length: 1_000_000 }, (_, index) => ({ id: `C${index}`, text: 'x' })) })] });
    assert.ok((await done(many, 'next')).text.length < 20_000);
  }).timeout(60_000);

  it('row 29: times that can not be true are told, with the task and what to do', async () => {
    for (const times of [{ started_at: '9999-12-31T00:00:00Z' }, { started_at: '2031-01-01T00:00:00Z' }, { status: 'completed', started_at: '2025-10-02T10:00:00Z', completed_at: '2025-10-01T10:00:00Z', acs_completed: ['A-AC01', 'A-AC02'] }]) {
      const state = JSON.stringify({ tasks: { [ID]: { status: 'in-progress', ...times } } });
      const world = fakeWorld({ manifest: [task({ task_id: ID })], state });
      const { text } = await done(world, 'check', { all: true });
      assert.match(text, /WARN::CLOCK::A--T01\n.*The times of A--T01 can't be true: .*(in the future|before)[^]*Let the tools record progress/);
      assert.equal(world.here.stateText, state);
    }
  });

  it('row 41: what names a program or lifts an approval can\'t be set by a workspace that is not trusted', () => {
    interface Manifest {
      readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] }; readonly virtualWorkspaces: { readonly supported: boolean } };
      readonly contributes: { readonly configuration: Configuration | readonly Configuration[] };
    }
    interface Configuration {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }
    const { capabilities, contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
    const settings = new Map([contributes.configuration].flat().flatMap(({ properties }) => Object.entries(properties)));
    const dangerous = [...settings.keys()].filter((key) => /agent|launch|submit|confirm|command|worktree/i.test(key));
    assert.ok(dangerous.length > 2);
    for (const key of dangerous) {
      const isBound = ['machine', 'application'].includes(settings.get(key)?.scope ?? '') || capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key);
      assert.ok(isBound, key);
    }
    // Row 42: no files, no git, no agents there.
    assert.equal(capabilities.virtualWorkspaces.supported, false);
  });
});

describe('bad inputs through vtm', function () {
  this.timeout(60_000);
  useIsolatedGit();

  for (const name of ['it\'s "quoted" `id` $HOME', 'ünïcödé 日本', path.join('a'.repeat(150), 'b'.repeat(150))]) {
    it(`row 42: works in ${name.slice(0, 30)}`, () => {
      const repository = makeRepository({ files: { [`${name}/${MANIFEST}`]: GOOD_MANIFEST, [`${name}/docs/features/spec.md`]: '# Spec\n', [`${name}/docs/master/prd-master.md`]: '# PRD\n' } });
      const cwd = path.join(repository.root, name);
      const started = vtm(['start', ID], { cwd });
      assert.equal(started.code, 0, started.stderr);
      assert.equal(JSON.parse(vtm(['task', ID, '--json'], { cwd }).stdout).status, 'in-progress');
      repository.dispose();
    });
  }

  it('row 36: says in a folder without a repository why nothing is started, and records all the same', () => {
    const repository = makeRepository({ files: { [MANIFEST]: GOOD_MANIFEST } });
    fs.rmSync(path.join(repository.root, '.git'), { recursive: true });
    const started = vtm(['start', ID], { cwd: repository.root });
    assert.equal(started.code, 1);
    assert.match(started.stderr, /BLOCKED::NOT-A-GIT-REPOSITORY/);
    assert.equal(vtm(['block', ID, 'it waits'], { cwd: repository.root }).code, 0);
    repository.dispose();
  });

  it('row 40: nothing that only reads runs a program that the repository\'s configuration names', () => {
    const repository = makeRepository({ files: { [MANIFEST]: GOOD_MANIFEST, 'docs/features/spec.md': '# Spec\n', 'docs/master/prd-master.md': '# PRD\n' } });
    const mark = path.join(repository.root, '..', 'ran');
    for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.editor', 'diff.external', 'pager.status']) repository.git('config', key, `touch '${mark}'; false`);
    assert.equal(vtm(['check'], { cwd: repository.root }).code, 0);
    for (const words of [['plan'], ['history'], ['agents'], ['start', ID, '--dry-run']]) assert.ok((vtm(words, { cwd: repository.root }).code ?? 9) < 2);
    assert.equal(fs.existsSync(mark), false);
    repository.dispose();
  });
});

function run(world: FakeWorld, id: string, input: unknown = {}) {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation, id);
  return operation.run(world, input);
}

async function done(world: FakeWorld, id: string, input: unknown = {}) {
  const result = await run(world, id, input);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
