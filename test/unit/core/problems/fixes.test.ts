import assert from 'node:assert/strict';
import { readManifest, readState } from '../../../../src/core/load';
import { NO_FACTS } from '../../../../src/core/facts';
import type { Fix } from '../../../../src/core/problems/fix';
import { fixEdits, fixesOf, fixForAll } from '../../../../src/core/problems/fixes';
import { problemsOf } from '../../../../src/core/problems/problemsOf';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import type { Problem } from '../../../../src/core/problem';
import { manifest, task, type RawTask } from '../../../support/builders';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
type Tasks = readonly RawTask[];
type Entries = Readonly<Record<string, unknown>>;

const LAYOUTS: Readonly<Record<string, (value: unknown) => string>> = {
  'on one line': (value) => JSON.stringify(value),
  indented: (value) => `${JSON.stringify(value, null, 2)}\n`,
  'with tabs and CRLF': (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
};

function snapshotFrom(manifestText: string, stateText: string): Snapshot {
  return buildSnapshot({
    rev: 1,
    backlog: { name: 'x', manifestPath, statePath },
    manifest: readManifest({ kind: 'text', text: manifestText }, manifestPath),
    state: readState({ kind: 'text', text: stateText }, statePath),
  });
}

function applied(fix: Fix, problem: Problem, snapshot: Snapshot): Snapshot {
  const isManifest = problem.file === manifestPath;
  let text = (isManifest ? snapshot.texts.manifest : snapshot.texts.state) ?? '';
  for (const edit of [...fixEdits(fix, problem, snapshot)].reverse()) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return isManifest ? snapshotFrom(text, snapshot.texts.state ?? '') : snapshotFrom(snapshot.texts.manifest ?? '', text);
}

const valuesOf = ({ texts }: Snapshot) => ({
  tasks: (JSON.parse(texts.manifest ?? '') as { tasks: Tasks }).tasks,
  entries: (JSON.parse(texts.state ?? '') as { tasks: Entries }).tasks,
});

const a = (more: Record<string, unknown> = {}) => task({ task_id: 'A--T01', ...more });
const b = (more: Record<string, unknown> = {}) => task({ task_id: 'B--T01', ...more });
const c = (more: Record<string, unknown> = {}) => task({ task_id: 'LEDGER--T01', ...more });
const same = { id: 'A-AC01', text: 'x' };
const open = (more: Record<string, unknown>) => ({ 'A--T01': { status: 'in-progress', ...more } });

interface Case {
  readonly kind: string;
  readonly tasks: Tasks;
  readonly entries?: Entries;
  /** Titles of all fixes, the preferred one first. */
  readonly titles: readonly string[];
  /** After the first. */
  readonly then: { readonly tasks?: Tasks; readonly entries?: Entries };
}

const CASES: readonly Case[] = [
  { kind: 'unknown-dependency', tasks: [a({ depends_on_tasks: ['LEDGR--T01'] }), c()], titles: ['Change to "LEDGER--T01"', 'Remove the dependency "LEDGR--T01"'], then: { tasks: [a({ depends_on_tasks: ['LEDGER--T01'] }), c()] } },
  { kind: 'unknown-dependency', tasks: [a({ depends_on_tasks: ['LEDGER--T01', 'NOWHERE', 'B--T01'] }), b(), c()], titles: ['Remove the dependency "NOWHERE"'], then: { tasks: [a({ depends_on_tasks: ['LEDGER--T01', 'B--T01'] }), b(), c()] } },
  { kind: 'unknown-conflict', tasks: [a({ conflicts_with: ['NOWHERE-AT-ALL'] })], titles: ['Remove the conflict "NOWHERE-AT-ALL"'], then: { tasks: [a({ conflicts_with: [] })] } },
  { kind: 'duplicate-dependency', tasks: [a({ depends_on_tasks: ['B--T01', 'LEDGER--T01', 'B--T01'] }), b(), c()], titles: ['Remove the second "B--T01"'], then: { tasks: [a({ depends_on_tasks: ['B--T01', 'LEDGER--T01'] }), b(), c()] } },
  { kind: 'dependency-cycle', tasks: [a({ depends_on_tasks: ['A--T01'] })], titles: ['Remove the dependency on itself'], then: { tasks: [a()] } },
  { kind: 'dependencies-as-text', tasks: [a({ depends_on_tasks: 'B--T01' }), b()], titles: ['Write the dependencies as a list'], then: { tasks: [a({ depends_on_tasks: ['B--T01'] }), b()] } },
  { kind: 'self-conflict', tasks: [a({ conflicts_with: 'A--T01' })], titles: ['Remove the conflict with itself'], then: { tasks: [a({ conflicts_with: [] })] } },
  { kind: 'one-sided-conflict', tasks: [a({ conflicts_with: ['B--T01'] }), b()], titles: ['Add "A--T01" to the conflicts of B--T01', 'Remove the conflict "B--T01"'], then: { tasks: [a({ conflicts_with: ['B--T01'] }), b({ conflicts_with: ['A--T01'] })] } },
  { kind: 'one-sided-conflict', tasks: [a({ conflicts_with: ['B--T01'] }), b({ conflicts_with: ['LEDGER--T01'] }), c({ conflicts_with: 'B--T01' })], titles: ['Add "A--T01" to the conflicts of B--T01', 'Remove the conflict "B--T01"'], then: { tasks: [a({ conflicts_with: ['B--T01'] }), b({ conflicts_with: ['LEDGER--T01', 'A--T01'] }), c({ conflicts_with: 'B--T01' })] } },
  { kind: 'parallel-high-risk', tasks: [a({ risk: 'High', parallel: true, file_scope: ['a'] })], titles: ['Set parallel to false'], then: { tasks: [a({ risk: 'High', parallel: false, file_scope: ['a'] })] } },
  { kind: 'file-scope-empty', tasks: [a({ file_scope: ['', 'a'] })], titles: ['Remove the empty pattern'], then: { tasks: [a({ file_scope: ['a'] })] } },
  { kind: 'abandoned-dependency', tasks: [a({ depends_on_tasks: ['B--T01'] }), b()], entries: { 'B--T01': { status: 'abandoned' } }, titles: ['Remove the dependency "B--T01"'], then: { tasks: [a(), b()] } },
  { kind: 'unknown-risk', tasks: [a({ risk: 'critical' })], titles: ['Set the risk to High', 'Set the risk to Medium', 'Set the risk to Low'], then: { tasks: [a({ risk: 'High' })] } },
  { kind: 'unknown-risk', tasks: [a({ risk: undefined })], titles: ['Set the risk to Medium', 'Set the risk to High', 'Set the risk to Low'], then: { tasks: [a({ risk: 'Medium' })] } },
  {
    kind: 'criterion-without-id',
    tasks: [a({ acceptance_criteria: ['one', { text: 'two', x: 1 }, { id: 'AC03', text: 'three' }, { id: null, text: 'four' }, { id: 'AC05', text: 'five' }] })],
    titles: ['Give 3 criteria ids'],
    then: { tasks: [a({ acceptance_criteria: [{ id: 'AC01', text: 'one' }, { id: 'AC02', text: 'two', x: 1 }, { id: 'AC03', text: 'three' }, { id: 'AC04', text: 'four' }, { id: 'AC05', text: 'five' }] })] },
  },
  { kind: 'duplicate-criterion', tasks: [a({ acceptance_criteria: [same, { id: 'A-AC02', text: 'y' }, same] })], titles: ['Remove the second "A-AC01"'], then: { tasks: [a({ acceptance_criteria: [same, { id: 'A-AC02', text: 'y' }] })] } },
  { kind: 'duplicate-criterion', tasks: [a({ acceptance_criteria: [same, { id: 'A-AC02', text: 'y' }, { id: 'A-AC01', text: 'other' }] })], titles: ['Change the id to "A-AC03"'], then: { tasks: [a({ acceptance_criteria: [same, { id: 'A-AC02', text: 'y' }, { id: 'A-AC03', text: 'other' }] })] } },
  { kind: 'unknown-status', tasks: [a()], entries: open({ status: 'done' }), titles: ['Change to "completed"', 'Change to "pending"', 'Change to "in-progress"', 'Change to "blocked"', 'Change to "abandoned"'], then: { entries: open({ status: 'completed' }) } },
  { kind: 'unknown-status', tasks: [a()], entries: open({ status: 'complted' }), titles: ['Change to "completed"', 'Change to "pending"', 'Change to "in-progress"', 'Change to "blocked"', 'Change to "abandoned"'], then: { entries: open({ status: 'completed' }) } },
  { kind: 'criterion-recorded-twice', tasks: [a()], entries: open({ acs_completed: ['A-AC01', null, 'AC01'] }), titles: ['Remove the second mention'], then: { entries: open({ acs_completed: ['A-AC01', null] }) } },
  { kind: 'criterion-in-both-lists', tasks: [a()], entries: open({ acs_completed: ['A-AC01'], acs_remaining: ['A-AC01', 'A-AC02'] }), titles: ['Remove it from what is left: it is done'], then: { entries: open({ acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] }) } },
  { kind: 'unknown-criterion', tasks: [a()], entries: open({ acs_completed: ['B-AC01'] }), titles: ['Change to "A-AC01"'], then: { entries: open({ acs_completed: ['A-AC01'] }) } },
];

describe('fixes of problems', () => {
  for (const one of CASES) {
    for (const [name, layout] of Object.entries(LAYOUTS)) {
      it(`${one.titles[0] ?? ''} (${one.kind}, ${name})`, () => {
        const before = snapshotFrom(layout(manifest(one.tasks)), layout({ tasks: one.entries ?? {} }));
        const problem = problemsOf(before, NO_FACTS).find(({ kind }) => kind === one.kind) ?? assert.fail('there is no such problem');
        const fixes = fixesOf(problem, before);
        const preferred = fixes.filter(({ isPreferred }) => isPreferred);
        assert.ok(preferred.length <= 1);
        const [first] = [...preferred, ...fixes];
        assert.ok(first);
        assert.deepEqual([first.title, ...fixes.filter((fix) => fix !== first).map(({ title }) => title)], one.titles);
        const after = applied(first, problem, before);
        const expected = JSON.parse(JSON.stringify({ tasks: one.tasks, entries: one.entries ?? {}, ...one.then }));
        assert.deepEqual(valuesOf(after), expected, 'nothing else changes');
        assert.deepEqual(problemsOf(after, NO_FACTS).filter(({ kind }) => kind === one.kind), [], 'and the problem is gone');
        // Each other way mends it too.
        for (const fix of fixes) assert.equal(problemsOf(applied(fix, problem, before), NO_FACTS).filter(({ kind }) => kind === one.kind).length, 0, fix.title);
      });
    }
  }

  it('keep the layout of a file that is written by hand', () => {
    const text = '{"tasks": [\n  {"task_id": "A", "risk": "low", "depends_on_tasks": ["B", "B", "C"], "acceptance_criteria": ["x"],\n   "conflicts_with": ["B", "C"] },\n  {"task_id":"B","risk":"low","acceptance_criteria":["x"],"conflicts_with":[]},\n  {"task_id": "C", "risk": "low", "acceptance_criteria": ["x"]}\n]}\n';
    let now = snapshotFrom(text, '{}');
    for (const kind of ['duplicate-dependency', 'one-sided-conflict', 'criterion-without-id']) {
      const problems = problemsOf(now, NO_FACTS);
      const problem = problems.find((one) => one.kind === kind) ?? assert.fail(kind);
      now = applied(fixForAll(problem, problems, now) ?? fixesOf(problem, now)[0] ?? assert.fail(kind), problem, now);
    }
    assert.equal(
      now.texts.manifest,
      '{"tasks": [\n  {"task_id": "A", "risk": "low", "depends_on_tasks": ["B", "C"], "acceptance_criteria": [{"id": "AC01", "text": "x"}],\n   "conflicts_with": ["B", "C"] },\n  {"task_id":"B","risk":"low","acceptance_criteria":[{"id": "AC01", "text": "x"}],"conflicts_with":["A"]},\n  {"task_id": "C", "risk": "low", "acceptance_criteria": [{"id": "AC01", "text": "x"}], "conflicts_with": ["A"]}\n]}\n',
    );
  });

  it('mend all of a kind at once where that is safe, and offer it only where there are several', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `T${index}--T01`);
    const tasks = ids.map((task_id, index) => task({ task_id, conflicts_with: ids.slice(0, index), depends_on_tasks: index > 0 ? [ids[0], ids[0], ids[0]] : [], risk: 'Odd' }));
    for (const kind of ['one-sided-conflict', 'duplicate-dependency']) {
      const before = snapshotFrom(JSON.stringify(manifest(tasks), null, 2), '{}');
      const problems = problemsOf(before, NO_FACTS);
      const of = problems.filter((one) => one.kind === kind);
      const fix = fixForAll(of[0] ?? assert.fail(), problems, before) ?? assert.fail();
      const after = applied(fix, of[0] ?? assert.fail(), before);
      assert.ok(of.length >= 39);
      assert.deepEqual(problemsOf(after, NO_FACTS).filter((one) => one.kind === kind), []);
    }
    const before = snapshotFrom(JSON.stringify(manifest([a({ depends_on_tasks: ['B--T01', 'B--T01'] }), b({ risk: 'Odd' }), c({ risk: 'Odd' })])), '{}');
    const problems = problemsOf(before, NO_FACTS);
    for (const problem of problems) assert.equal(fixForAll(problem, problems, before), undefined, problem.kind);
  });

  it('offer nothing where only a person knows, or a record would be lost', () => {
    const before = snapshotFrom(
      JSON.stringify(manifest([a({ acceptance_criteria: [], depends_on_tasks: ['B--T01'] }), b({ depends_on_tasks: ['A--T01'], file_scope: ['../x'] }), b()])),
      JSON.stringify({ tasks: { GONE: { status: 'completed' }, 'B--T01': { acs_completed: ['B-AC77'], notes: 5 } } }),
    );
    const problems = problemsOf(before, NO_FACTS);
    assert.deepEqual([...new Set(problems.map(({ kind }) => kind))].sort(), ['dependency-cycle', 'duplicate-task', 'empty-criteria', 'file-scope-outside', 'odd-value', 'orphan-entry', 'unknown-criterion']);
    for (const problem of problems) assert.deepEqual(fixesOf(problem, before), [], problem.kind);
  });
});
