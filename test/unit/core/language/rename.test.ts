import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentIndex } from '../../../../src/core/language/documentIndex';
import { renamed, type RenameEdit } from '../../../../src/core/language/rename';
import { meaningOf, type BothFiles, type Meaning } from '../../../../src/core/language/targets';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { manifest, task, type RawTask } from '../../../support/builders';

interface Texts {
  readonly manifest: string;
  readonly state: string;
}

function filesOf(texts: Texts): BothFiles {
  return { manifest: DocumentIndex.of(texts.manifest, 'manifest'), state: DocumentIndex.of(texts.state, 'state') };
}

function textsOf(tasks: readonly RawTask[], entries: object, layout: (value: unknown) => string = (value) => JSON.stringify(value, null, 2)): Texts {
  return { manifest: layout(manifest(tasks, { note: 'about A--T01' })), state: layout({ manifest_hash: 'x', tasks: entries }) };
}

function made(texts: Texts, edits: readonly RenameEdit[]): Texts {
  const apply = (file: 'manifest' | 'state') =>
    edits.filter((edit) => edit.file === file).toSorted((a, b) => b.start - a.start).reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), texts[file]);
  return { manifest: apply('manifest'), state: apply('state') };
}

function rename(texts: Texts, meaning: Meaning | undefined, to: string): Texts {
  const edits = renamed(meaning, to, filesOf(texts), DEFAULT_SETTINGS);
  assert.ok(edits.ok, edits.ok ? '' : edits.error);
  return made(texts, edits.value);
}

function refusal(texts: Texts, meaning: Meaning | undefined, to: string): string {
  const edits = renamed(meaning, to, filesOf(texts), DEFAULT_SETTINGS);
  assert.ok(!edits.ok, 'it was not refused');
  return edits.error;
}

const TASKS = [
  task({ task_id: 'A--T01', title: 'A--T01 is its title', related_specs: ['docs/A--T01.md'] }),
  task({ task_id: 'A--T010', depends_on_tasks: ['A--T01'], conflicts_with: ['A--T01', 'B'] }),
  task({ task_id: 'B', acceptance_criteria: [{ id: 'B-AC01', text: 'one' }, { id: 'B/2', text: 'two' }, { id: 'BB', text: 'three' }] }),
];
const ENTRIES = { 'A--T01': { status: 'completed', notes: 'A--T01 went well' }, B: { status: 'in-progress', acs_completed: ['B-AC01', 'ac01'], acs_remaining: ['B/2', 'BB'] } };

describe('renaming over both files', () => {
  it('changes every place that means the task, and no other letter', () => {
    const texts = textsOf(TASKS, ENTRIES);
    const after = rename(texts, { kind: 'task', id: 'A--T01' }, 'NEW--T01');
    const asIfWritten = textsOf(
      [{ ...TASKS[0]!, task_id: 'NEW--T01' }, { ...TASKS[1]!, depends_on_tasks: ['NEW--T01'], conflicts_with: ['NEW--T01', 'B'] }, TASKS[2]!],
      { 'NEW--T01': ENTRIES['A--T01'], B: ENTRIES.B },
    );
    assert.deepEqual(after, asIfWritten);
  });

  it('takes along the criteria whose ids begin with the task’s, marked to be looked at, and leaves bare ids', () => {
    const texts = textsOf(TASKS, ENTRIES);
    const edits = renamed({ kind: 'task', id: 'B' }, 'C', filesOf(texts), DEFAULT_SETTINGS);
    assert.ok(edits.ok);
    assert.deepEqual(edits.value.filter(({ isOfCriterion }) => isOfCriterion).map(({ file, text }) => `${file}:${text}`), ['manifest:"C-AC01"', 'state:"C-AC01"', 'manifest:"C/2"', 'state:"C/2"']);
    const state = JSON.parse(made(texts, edits.value).state) as { tasks: Record<string, unknown> };
    assert.deepEqual(state.tasks['C'], { status: 'in-progress', acs_completed: ['C-AC01', 'ac01'], acs_remaining: ['C/2', 'BB'] });
  });

  it('renames a criterion of one task, also where the state calls it by its bare id', () => {
    const texts = textsOf(TASKS, ENTRIES);
    const files = filesOf(texts);
    const found = [...(files.manifest?.tokens() ?? [])].find(({ token }) => token.value === 'B-AC01');
    const meaning = found && meaningOf(found, files);
    const after = rename(texts, meaning, 'B-AC07');
    assert.deepEqual((JSON.parse(after.state) as { tasks: { B: unknown } }).tasks.B, { status: 'in-progress', acs_completed: ['B-AC07', 'B-AC07'], acs_remaining: ['B/2', 'BB'] });
    assert.equal(after.manifest, texts.manifest.replace('"B-AC01"', '"B-AC07"'));
    assert.match(refusal(texts, meaning, 'BB'), /has the criterion BB already/);
    assert.match(refusal(texts, meaning, '  '), /must not be empty/);
  });

  it('refuses with the reason what would clash, can’t be a branch, or would leave places out', () => {
    const texts = textsOf(TASKS, { ...ENTRIES, ORPHAN: {} });
    const a: Meaning = { kind: 'task', id: 'A--T01' };
    assert.match(refusal(texts, a, 'B'), /another task/);
    assert.match(refusal(texts, a, 'b'), /differ only in case/);
    assert.match(refusal(texts, a, 'ORPHAN'), /entry for ORPHAN already/);
    for (const bad of ['', '-d', 'a..b', 'x.lock', 'HEAD', 'a b', '$(id)', '../x', 'é']) assert.match(refusal(texts, a, bad), /branch can’t be called so/, bad);
    assert.match(refusal(texts, undefined, 'X'), /Only ids/);
    assert.match(refusal(texts, { kind: 'task', id: 'GONE' }, 'X'), /no task of the manifest/);
    assert.match(refusal({ ...texts, state: texts.state.slice(0, -2) }, a, 'X'), /state file is not valid JSON/);
    assert.match(refusal({ ...texts, manifest: `${texts.manifest},` }, a, 'X'), /manifest is not valid JSON/);
    assert.match(refusal(textsOf([...TASKS, TASKS[0]!], {}), a, 'X'), /stands 2 times/);
    assert.equal(rename(texts, a, 'A--T01').manifest, texts.manifest);
  });

  it('gives what the renamed files parse to, whatever ids, layout and line ends', () => {
    const id = fc.constantFrom('A', 'AA', 'A-1', 'é"x', '__proto__', 'constructor', 'back\\slash', '\u{1f600}', 'toString');
    const layouts: readonly ((value: unknown) => string)[] = [
      (value) => JSON.stringify(value),
      (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n'),
      (value) => `\ufeff${JSON.stringify(value, null, 2)}\n`,
      (value) => JSON.stringify(value, null, '\t').replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ];
    const swap = (from: string, to: string) => (list: readonly string[]) => list.map((one) => (one === from ? to : one));
    fc.assert(
      fc.property(
        fc.uniqueArray(id, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat(5)), fc.constantFrom(...layouts), fc.nat(5),
        (ids, stream, layout, which) => {
          const from = ids[which % ids.length]!;
          const pick = () => ids[stream.next().value! % ids.length]!;
          const tasks = ids.map((one) => ({ task_id: one, depends_on_tasks: [pick(), pick()], conflicts_with: [pick()], acceptance_criteria: [{ id: 'x1', text: from }], title: from, kept: { [from]: [from] } }));
          const entries = ids.filter(() => stream.next().value! % 2 === 0).map((one) => [one, { status: 'blocked', acs_remaining: ['x1'], notes: from }] as const);
          const texts: Texts = { manifest: layout({ tasks }), state: layout({ tasks: Object.fromEntries(entries) }) };
          const after = rename(texts, { kind: 'task', id: from }, 'NEW--T01');
          const swapped = swap(from, 'NEW--T01');
          const wanted = tasks.map((one) => ({ ...one, task_id: swapped([one.task_id])[0], depends_on_tasks: swapped(one.depends_on_tasks), conflicts_with: swapped(one.conflicts_with) }));
          const parse = (text: string) => JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
          assert.deepEqual(parse(after.manifest), { tasks: wanted });
          assert.equal(JSON.stringify(parse(after.state)), JSON.stringify({ tasks: Object.fromEntries(entries.map(([key, value]) => [swapped([key])[0], value])) }));
        },
      ),
      { numRuns: 300 },
    );
  });
});
