import assert from 'node:assert/strict';
import fc from 'fast-check';
import { askingAt } from '../../../../src/core/language/asking';
import { candidatesFor } from '../../../../src/core/language/candidates';
import { DocumentIndex, type Found } from '../../../../src/core/language/documentIndex';
import { lensText, taskLenses } from '../../../../src/core/language/lenses';
import { outlineFor, type OutlineNode } from '../../../../src/core/language/outline';
import { definitionsOf, meaningOf, referencesTo, type BothFiles } from '../../../../src/core/language/targets';
import { branchLeft, criterionLines, dependentsLine, riskLines, statusLines, unknownTaskLines } from '../../../../src/core/language/words';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { manifest, snapshotOf, task, type RawTask } from '../../../support/builders';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';

const TASKS = [
  task({ task_id: 'A--T01', slice: 'Slice 1.1' }),
  task({ task_id: 'B--T01', slice: 'Slice 1.2', depends_on_tasks: ['A--T01'], conflicts_with: ['C--T01'] }),
  task({ task_id: 'C--T01', slice: 'Slice 1.2', depends_on_tasks: ['B--T01', 'A--T01'] }),
  task({ task_id: 'D--T01', phase: 'Phase 2', slice: 'Slice 2.1', risk: 'High' }),
];
const ENTRIES = { 'A--T01': { status: 'completed', acs_completed: ['AC01', 'A-AC02'] }, 'B--T01': { status: 'in-progress', acs_completed: ['B-AC01', 'GONE-AC09'] } };

function both(tasks: readonly RawTask[], entries: object, indent = 2): BothFiles & { texts: { manifest: string; state: string } } {
  const texts = { manifest: JSON.stringify(manifest(tasks), null, indent), state: JSON.stringify({ tasks: entries }, null, indent) };
  return { manifest: DocumentIndex.of(texts.manifest, 'manifest'), state: DocumentIndex.of(texts.state, 'state'), texts };
}

const files = both(TASKS, ENTRIES);

function find(index: DocumentIndex | undefined, role: string, value: string, taskId?: string): Found {
  const found = [...(index?.tokens() ?? [])].find((one) => one.token.role === role && one.token.value === value && (taskId === undefined || one.taskId === taskId));
  assert.ok(found, `${role} ${value} is not there`);
  return found;
}

/** The text at each place, with its file. */
function texts(places: readonly { file: 'manifest' | 'state'; start: number; end: number }[]): string[] {
  return places.map(({ file, start, end }) => `${file}:${files.texts[file].slice(start, end)}`);
}

describe('definitions and references in the two files', () => {
  it('lead from every use of a task to its object in the manifest, and from there to its entry as well', () => {
    for (const found of [find(files.manifest, 'dependency', 'A--T01'), find(files.state, 'entry', 'A--T01')]) {
      const [place, ...more] = definitionsOf(found, files);
      assert.deepEqual(more, []);
      assert.ok(place?.file === 'manifest');
      assert.equal((JSON.parse(files.texts.manifest.slice(place.around.start, place.around.end)) as RawTask).task_id, 'A--T01');
    }
    assert.deepEqual(texts(definitionsOf(find(files.manifest, 'task', 'A--T01'), files)), ['manifest:"A--T01"', 'state:"A--T01"']);
    assert.deepEqual(definitionsOf(find(files.manifest, 'risk', 'High'), files), []);
  });

  it('know a criterion by its full and by its bare id, within its task alone', () => {
    assert.deepEqual(texts(definitionsOf(find(files.state, 'recorded', 'AC01'), files)), ['manifest:"A-AC01"']);
    assert.deepEqual(texts(definitionsOf(find(files.manifest, 'criterion', 'A-AC01'), files)), ['manifest:"A-AC01"', 'state:"AC01"']);
    assert.deepEqual(definitionsOf(find(files.state, 'recorded', 'GONE-AC09'), files), []);
    assert.equal(meaningOf(find(files.state, 'recorded', 'GONE-AC09'), files), undefined);
  });

  it('find all places of a task and no others', () => {
    assert.deepEqual(
      referencesTo({ kind: 'task', id: 'A--T01' }, files).map(({ file, role, found }) => `${file} ${role} ${found?.taskId ?? ''}`),
      ['manifest definition A--T01', 'manifest use B--T01', 'manifest use C--T01', 'state record A--T01'],
    );
    assert.deepEqual(referencesTo({ kind: 'task', id: 'C--T01' }, { manifest: files.manifest, state: undefined }).map(({ role }) => role), ['use', 'definition']);
  });

  it('find an id however it is escaped', () => {
    const text = '{"tasks": [{"task_id": "Caf\\u00e9", "title": "x"}, {"task_id": "B", "depends_on_tasks": ["Caf\u00e9", "a\\/b"]}, {"task_id": "a/b"}]}';
    const escapedFiles = { manifest: DocumentIndex.of(text, 'manifest'), state: undefined };
    assert.equal(referencesTo({ kind: 'task', id: 'Caf\u00e9' }, escapedFiles).length, 2);
    assert.equal(referencesTo({ kind: 'task', id: 'a/b' }, escapedFiles).length, 2);
  });

  it('find by a search of the text what reading every part finds', () => {
    const id = fc.constantFrom('A', 'AB', 'A"B', 'A\\B', 'é', '__proto__', 'A/B', '\u2028');
    fc.assert(
      fc.property(fc.array(fc.record({ task_id: id, depends_on_tasks: fc.array(id, { maxLength: 4 }) }), { maxLength: 8 }), id, fc.boolean(), (tasks, wanted, isEscaped) => {
        const plain = JSON.stringify({ tasks });
        const text = isEscaped ? plain.replace(/[/é\u2028]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) : plain;
        const index = DocumentIndex.of(text, 'manifest');
        const all = [...DocumentIndex.of(text, 'manifest').tokens()].filter(({ token }) => token.value === wanted);
        assert.deepEqual([...index.tokensSaying(wanted)].map(({ start }) => start), all.map(({ start }) => start));
      }),
    );
  });
});

describe('what can be written at a place', () => {
  const snapshot = snapshotOf(TASKS, ENTRIES);

  /** Asks at the mark `|` in a text, which is taken out. */
  function ask(marked: string, kind: 'manifest' | 'state') {
    const at = marked.indexOf('|');
    const text = marked.slice(0, at) + marked.slice(at + 1);
    const index = DocumentIndex.of(text, kind);
    const asking = askingAt(index, at);
    const given: BothFiles = kind === 'manifest' ? { manifest: index, state: files.state } : { manifest: files.manifest, state: index };
    return { asking, text, list: asking ? candidatesFor(asking, given, snapshot).list : [] };
  }

  const inTask = (id: string, value: string) => files.texts.manifest.replace(new RegExp(`"depends_on_tasks": \\[[^\\]]*\\](?=[^{}]*"task_id": "${id}")`), `"depends_on_tasks": ${value}`);

  it('are the other tasks, the nearest first, those that would close a circle last, none that is listed', () => {
    const { list } = ask(inTask('B--T01', '["A--T01", "|"]'), 'manifest');
    assert.deepEqual(list.map(({ value }) => value), ['D--T01', 'C--T01']);
    assert.match(list[1]?.description ?? '', /would wait on itself/);
    assert.deepEqual(ask(inTask('C--T01', '[|]'), 'manifest').list.map(({ value }) => value), ['B--T01', 'A--T01', 'D--T01']);
  });

  it('take the place of the whole string, also where its end is not typed yet', () => {
    for (const [value, replaced] of [['["A--|T01"]', '"A--T01"'], ['["|"]', '""'], ['[ | ]', ''], ['[\n"A-|\n]', '"A-'], ['"A|"', '"A"']] as const) {
      const { asking, text } = ask(inTask('D--T01', value), 'manifest');
      assert.equal(asking && text.slice(asking.start, asking.end), replaced, value);
    }
    for (const value of ['["A"|]', '|["A"]', '|', 'nul|l', '["A" |"B"]']) {
      const { asking } = ask(inTask('D--T01', value), 'manifest');
      assert.ok(asking === undefined || asking.start === asking.end, value);
    }
    assert.equal(ask(files.texts.manifest.replace('"title"', '"ti|tle"'), 'manifest').asking, undefined);
    assert.equal(ask(files.texts.manifest.replace('"Build A--T01"', '"Build| A--T01"'), 'manifest').asking, undefined);
  });

  it('are criteria not yet listed, in the lists of an entry', () => {
    const state = (lists: string) => `{"tasks": {"A--T01": {"status": "in-progress", ${lists}}}}`;
    assert.deepEqual(ask(state('"acs_completed": ["A-AC01", "|"]'), 'state').list.map(({ value }) => value), ['A-AC02']);
    assert.deepEqual(ask(state('"acs_completed": ["A-AC01"], "acs_remaining": [|]'), 'state').list.map(({ value }) => value), ['A-AC02']);
    assert.equal(ask(state('"notes": "|"'), 'state').asking, undefined);
  });

  it('are the tasks without an entry, where an entry can begin', () => {
    const ids = (marked: string) => ask(marked, 'state').list.map(({ value }) => value);
    const entry = '"A--T01": {"status": "pending"}';
    assert.deepEqual(ids(`{"tasks": {${entry}, |}}`), ['B--T01', 'C--T01', 'D--T01']);
    assert.deepEqual(ids(`{"tasks": {${entry}, "|"}}`), ['B--T01', 'C--T01', 'D--T01']);
    assert.deepEqual(ids('{"tasks": {|}}'), ['A--T01', 'B--T01', 'C--T01', 'D--T01']);
    assert.deepEqual(ids(`{"tasks": {${entry}|}}`), []);
    assert.deepEqual(ids(`{"tasks": {${entry}}, |}`), []);
    assert.equal(ask('{"tasks": {"A|--T01": {}}}', 'state').asking?.hasValue, true);
  });

  it('are the words of a status and of a risk', () => {
    assert.deepEqual(ask('{"tasks": {"A--T01": {"status": "|"}}}', 'state').list.map(({ value }) => value), ['pending', 'in-progress', 'blocked', 'completed', 'abandoned']);
    assert.deepEqual(ask('{"tasks": [{"task_id": "A--T01", "risk": |}]}', 'manifest').list.map(({ value }) => value), ['High', 'Medium', 'Low']);
  });

  it('are bounded, and narrowed by what is typed, among thousands', () => {
    const many = both(Array.from({ length: 2000 }, (_, index) => task({ task_id: `T${index}` })), {});
    const index = many.manifest;
    assert.ok(index);
    const asking = { wants: 'dependency', part: 0, taskId: 'T0', start: 0, end: 0, typed: '', hasValue: false } as const;
    assert.equal(candidatesFor(asking, many, snapshot).list.length, 500);
    const narrowed = candidatesFor({ ...asking, typed: 't1999' }, many, snapshot);
    assert.deepEqual([narrowed.list.map(({ value }) => value), narrowed.isAll], [['T1999'], false]);
  });
});

describe('the outline', () => {
  it('has phases, slices, tasks and criteria, each inside the one above it', () => {
    const rows: string[] = [];
    const walk = (nodes: readonly OutlineNode[], depth: number, around: { start: number; end: number }) => {
      for (const node of nodes) {
        assert.ok(node.start >= around.start && node.end <= around.end && node.select.start >= node.start && node.select.end <= node.end, node.name);
        if (node.kind !== 'criterion') rows.push(`${' '.repeat(depth)}${node.name}`);
        walk(node.children, depth + 1, node);
      }
    };
    walk(outlineFor(files.manifest!), 0, { start: 0, end: files.texts.manifest.length });
    assert.deepEqual(rows, ['Phase 1', ' Slice 1.1', '  A--T01', ' Slice 1.2', '  B--T01', '  C--T01', 'Phase 2', ' Slice 2.1', '  D--T01']);
    assert.deepEqual(outlineFor(files.state!).map(({ name, detail }) => [name, detail]), [['A--T01', 'completed'], ['B--T01', 'in-progress']]);
  });

  it('gives every row a name, also where the file gives none', () => {
    const odd = DocumentIndex.of('{"tasks": [{}, {"task_id": "", "acceptance_criteria": [{"id": "  ", "text": ""}, "x"]}, {"task_id": 5, "phase": ""}]}', 'manifest');
    const names: string[] = [];
    const walk = (nodes: readonly OutlineNode[]) => nodes.forEach((node) => (names.push(node.name), walk(node.children)));
    walk(outlineFor(odd));
    assert.ok(names.length >= 7 && names.every((name) => name.trim() !== ''));
  });
});

describe('lenses and hovers', () => {
  const branches: Record<string, string> = { 'B--T01': 'feat/B--T01' };
  const snapshot = snapshotOf(TASKS, ENTRIES, (id) => branches[id]);
  const view = (id: string) => snapshot.byId.get(id)!;
  const title = (id: string) => lensText('reveal', view(id), snapshot, DEFAULT_SETTINGS).title;

  it('offer what a task’s status allows, and nothing that acts in a workspace that is not trusted', () => {
    assert.deepEqual(['A--T01', 'B--T01', 'C--T01', 'D--T01'].map((id) => taskLenses(view(id), snapshot, true)[0]), ['explain', 'resume', 'explain', 'start']);
    assert.deepEqual(taskLenses(view('D--T01'), snapshot, false), ['explain', 'reveal']);
    assert.deepEqual(['A--T01', 'B--T01', 'C--T01', 'D--T01'].map(title), [
      '2/2 criteria · completed', '1/2 criteria · in progress on feat/B--T01', '0/2 criteria · pending, waits on B--T01', '0/2 criteria · pending',
    ]);
  });

  it('make no icon of what stands in a file', () => {
    const hostile = snapshotOf([task({ task_id: 'X' })], { X: { status: '$(zap) done' } });
    assert.doesNotMatch(lensText('reveal', hostile.byId.get('X')!, hostile, DEFAULT_SETTINGS).title, /\$\(zap/);
  });

  it('say what statuses and risks mean, and where one goes from there', () => {
    assert.match(statusLines('In_Progress').join(' '), /^in-progress .*goes to pending, blocked, completed, abandoned\.$/);
    assert.match(statusLines('done').join(' '), /no status that is known/);
    assert.match(riskLines('HIGH').join(' '), /^High risk /);
    assert.match(riskLines('Critical').join(' '), /read as High/);
  });

  it('say of a criterion whether it is done, and of an unknown task what may be meant', () => {
    const found = meaningOf(find(files.state, 'recorded', 'AC01'), files);
    assert.ok(found?.kind === 'criterion');
    assert.deepEqual(criterionLines(found, snapshot).slice(0, 3), ['A-AC01', 'The first thing holds', 'Done (recorded in docs/backlog/task-state.json).']);
    const commits = [workCommit('feat(A--T01): [AC01] the first thing')];
    const work = repositoryWork({ branches: [taskBranch('A--T01', { commits })] });
    assert.match(criterionLines(found, snapshotOf(TASKS, ENTRIES, undefined, work)).join(' '), /Evidence: evidenced by ccccccc feat\(A--T01\)/);
    assert.match(unknownTaskLines('A--T02', false, snapshot).join(' '), /Did you mean A--T01\?/);
    assert.match(unknownTaskLines('NEW', true, snapshot).join(' '), /once the manifest is saved/);
    assert.equal(dependentsLine('A--T01', snapshot), 'B--T01, C--T01');
    assert.match(branchLeft('B--T01', 'NEW--T01', snapshot, DEFAULT_SETTINGS)?.notice ?? '', /feat\/B--T01 keeps its name.* feat\/NEW--T01/);
    assert.equal(branchLeft('A--T01', 'NEW--T01', snapshot, DEFAULT_SETTINGS), undefined);
  });
});
