import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/core/manifest/parse';
import type { Manifest } from '../../../../src/core/manifest/manifest';
import type { Problem } from '../../../../src/core/problem';
import { manifest, task } from '../../../support/builders';

const FILE = 'docs/backlog/m.json';

function read(value: unknown): { manifest: Manifest; problems: readonly Problem[] } {
  const parsed = parseManifest(JSON.stringify(value, null, 2), FILE);
  assert.ok(parsed.manifest, parsed.problems[0]?.message);
  return { manifest: parsed.manifest, problems: parsed.problems };
}

const one = (more: Record<string, unknown>) => read(manifest([task({ task_id: 'CAP--T01', ...more })]));

describe('parseManifest', () => {
  it('reads risk in any case, and phases and slices as text or number', () => {
    for (const [phase, slice] of [['Phase 1', 'Slice 1.1'], ['phase_1', '1.1'], [1, 1.1], ['PHASE 1', 'slice_1_1']]) {
      const [read1] = one({ risk: 'hIGH', phase, slice }).manifest.tasks;
      assert.deepEqual([read1?.risk, read1?.phase, read1?.slice], ['High', 'Phase 1', 'Slice 1.1']);
    }
    assert.equal(one({ phase: 'Discovery' }).manifest.tasks[0]?.phase, 'Discovery');
  });

  it('reads sizes as letters or words, and M where there is none', () => {
    const size = (est: unknown) => one({ est }).manifest.tasks[0]?.size;
    assert.deepEqual([size({ size: 'large' }), size({ size: 'S' }), size('medium'), size(undefined), size(null), size({ size: 'XXL' })], ['L', 'S', 'M', 'M', 'M', 'XXL']);
  });

  it('reads document references in every form seen', () => {
    const [read1] = one({
      related_specs: ['docs\\a.md', 'docs/b.md#section-two'],
      related_adrs: ['ADR-0009', 'ADR-0002: Dual Hash', 'docs/adr/0003-x.md', 'adr 7'],
      related_guides: 'docs/guide.md',
      test_verification: 'tests/a.spec.ts (mocks)',
    }).manifest.tasks;
    assert.deepEqual(read1?.specs.map(({ path, section }) => [path, section]), [['docs/a.md', undefined], ['docs/b.md', 'section-two']]);
    assert.deepEqual(read1.adrs.map(({ adr, path }) => adr ?? path), ['ADR-0009', 'ADR-0002', 'docs/adr/0003-x.md', 'ADR-0007']);
    assert.deepEqual(read1.guides.map(({ path }) => path), ['docs/guide.md']);
    assert.deepEqual(read1.tests.map(({ path, raw }) => [path, raw]), [['tests/a.spec.ts', 'tests/a.spec.ts (mocks)']]);
  });

  it('keeps what it does not understand, and changes nothing of the task as it stands', () => {
    const raw = task({ task_id: 'A', extra: { deep: [1] } });
    assert.deepEqual(read(manifest([raw], { unknown: true })).manifest.tasks[0]?.raw, raw);
  });

  it('reads a BLOCKED manifest without tasks', () => {
    const { manifest: blocked, problems } = read({ status: 'BLOCKED', gaps: ['GAP-PRD', { code: 'GAP-2', text: 'why' }] });
    assert.deepEqual([blocked.status, blocked.gaps.map(({ code }) => code), blocked.tasks, problems], ['BLOCKED', ['GAP-PRD', 'GAP-2'], [], []]);
  });

  it('leaves out a task that it can not read, says where it stands, and keeps the others', () => {
    const text = '{"tasks": [\n  {"task_id": "A"},\n  {"task_id": 7, "title": "seven"},\n  {"task_id": "C", "provisional": 1}\n]}';
    const { manifest: left, problems } = parseManifest(text, FILE);
    assert.deepEqual(left?.tasks.map(({ id, index, sourceIndex }) => [id, index, sourceIndex]), [['A', 0, 0]]);
    const errors = problems.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors.map(({ position }) => position?.line), [3, 4]);
    assert.deepEqual(errors.map(({ position }) => position?.column), [15, 35]);
    assert.match(errors[0]?.message ?? '', /tasks\[1\]\.task_id must be a text/);
    assert.equal(errors[1]?.taskId, 'C');
  });

  it('warns of a risk that is not known or not there, and reads the unknown word on the strict side', () => {
    const critical = one({ risk: 'Critical' });
    assert.deepEqual([critical.manifest.tasks[0]?.risk, critical.problems[0]?.severity], ['High', 'warning']);
    assert.match(critical.problems[0]?.remedy ?? '', /High, Medium, Low/);
    assert.equal(one({ risk: undefined }).manifest.tasks[0]?.risk, 'Medium');
  });

  it('gives criteria without an id a bare one, and names doubled ones', () => {
    const { manifest: read1, problems } = one({ acceptance_criteria: ['just text', { text: 'no id' }, { id: 'X' }, { id: 'X' }] });
    assert.deepEqual(read1.tasks[0]?.criteria.map(({ id }) => id), ['AC01', 'AC02', 'X', 'X']);
    assert.deepEqual(problems.map(({ kind }) => kind), ['duplicate-criterion', 'criterion-without-id']);
  });

  it('tells of criteria without an id once a task', () => {
    const { manifest: read1, problems } = one({ acceptance_criteria: Array.from({ length: 400 }, (_, index) => `criterion ${index}`) });
    assert.equal(read1.tasks[0]?.criteria[399]?.id, 'AC400');
    assert.deepEqual(problems.map(({ kind }) => kind), ['criterion-without-id']);
    assert.match(problems[0]?.message ?? '', /400 criteria of .* the first AC01/);
  });

  it('warns of ids that differ only in case or in the form of a letter, since their branches clash', () => {
    const { problems } = read(manifest(['Ab', 'aB', '\u00e9', 'e\u0301', 'C'].map((task_id) => task({ task_id }))));
    assert.deepEqual(problems.map(({ kind, taskId }) => [kind, taskId]), [['branch-clash', 'aB'], ['branch-clash', 'e\u0301']]);
  });

  it('reads a dependency given as text, and warns of it', () => {
    const { manifest: read1, problems } = read(manifest([task({ task_id: 'A' }), task({ task_id: 'B', depends_on_tasks: 'A' })]));
    assert.deepEqual(read1.tasks[1]?.dependsOn, ['A']);
    assert.deepEqual(problems.map(({ kind, severity }) => [kind, severity]), [['dependencies-as-text', 'warning']]);
  });

  it('places doubled ids, unknown dependencies and cycles', () => {
    const { problems } = read(manifest([task({ task_id: 'A', depends_on_tasks: ['B'] }), task({ task_id: 'B', depends_on_tasks: ['A', 'Z'] }), task({ task_id: 'B' })]));
    assert.deepEqual(problems.map(({ kind }) => kind).sort(), ['dependency-cycle', 'duplicate-task', 'duplicate-task', 'unknown-dependency']);
    for (const { position, file } of problems) assert.ok(file === FILE && position && position.line > 1);
  });

  it('places a dependency at its item, whatever stands doubled before it, and names a task that waits on itself', () => {
    const text = '{"tasks": [\n{"task_id": "A", "depends_on_tasks": ["B", "B",\n"Z", "A"]},\n{"task_id": "B", "depends_on_tasks": "Y"}]}';
    const { problems } = parseManifest(text, FILE);
    const found = problems.filter(({ kind }) => kind !== 'unknown-risk' && kind !== 'dependencies-as-text');
    assert.deepEqual(
      found.map(({ kind, path, position }) => [kind, path?.slice(1), text.slice(position?.offset, (position?.offset ?? 0) + (position?.length ?? 0))]),
      [
        ['duplicate-dependency', [0, 'depends_on_tasks', 1], '"B"'],
        ['unknown-dependency', [0, 'depends_on_tasks', 2], '"Z"'],
        ['unknown-dependency', [1, 'depends_on_tasks'], '"Y"'],
        ['dependency-cycle', [0, 'depends_on_tasks', 3], '"A"'],
      ],
    );
    assert.equal(found[0]?.related?.[0]?.position.column, 39);
    assert.equal(found[3]?.message, 'A depends on itself');
  });

  it('guesses only for so many unknown dependencies: each guess looks at every task', () => {
    const tasks = Array.from({ length: 3000 }, (_, index) => ({ task_id: `CAPABILITY_NUMBER_${index}--T01`, risk: 'Low', depends_on_tasks: [`CAPABILITY_NUMBR_${index}--T01`] }));
    const { problems } = parseManifest(JSON.stringify({ tasks }), FILE);
    assert.deepEqual([problems.length, problems.filter(({ remedy }) => remedy.startsWith('Did you mean')).length], [3000, 50]);
  });

  it('takes `__proto__`, `constructor` and numbers in quotes for ordinary ids', () => {
    const ids = ['__proto__', 'constructor', 'toString', '10', '9'];
    const read1 = read(manifest(ids.map((task_id, index) => task({ task_id, depends_on_tasks: index > 0 ? [ids[index - 1]] : [] })))).manifest;
    assert.deepEqual(read1.tasks.map(({ id }) => id), ids);
    assert.deepEqual(read1.structure.unknownDependencies, []);
    assert.equal(({} as Record<string, unknown>)['title'], undefined);
  });

  for (const text of ['', '  \n', 'null', '[]', '"x"', '42', '{"tasks": 5}', '{"tasks": {}}']) {
    it(`refuses ${JSON.stringify(text)} as a whole, with a remedy`, () => {
      const parsed = parseManifest(text, FILE);
      assert.equal(parsed.manifest, undefined);
      assert.ok(parsed.problems[0]?.message && parsed.problems[0].remedy && parsed.problems[0].severity === 'error');
    });
  }
});
