import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskDetails } from '../../../../src/core/projections/treeDetails';
import { EMPTY_FILTER, filterText, readFilter } from '../../../../src/core/projections/treeFilter';
import { backlogStateOf, treeMessage } from '../../../../src/core/projections/treeHealth';
import { lineOfSection, placeOfTask } from '../../../../src/core/projections/treePlace';
import { manyLines, noticeText, oneLine } from '../../../../src/core/projections/treeText';
import type { Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task } from '../../../support/builders';

const settings = { ranking: 'risk' } as const;

function viewOf(snapshot: Snapshot, id: string) {
  const view = snapshot.byId.get(id);
  assert.ok(view);
  return view;
}

/** Of what goes wrong; fast-check's own strings of all of Unicode take seconds to set up. */
const anyText = fc
  .array(fc.constantFrom('a', ' ', '\n', '\t', '\0', '\u001b', '\u007f', '\u0085', '\u2028', '\u202e', '\ufeff', '\ud83d', '\ude00', '😀', 'é'))
  .map((units) => units.join(''));

describe('text of the task tree', () => {
  it('is short, whole and visible, whatever it was made of', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 15 }), (text, max) => {
        const line = oneLine(text, max);
        assert.ok(line.length <= max);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029]|\p{Surrogate}/u);
      }),
    );
  });

  it('keeps the lines of a tooltip, and cuts it', () => {
    assert.equal(manyLines('one\r\ntwo\u202e\n'), 'one\ntwo\\u202e');
    assert.equal(manyLines('x'.repeat(5000), 100).length, 100);
  });

  it('makes no link of a text in a notification', () => {
    const text = noticeText('[run](command:orchestrator.refresh)\u202e [a](https://example.invalid)');
    assert.ok(!text.includes('](') && text.includes('\\u202e') && text.replaceAll('\u200b', '').startsWith('[run](command:orchestrator.refresh)'));
  });
});

describe('a remembered filter', () => {
  it('is read for what is understood of it', () => {
    assert.deepEqual(readFilter(undefined), EMPTY_FILTER);
    assert.deepEqual(readFilter({ text: 7, stages: 'all', risks: ['Low', 'Huge'] }), { text: '', stages: [], risks: ['Low'] });
  });

  it('is told in a few words', () => {
    const text = filterText({ text: ' hash ', stages: ['ready', 'blocked'], risks: ['High'] });
    assert.equal(text, '“hash” · High risk · pending, ready to start or blocked');
  });
});

describe('the state of the tree as a whole', () => {
  const one = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })];

  it('tells loading, none, ready and finished apart', () => {
    assert.equal(backlogStateOf(undefined, false), 'loading');
    assert.equal(backlogStateOf(undefined, true), 'none');
    assert.equal(backlogStateOf(snapshotOf(one), true), 'ready');
    const finished = snapshotOf(one, { 'A--T01': { status: 'completed' }, 'B--T01': { status: 'abandoned' } });
    assert.equal(backlogStateOf(finished, true), 'finished');
    assert.equal(treeMessage(finished, EMPTY_FILTER, settings), 'All 2 tasks are finished, 1 of them abandoned.');
    assert.equal(backlogStateOf(snapshotOf([]), true), 'ready');
  });

  it('says that a filter hides tasks, and how many', () => {
    const message = treeMessage(snapshotOf(one), { ...EMPTY_FILTER, text: 'b--t01' }, settings);
    assert.equal(message, 'Filter: “b--t01” · 1 of 2 tasks');
    const none = treeMessage(snapshotOf(one), { ...EMPTY_FILTER, text: 'zzz' }, settings);
    assert.equal(none, 'Filter: “zzz” · no match among 2 tasks');
    assert.equal(treeMessage(snapshotOf(one), EMPTY_FILTER, settings), undefined);
  });
});

describe('the details of a task', () => {
  it('tell status, source, dependencies, documents and why it is not next', () => {
    const snapshot = snapshotOf(
      [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01', 'GONE--T01'], related_adrs: ['ADR-0001'] })],
      { 'A--T01': { status: 'in-progress' } },
    );
    const details = taskDetails(viewOf(snapshot, 'B--T01'), snapshot, settings, new Date());
    assert.equal(details.status, 'pending, waiting on 2 tasks');
    assert.match(details.statusSource, /^no entry in .*task-state\.json$/);
    assert.deepEqual(details.dependencies, [
      { id: 'A--T01', status: 'in-progress', isMet: false },
      { id: 'GONE--T01', status: 'no task of this manifest', isMet: false },
    ]);
    assert.deepEqual(details.documents.map((list) => list.heading), ['Specs', 'ADRs', 'Tests']);
    assert.match(details.explanation.summary, /B--T01 is not next/);
  });

  it('stay short for a task with a hundred thousand dependencies', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `D-${index}`);
    const snapshot = snapshotOf([task({ task_id: 'A--T01', description: 'x'.repeat(1_000_000) })]);
    const view = viewOf(snapshot, 'A--T01');
    const wide = { ...view, task: { ...view.task, dependsOn: ids }, unmet: ids };
    const details = taskDetails(wide, snapshot, settings, new Date());
    assert.equal(details.dependencies.length + details.moreDependencies, 100_000);
    assert.ok(JSON.stringify(details).length < 20_000);
  });
});

describe('the place of a task in the manifest', () => {
  const text = JSON.stringify(manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })]), null, 2);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;

  it('is the line of its id, or of its criterion', () => {
    const place = placeOfTask(text, { id: 'B--T01', sourceIndex: 1 });
    assert.equal(place.line, lineOf(text.indexOf('"B--T01"')));
    const criterion = placeOfTask(text, { id: 'B--T01', sourceIndex: 1 }, 1);
    assert.ok(text.slice(criterion.offset, criterion.offset + criterion.length).includes('B-AC02'));
  });

  it('is found though tasks moved, or the text is broken since', () => {
    const moved = placeOfTask(text, { id: 'A--T01', sourceIndex: 1 });
    assert.equal(moved.line, lineOf(text.indexOf('"A--T01"')));
    const broken = placeOfTask(text.slice(0, -3), { id: 'B--T01', sourceIndex: 0 });
    assert.equal(broken.line, lineOf(text.indexOf('"B--T01"')));
    assert.equal(placeOfTask('', { id: 'B--T01', sourceIndex: 0 }).line, 1);
  });
});

describe('the heading a #section means', () => {
  const text = ['# Guide', '```', '# Set up', '```', '## Set up', '## API & errors', '## Set up', '### Ende {#the-end}', '<a id="tail"></a>'].join('\n');
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['set-up', 4],
    ['set-up-1', 6],
    ['Set up', 4],
    ['api--errors', 5],
    ['the-end', 7],
    ['tail', 8],
    ['%E0%A4%A', undefined],
    ['nowhere', undefined],
    ['', undefined],
  ];
  for (const [section, line] of cases) {
    it(`finds ${JSON.stringify(section)} ${line === undefined ? 'nowhere' : `in line ${line + 1}`}`, () => {
      assert.equal(lineOfSection(text, section), line);
    });
  }
});
