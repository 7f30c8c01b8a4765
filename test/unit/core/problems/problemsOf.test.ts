import assert from 'node:assert/strict';
import type { DocumentFact } from '../../../../src/core/documents';
import { NO_FACTS, refKey, type ProjectFacts } from '../../../../src/core/facts';
import { readManifest, readState } from '../../../../src/core/load';
import { contextOf } from '../../../../src/core/manifest/task';
import type { Problem } from '../../../../src/core/problem';
import { MOST_PROBLEMS, problemsOf } from '../../../../src/core/problems/problemsOf';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task, type RawTask } from '../../../support/builders';
import { generatedBacklog } from '../../../support/generatedBacklog';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

/** Facts in which everything that tasks name is there, but for these. */
function factsOf(snapshot: Snapshot, missing: readonly string[] = []): ProjectFacts {
  const documents = new Map<string, DocumentFact>();
  for (const { task: one } of snapshot.tasks) {
    for (const ref of [...contextOf(one), ...one.tests]) {
      const path = ref.path ?? `docs/adr/${ref.adr ?? ''}.md`;
      documents.set(refKey(ref), missing.includes(ref.raw) ? { kind: 'missing', ref, reason: `"${path}" is not there` } : { kind: 'found', ref, path });
    }
  }
  return { documents };
}

type Entries = Readonly<Record<string, unknown>>;

interface Case {
  readonly kind: string;
  readonly severity: Problem['severity'];
  readonly tasks: readonly RawTask[];
  readonly entries?: Entries;
  readonly missing?: readonly string[];
  /** The JSON path, and the text that stands there. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly file?: string;
  readonly related?: string;
  /** The same, mended: nothing is told. */
  readonly mended: { readonly tasks?: readonly RawTask[]; readonly entries?: Entries; readonly missing?: readonly string[] };
}

const a = (more: Record<string, unknown> = {}) => task({ task_id: 'A--T01', ...more });
const b = (more: Record<string, unknown> = {}) => task({ task_id: 'B--T01', ...more });
const inGroup = { parallel: true, file_scope: ['x'], parallelism_group: 'G' };
const MANY = Array.from({ length: 65 }, (_, index) => `src/${index}.ts`);
const done = { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'] };

const CASES: readonly Case[] = [
  { kind: 'parallel-high-risk', severity: 'warning', tasks: [a({ risk: 'High', parallel: true, file_scope: ['a/**'] })], path: ['tasks', 0, 'parallel'], text: 'true', mended: { tasks: [a({ risk: 'High', parallel: false })] } },
  { kind: 'file-scope-missing', severity: 'warning', tasks: [a({ parallel: true })], path: ['tasks', 0, 'parallel'], text: 'true', mended: { tasks: [a({ parallel: true, file_scope: 'a/**' })] } },
  { kind: 'file-scope-outside', severity: 'error', tasks: [a({ file_scope: ['a/../b/**', 'a/../../b/**'] })], path: ['tasks', 0, 'file_scope', 1], text: '"a/../../b/**"', mended: { tasks: [a({ file_scope: ['a/../b/**'] })] } },
  { kind: 'file-scope-outside', severity: 'error', tasks: [a({ file_scope: '/etc/**' })], path: ['tasks', 0, 'file_scope'], text: '"/etc/**"', mended: { tasks: [a({ file_scope: 'etc/**' })] } },
  { kind: 'file-scope-outside', severity: 'error', tasks: [a({ file_scope: ['.git/**'] })], path: ['tasks', 0, 'file_scope', 0], text: '".git/**"', mended: { tasks: [a({ file_scope: ['.github/**'] })] } },
  { kind: 'file-scope-empty', severity: 'warning', tasks: [a({ file_scope: ['a', ' '] })], path: ['tasks', 0, 'file_scope', 1], text: '" "', mended: { tasks: [a({ file_scope: ['a'] })] } },
  { kind: 'file-scope-unclear', severity: 'warning', tasks: [a({ file_scope: ['a', 'src/**.ts'] })], path: ['tasks', 0, 'file_scope', 1], text: '"src/**.ts"', mended: { tasks: [a({ file_scope: ['a', 'src/**/*.ts'] })] } },
  { kind: 'file-scope-unclear', severity: 'warning', tasks: [a({ file_scope: '{1..9}' })], path: ['tasks', 0, 'file_scope'], text: '"{1..9}"', mended: { tasks: [a({ file_scope: '{1,9}' })] } },
  { kind: 'file-scope-unclear', severity: 'warning', tasks: [a({ file_scope: MANY })], path: ['tasks', 0, 'file_scope'], text: JSON.stringify(MANY).slice(0, 200), mended: { tasks: [a({ file_scope: MANY.slice(1) })] } },
  { kind: 'self-conflict', severity: 'warning', tasks: [a({ conflicts_with: ['A--T01'] })], path: ['tasks', 0, 'conflicts_with', 0], text: '"A--T01"', mended: { tasks: [a({ conflicts_with: [] })] } },
  { kind: 'unknown-conflict', severity: 'warning', tasks: [a({ conflicts_with: ['B--T02'] }), b()], path: ['tasks', 0, 'conflicts_with', 0], text: '"B--T02"', mended: { tasks: [a()] } },
  {
    kind: 'one-sided-conflict',
    severity: 'warning',
    tasks: [a({ conflicts_with: ['B--T01'] }), b({ conflicts_with: [] })],
    path: ['tasks', 0, 'conflicts_with', 0],
    text: '"B--T01"',
    related: '[]',
    mended: { tasks: [a({ conflicts_with: ['B--T01'] }), b({ conflicts_with: 'A--T01' })] },
  },
  {
    kind: 'group-conflict',
    severity: 'info',
    tasks: [a({ ...inGroup, conflicts_with: ['B--T01'] }), b({ ...inGroup, conflicts_with: ['A--T01'] })],
    path: ['tasks', 0, 'conflicts_with', 0],
    text: '"B--T01"',
    related: '"G"',
    mended: { tasks: [a({ ...inGroup, conflicts_with: ['B--T01'] }), b({ ...inGroup, conflicts_with: ['A--T01'], parallel: false })] },
  },
  { kind: 'empty-criteria', severity: 'warning', tasks: [a({ acceptance_criteria: null })], path: ['tasks', 0, 'acceptance_criteria'], text: 'null', mended: { tasks: [a()] } },
  { kind: 'criterion-without-text', severity: 'warning', tasks: [a({ acceptance_criteria: [{ id: 'X', text: ' ' }] })], path: ['tasks', 0, 'acceptance_criteria', 0], text: '{', mended: { tasks: [a({ acceptance_criteria: [{ id: 'X', text: 'x' }] })] } },
  {
    kind: 'criterion-in-two-tasks',
    severity: 'warning',
    tasks: [a(), b({ acceptance_criteria: [{ id: 'AC01', text: 'x' }, { id: 'A-AC02', text: 'x' }] })],
    path: ['tasks', 1, 'acceptance_criteria', 1, 'id'],
    text: '"A-AC02"',
    related: '"A-AC02"',
    mended: { tasks: [a({ acceptance_criteria: [{ id: 'AC01', text: 'x' }] }), b({ acceptance_criteria: [{ id: 'AC01', text: 'x' }] })] },
  },
  { kind: 'abandoned-dependency', severity: 'warning', tasks: [a({ depends_on_tasks: ['B--T01'] }), b()], entries: { 'B--T01': { status: 'abandoned' } }, path: ['tasks', 0, 'depends_on_tasks', 0], text: '"B--T01"', mended: { entries: { 'B--T01': { status: 'abandoned' }, 'A--T01': done } } },
  { kind: 'missing-document', severity: 'warning', tasks: [a({ related_specs: ['a.md', 'b.md#x'] })], missing: ['b.md#x'], path: ['tasks', 0, 'related_specs', 1], text: '"b.md#x"', mended: { missing: [] } },
  { kind: 'missing-document', severity: 'warning', tasks: [a({ related_guides: 'g.md' })], missing: ['g.md'], path: ['tasks', 0, 'related_guides'], text: '"g.md"', mended: { missing: [] } },
  { kind: 'missing-document', severity: 'info', tasks: [a({ related_guides: ['g.md'] })], missing: ['g.md'], entries: { 'A--T01': done }, path: ['tasks', 0, 'related_guides', 0], text: '"g.md"', mended: { missing: [] } },
  { kind: 'unknown-adr', severity: 'warning', tasks: [a({ related_adrs: ['ADR-0001', 'ADR-0009: No'] })], missing: ['ADR-0009: No'], path: ['tasks', 0, 'related_adrs', 1], text: '"ADR-0009: No"', mended: { missing: [] } },
  { kind: 'missing-test', severity: 'info', tasks: [a({ test_verification: ['a.spec.ts'] })], missing: ['a.spec.ts'], entries: { 'A--T01': done }, path: ['tasks', 0, 'test_verification', 0], text: '"a.spec.ts"', mended: { entries: {} } },
  { kind: 'missing-test', severity: 'warning', tasks: [a({ risk: 'High', test_verification: ['a.spec.ts (mocks)'] })], missing: ['a.spec.ts (mocks)'], entries: { 'A--T01': done }, path: ['tasks', 0, 'test_verification', 0], text: '"a.spec.ts (mocks)"', mended: { tasks: [a({ test_verification: ['tests/**/*.spec.ts', 'looked at by hand'] })], missing: ['tests/**/*.spec.ts', 'looked at by hand'] } },
  { kind: 'orphan-entry', severity: 'info', tasks: [a()], entries: { 'GONE--T01': { status: 'completed' } }, file: statePath, path: ['tasks', 'GONE--T01'], text: '"GONE--T01"', mended: { entries: {} } },
  { kind: 'orphan-entry', severity: 'warning', tasks: [a()], entries: { 'GONE--T01': { status: 'in-progress' } }, file: statePath, path: ['tasks', 'GONE--T01'], text: '"GONE--T01"', mended: { entries: {} } },
  { kind: 'unknown-criterion', severity: 'warning', tasks: [a()], entries: { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01', null, 'A-AC09'] } }, file: statePath, path: ['tasks', 'A--T01', 'acs_completed', 2], text: '"A-AC09"', mended: { entries: { 'A--T01': { status: 'in-progress', acs_completed: ['ac01', 'A-AC02'] } } } },
  { kind: 'unknown-criterion', severity: 'info', tasks: [a()], entries: { 'A--T01': { ...done, acs_remaining: ['OLD'] } }, file: statePath, path: ['tasks', 'A--T01', 'acs_remaining', 0], text: '"OLD"', mended: { entries: { 'A--T01': done } } },
  { kind: 'criterion-in-both-lists', severity: 'warning', tasks: [a()], entries: { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'], acs_remaining: ['A-AC02', 'AC01'] } }, file: statePath, path: ['tasks', 'A--T01', 'acs_remaining', 1], text: '"AC01"', related: '"A-AC01"', mended: { entries: { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] } } } },
  { kind: 'criterion-recorded-twice', severity: 'warning', tasks: [a()], entries: { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01', 'AC1'] } }, file: statePath, path: ['tasks', 'A--T01', 'acs_completed', 1], text: '"AC1"', related: '"A-AC01"', mended: { entries: { 'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'] } } } },
];

function standing(given: Pick<Case, 'tasks' | 'entries' | 'missing'>) {
  const snapshot = snapshotOf(given.tasks, given.entries);
  return { snapshot, problems: problemsOf(snapshot, factsOf(snapshot, given.missing)) };
}

describe('problemsOf', () => {
  for (const one of CASES) {
    it(`tells ${one.kind} (${one.severity}) at ${one.path.join('.')}, alone, and not once it is mended`, () => {
      const { snapshot, problems } = standing(one);
      assert.deepEqual(problems.map(({ kind, severity }) => [kind, severity]), [[one.kind, one.severity]]);
      const [problem] = problems;
      assert.ok(problem?.position && problem.message && /\.$/.test(problem.remedy) && !/\.$/.test(problem.message));
      assert.deepEqual([problem.path, problem.file], [one.path, one.file ?? manifestPath]);
      const stands = ({ offset, length }: { offset: number; length: number }, file: string) => (file === manifestPath ? snapshot.texts.manifest : snapshot.texts.state)?.slice(offset, offset + length);
      if (one.text === '{') assert.ok(stands(problem.position, problem.file)?.startsWith('{"id"'));
      else assert.equal(stands(problem.position, problem.file), one.text);
      assert.equal(problem.related?.map(({ position, file }) => stands(position, file))[0], one.related);
      assert.ok(problem.taskId !== undefined);
      assert.deepEqual(standing({ ...one, ...one.mended }).problems, []);
    });
  }

  it('says nothing of a good backlog, nor of documents that were not looked for', () => {
    const snapshot = snapshotOf([a({ depends_on_tasks: ['B--T01'] }), b()], { 'B--T01': { status: 'in-progress', acs_completed: ['B-AC01'], acs_remaining: ['B-AC02'] } });
    assert.deepEqual(problemsOf(snapshot, factsOf(snapshot)), []);
    assert.deepEqual(problemsOf(snapshotOf([a({ related_specs: ['gone.md'] })]), NO_FACTS), []);
  });

  it('goes on behind what reading the files told, and makes the same list once', () => {
    const snapshot = snapshotOf([a({ risk: 'odd', conflicts_with: ['A--T01'] })], { X: { status: 'done' } });
    const facts = factsOf(snapshot);
    assert.deepEqual(problemsOf(snapshot, facts).map(({ kind }) => kind), ['unknown-risk', 'unknown-status', 'self-conflict', 'orphan-entry']);
    assert.equal(problemsOf(snapshot, facts), problemsOf(snapshot, { ...facts, prd: { kind: 'missing', path: 'x', reason: 'y' } }));
    assert.notEqual(problemsOf(snapshot, facts), problemsOf(snapshot, NO_FACTS));
  });

  it('tells only why a file is broken while it is: places in its last good reading would be wrong', () => {
    const backlog = { name: 'x', manifestPath, statePath };
    const good = readManifest({ kind: 'text', text: JSON.stringify(manifest([a({ conflicts_with: ['A--T01'] })])) }, manifestPath);
    const state = readState({ kind: 'text', text: JSON.stringify({ tasks: { X: {} } }) }, statePath);
    const kinds = (given: { manifest?: typeof good; state?: typeof state }) => problemsOf(buildSnapshot({ rev: 1, backlog, manifest: good, state, ...given }), NO_FACTS).map(({ kind }) => kind);
    assert.deepEqual(kinds({}), ['self-conflict', 'orphan-entry']);
    assert.deepEqual(kinds({ manifest: readManifest({ kind: 'text', text: '{"tasks": [' }, manifestPath, good) }), ['syntax']);
    assert.deepEqual(kinds({ state: readState({ kind: 'text', text: '{"tasks": {' }, statePath, state) }), ['syntax', 'self-conflict']);
  });

  it('says of a pattern that is not understood what, why, what follows and what to do', () => {
    const [problem] = standing({ tasks: [a({ file_scope: ['a', 'src/**.ts'] })] }).problems;
    assert.equal(problem?.message, 'The file_scope of A--T01 has the pattern "src/**.ts", which has ** beside other letters and can be read in two ways; while it is not understood, the task is not run beside others');
    assert.equal(problem.remedy, 'Write ** between slashes, such as src/**/*.ts.');
    const [whole] = standing({ tasks: [a({ file_scope: MANY })] }).problems;
    assert.match(whole?.message ?? '', /^The file_scope of A--T01 has 65 patterns, more than the 64 that are compared; /);
  });

  it('tells once of a criterion that many tasks have, and of each where there are few', () => {
    const having = (count: number) => Array.from({ length: count }, (_, index) => task({ task_id: `T${index}`, acceptance_criteria: [{ id: '1', text: 'x' }, { id: '2', text: 'y' }] }));
    const told = (count: number) => problemsOf(snapshotOf(having(count)), NO_FACTS).filter(({ kind }) => kind === 'criterion-in-two-tasks').map(({ message }) => message);
    assert.equal(told(3).length, 4);
    assert.deepEqual(told(3000), ['1', '2'].map((id) => `The criterion "${id}" stands in T0, in T1 and in 2,998 more tasks`));
  });

  it('tells the worst of too many, and how many more there are', () => {
    const tasks = Array.from({ length: 3 * MOST_PROBLEMS }, (_, index) => task({ task_id: `T${index}`, acceptance_criteria: [], ...(index % 2 === 0 ? { file_scope: ['../x'] } : {}) }));
    const problems = problemsOf(snapshotOf(tasks), NO_FACTS);
    assert.equal(problems.length, MOST_PROBLEMS);
    assert.equal(problems.filter(({ kind }) => kind === 'file-scope-outside').length, MOST_PROBLEMS - 1);
    assert.match(problems.at(-1)?.message ?? '', /^3,501 more problems/);
  });

  it('takes less time for 10 000 tasks than reading them, also where many are wrong', () => {
    const generated = generatedBacklog({ tasks: 10_000 });
    // Criteria of their own for every task; the generated ones are a capability's.
    const [text, state] = [generated.manifest, generated.state].map((file) => file.replace(/"CAPABILITY_\d+-AC0/g, '"AC0')) as [string, string];
    const worse = text.replaceAll('"gap_codes": []', '"gap_codes": [], "parallel": true, "conflicts_with": ["CAPABILITY_00000--T01", "NO--T01"]');
    for (const [what, source, missing] of [['good', text, []], ['wrong', worse, ['docs/guides/guide-tdd-by-risk.md']]] as const) {
      const ratios = [0, 1, 2].map(() => {
        const began = performance.now();
        const snapshot = buildSnapshot({ rev: 1, backlog: { name: 'x', manifestPath, statePath }, manifest: readManifest({ kind: 'text', text: source }, manifestPath), state: readState({ kind: 'text', text: state }, statePath) });
        const read = performance.now();
        const facts = factsOf(snapshot, missing);
        const looked = performance.now();
        const problems = problemsOf(snapshot, facts);
        const took = performance.now() - looked;
        assert.equal(problems.length, what === 'good' ? 0 : MOST_PROBLEMS);
        return { took, ratio: took / (read - began) };
      });
      const { took, ratio } = ratios.sort((x, y) => x.ratio - y.ratio)[0] ?? assert.fail();
      console.log(`      ${what}: ${took.toFixed(0)} ms, ${ratio.toFixed(2)} x reading`);
      assert.ok(ratio < (what === 'good' ? 1 : 4), String(ratio));
    }
  });
});
