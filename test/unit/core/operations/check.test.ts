import assert from 'node:assert/strict';
import type { ProjectFacts } from '../../../../src/core/facts';
import { check } from '../../../../src/core/operations/check';
import type { Answer } from '../../../../src/core/operations/operation';
import { validate } from '../../../../src/core/operations/validate';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import { RULES } from '../../../../src/core/rules/evaluate';
import { folderInRepository } from '../../../../src/core/sarif';
import { manifest, task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { fakeWorld, type FakeWorld } from '../../../support/world';

const TASKS = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', related_specs: [] })];
const SOUND: ProjectFacts = { prd: { kind: 'found', path: 'docs/master/prd-master.md' }, baseline: { kind: 'none' } };

function worldOf(state: object = { tasks: {} }, project: ProjectFacts = SOUND): FakeWorld {
  const world = fakeWorld({ manifest: TASKS, state: { ...state }, documents: { 'docs/features/spec.md': 'x' } });
  world.here.project = project;
  return world;
}

async function answer(world: FakeWorld, input: object = {}, operation = check): Promise<Answer> {
  const result = await operation.run(world, input);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string }; readonly defaultConfiguration: { readonly level: string } }[] } };
    readonly originalUriBaseIds: Record<string, object>;
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string }; readonly region?: { readonly startLine: number; readonly startColumn: number; readonly endColumn?: number } } }[];
      readonly partialFingerprints: Record<string, string>;
    }[];
  }[];
}

/** What SARIF 2.1.0 asks of a log, as far as ours goes. */
function assertSound(log: Log): Log['runs'][number] {
  assert.equal(log.version, '2.1.0');
  assert.equal(log.runs.length, 1);
  const [run] = log.runs;
  assert.ok(run);
  const ids = run.tool.driver.rules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { shortDescription, defaultConfiguration } of run.tool.driver.rules) {
    assert.ok(shortDescription.text);
    assert.match(defaultConfiguration.level, /^(error|warning|note)$/);
  }
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of run.results) {
    assert.equal(ids[ruleIndex], ruleId);
    assert.match(level, /^(error|warning|note)$/);
    assert.ok(message.text && Object.values(partialFingerprints).every(Boolean));
    const [{ physicalLocation: { artifactLocation, region } }] = locations as unknown as [Log['runs'][number]['results'][number]['locations'][number]];
    assert.doesNotMatch(artifactLocation.uri, /^\/|^[a-z]+:|\\| /i);
    assert.ok(artifactLocation.uriBaseId in run.originalUriBaseIds);
    if (region) assert.ok(region.startLine >= 1 && region.startColumn >= 1 && (region.endColumn ?? Infinity) > region.startColumn);
  }
  return run;
}

const sarifOf = async (told: Answer): Promise<Log> => JSON.parse(JSON.stringify(await told.sarif?.())) as Log;

describe('the readiness report', () => {
  it('shows every gate that passes, with what it looked at', async () => {
    const { text, outcome, data } = await answer(worldOf());
    assert.equal(outcome, undefined);
    for (const { title } of RULES) assert.ok(text.includes(title), title);
    assert.match(text, /ok {5}The manifest can be read \(2 tasks\)/);
    assert.match(text, /ok {5}At least 70 % of the High risk tasks are pending \(no task is High risk\)/);
    assert.match(text, /Ready to start$/);
    assert.deepEqual((data as { codes: string[] }).codes, []);
  });

  it('shows what blocks and warns with its message and remedy, and answers that nothing can be started', async () => {
    const { text, outcome } = await answer(worldOf({}, { ...SOUND, prd: { kind: 'missing', path: 'p.md', reason: '"p.md" is not there' } }), { task: 'B--T01' });
    assert.equal(outcome, 'nothing');
    assert.match(text, /BLOCK {2}BLOCKED::MASTER-PRD-MISSING\n {9}The Master PRD can't be read: "p\.md" is not there\n {9}Write it/);
    assert.match(text, /Blocked: BLOCKED::MASTER-PRD-MISSING, BLOCKED::MISSING-SPECS::B--T01$/);
  });

  it('calls files that are broken invalid, as validate does', async () => {
    const world = worldOf();
    world.here.stateText = '{ "tasks": {\n<<<<<<< HEAD\n';
    assert.equal((await answer(world)).outcome, 'invalid');
    assert.equal((await answer(world, {}, validate)).outcome, 'invalid');
  });

  it('counts one task in words', async () => {
    const one = fakeWorld({ manifest: TASKS.slice(0, 1), state: { tasks: {} }, documents: { 'docs/features/spec.md': 'x' } });
    assert.match((await answer(one, {}, validate)).text, /^1 task, /m);
  });

  it('folds what is only good to know, and shows it when asked; the data has all', async () => {
    const world = worldOf({ tasks: { 'A--T01': { status: 'in-progress', started_at: '2025-12-01T00:00:00Z', acs_completed: [] }, GONE: { status: 'completed' } } });
    const folded = await answer(world);
    const { anomalies } = folded.data as { anomalies: readonly { code: string; severity: string }[] };
    assert.ok(anomalies.some(({ severity }) => severity === 'warn'), JSON.stringify(anomalies));
    for (const { code, severity } of anomalies) {
      assert.equal(folded.text.includes(code), severity === 'warn', code);
      assert.ok((await answer(world, { all: true })).text.includes(code), code);
    }
    assert.match(folded.text, /Deserves a look, and blocks nothing: /);
  });

  it('leaves out what deserves a look where there is nothing', async () => {
    assert.doesNotMatch((await answer(worldOf())).text, /Deserves/);
  });

  it('names the tasks most like one that is not there', async () => {
    const result = await check.run(worldOf(), { task: 'A--T02' });
    assert.ok(!result.ok);
    assert.match(result.error.remedy, /A--T01/);
  });
});

describe('the SARIF log', () => {
  it('of a readiness report has every rule, gates at their level and all else as notes, at their places', async () => {
    const world = worldOf({ tasks: { 'A--T01': { status: 'in-progress', started_at: '2025-12-01T00:00:00Z', acs_completed: [] }, GONE: { status: 'completed' } } });
    const run = assertSound(await sarifOf(await answer(world, { task: 'B--T01' })));
    const ids = run.tool.driver.rules.map(({ id }) => id);
    for (const { code } of [...RULES, ...ANOMALIES]) assert.ok(ids.includes(code), code);
    const missing = run.results.find(({ ruleId }) => ruleId === 'BLOCKED::MISSING-SPECS');
    assert.equal(missing?.level, 'error');
    const place = missing.locations[0]?.physicalLocation;
    assert.equal(place?.artifactLocation.uri, 'docs/backlog/virtual-task-manifest.json');
    const line = (world.here.manifestText ?? '').split('\n').findIndex((one) => one.includes('"B--T01"')) + 1;
    assert.equal(place.region?.startLine, line);
    const notes = run.results.filter(({ level }) => level === 'note');
    assert.ok(notes.length > 0 && notes.every(({ ruleId }) => !RULES.some(({ code }) => code === ruleId)));
  });

  it('of a broken manifest leads to the very place, and of a sound one is empty', async () => {
    const world = worldOf();
    world.here.manifestText = '{"tasks": [\n  {"task_id": "A",}\n]}';
    for (const operation of [check, validate]) {
      const run = assertSound(await sarifOf(await answer(world, {}, operation)));
      const [first] = run.results;
      assert.equal(first?.level, 'error');
      assert.equal(first.locations[0]?.physicalLocation.region?.startLine, 2);
    }
    const sound = assertSound(await sarifOf(await answer(worldOf(), {}, validate)));
    assert.deepEqual(sound.results.filter(({ level }) => level === 'error'), []);
  });

  it('is relative to the top of the repository', async () => {
    assert.equal(folderInRepository('/code/repo/packages/a b', '/code/repo'), 'packages/a b/');
    assert.equal(folderInRepository('C:\\code\\repo\\x', 'C:/code/repo'), 'x/');
    for (const top of ['/code/repo', '/elsewhere', undefined]) assert.equal(folderInRepository('/code/repo', top), '');
    const world = fakeWorld({ manifest: manifest([task({ task_id: 'A--T01', related_specs: [] })]), root: '/project/apps/a b', facts: cleanRepository({ root: '/project' }) });
    const run = assertSound(await sarifOf(await answer(world)));
    assert.equal(run.results.find(({ ruleId }) => ruleId === 'BLOCKED::MISSING-SPECS')?.locations[0]?.physicalLocation.artifactLocation.uri, 'apps/a%20b/docs/backlog/virtual-task-manifest.json');
  });
});
