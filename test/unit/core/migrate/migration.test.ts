import assert from 'node:assert/strict';
import { migratedState } from '../../../../src/core/migrate/migratedState';
import { proposeMigration } from '../../../../src/core/migrate/migration';
import { proposeRenames } from '../../../../src/core/migrate/renames';
import { task, type RawTask } from '../../../support/builders';
import { stateOf, tasksOf } from './anyMigration';

const STAMP = { manifestHash: 'new', lastUpdated: '2026-01-02T03:04:05Z' };
const NOUNS = 'account balance invoice ledger receipt voucher budget forecast audit tax currency refund payout statement'.split(' ');
const VERBS = 'import export reconcile validate archive'.split(' ');

/** 68 tasks of as many titles in five capabilities. */
const former = Array.from({ length: 68 }, (_, index): RawTask => {
  const capability = `CAP${index % 5}`;
  const what = `${VERBS[index % 5] ?? ''} ${NOUNS[Math.floor(index / 5)] ?? ''} records`;
  return task({
    task_id: `${capability}--T${String(index).padStart(2, '0')}`,
    capability_id: capability,
    title: what,
    acceptance_criteria: [1, 2, 3].map((n) => ({ id: `${capability}-AC0${n}`, text: `Case ${n} of how to ${what} holds` })),
  });
});

/** 50 of them: 45 kept with their criteria turned round, 5 under new ids and in other words, 18 gone. */
const today = former.slice(0, 50).map((raw, index): RawTask => {
  const criteria = raw['acceptance_criteria'] as readonly { id: string; text: string }[];
  const turned = criteria.map(({ id }, place) => ({ id, text: criteria[2 - place]?.text ?? '' }));
  if (index < 45) return { ...raw, acceptance_criteria: turned };
  return { ...raw, task_id: `${raw['capability_id'] as string}--N${index}`, title: `${raw['title'] as string} safely`, acceptance_criteria: criteria };
});

function entryOf({ task_id: id, capability_id: capability }: RawTask, done: readonly string[] = ['AC01']) {
  return [id, { status: 'in-progress', acs_completed: done.map((ac) => `${String(capability)}-${ac}`), notes: `of ${id}`, pr_number: 7 }] as const;
}

describe('a regenerated manifest of which 68 tasks became 50', () => {
  const text = `${JSON.stringify({ manifest_hash: 'old', last_updated: '2025-01-01T00:00:00Z', tasks: Object.fromEntries(former.map((raw) => entryOf(raw))) }, null, 2)}\n`;
  const migration = proposeMigration({ before: tasksOf(former), after: tasksOf(today), state: stateOf(text) });
  const of = (kind: string) => migration.proposals.filter((one) => one.kind === kind);

  it('finds what was renamed, what is gone, and whose criteria got other numbers', () => {
    assert.deepEqual(of('rename').map((one) => one.kind === 'rename' && one.to.id), today.slice(45).map(({ task_id: id }) => id).sort((a, b) => (a < b ? -1 : 1)));
    assert.deepEqual(of('archive').map(({ taskId }) => taskId).sort(), former.slice(50).map(({ task_id: id }) => id).sort());
    assert.equal(of('criteria').length, 45);
    assert.equal(migration.kept, 0);
  });

  it('carries a renumbered criterion to its new number, by its text', () => {
    const after = JSON.parse(migratedState(text, migration, new Set(migration.proposals.map(({ id }) => id)), STAMP).text) as {
      manifest_hash: string;
      tasks: Record<string, { acs_completed: string[]; notes: string; pr_number: number }>;
      archived: Record<string, unknown>;
    };
    assert.equal(after.manifest_hash, 'new');
    assert.equal(Object.keys(after.tasks).length, 50);
    assert.equal(Object.keys(after.archived).length, 18);
    assert.deepEqual(after.tasks['CAP0--T00'], { status: 'in-progress', acs_completed: ['CAP0-AC03'], notes: 'of CAP0--T00', pr_number: 7 });
    assert.deepEqual(after.tasks['CAP0--N45']?.notes, 'of CAP0--T45');
    assert.deepEqual(after.archived['CAP0--T50'], { status: 'in-progress', acs_completed: ['CAP0-AC01'], notes: 'of CAP0--T50', pr_number: 7 });
  });

  it('is written for 10 000 entries that are renamed and archived', () => {
    const many = (prefix: string) => Array.from({ length: 10_000 }, (_, n) => task({ task_id: `${prefix}--T${n}`, capability_id: `C${n % 50}`, title: `Build part ${n} of it` }));
    const old = many('A');
    const state = JSON.stringify({ tasks: Object.fromEntries(old.map(({ task_id: id }) => [id, { status: 'completed', notes: 'x'.repeat(200) }])) }, null, 2);
    const all = proposeMigration({ before: tasksOf(old), after: tasksOf(many('B').slice(0, 5000)), state: stateOf(state) });
    const { text: after } = migratedState(state, all, new Set(all.proposals.map(({ id }) => id)), STAMP);
    assert.equal(Object.keys((JSON.parse(after) as { archived: object }).archived).length, 5000);
  });

  it('leaves what was turned down', () => {
    const after = JSON.parse(migratedState(text, migration, new Set(['archive CAP0--T50', 'criteria CAP0--T00']), STAMP).text) as { tasks: Record<string, { acs_completed: string[] }>; archived: object };
    assert.deepEqual(Object.keys(after.archived), ['CAP0--T50']);
    assert.equal(Object.keys(after.tasks).length, 67);
    assert.deepEqual(after.tasks['CAP1--T01']?.acs_completed, ['CAP1-AC01']);
  });
});

describe('the stamp of a migration', () => {
  const stamped = (text: string) => migratedState(text, { proposals: [] }, new Set(), STAMP).text;

  it('goes where a new state file has it, and leaves all else', () => {
    assert.equal(stamped('{\n  "manifest_hash": "old",\n  "tasks": {}\n}\n'), '{\n  "manifest_hash": "new",\n  "last_updated": "2026-01-02T03:04:05Z",\n  "tasks": {}\n}\n');
    assert.equal(stamped('{"tasks":{}}'), '{"manifest_hash":"new","last_updated":"2026-01-02T03:04:05Z","tasks":{}}');
    assert.equal(stamped('{"manifest_hash":"old"}'), '{"manifest_hash":"new","last_updated":"2026-01-02T03:04:05Z"}');
  });
});

describe('proposals', () => {
  const one = (given: Partial<RawTask> = {}) => task({ task_id: 'A--T01', title: 'Import the bank statements', ...given });
  const state = (entry: object, id = 'A--T01') => stateOf(JSON.stringify({ tasks: { [id]: entry } }));
  const kinds = (before: RawTask[] | undefined, after: RawTask[], entry: object) =>
    proposeMigration({ before: before && tasksOf(before), after: tasksOf(after), state: state(entry) });

  it('take the same id with a wholly different text for another criterion, and say what is lost', () => {
    const after = one({ acceptance_criteria: [{ id: 'A-AC01', text: 'Nothing of the kind' }, { id: 'A-AC02', text: 'The second thing holds' }] });
    const { proposals, notes } = kinds([one()], [after], { status: 'completed', acs_completed: ['A-AC01', 'AC02'] });
    assert.equal(proposals.length, 1);
    const [proposal] = proposals;
    assert.ok(proposal?.kind === 'criteria');
    assert.deepEqual(proposal.change, { lists: { acs_completed: ['AC02'] }, moved: [], lost: [{ given: 'A-AC01', text: 'The first thing holds' }] });
    assert.deepEqual(notes, [{ taskId: 'A--T01', text: 'it stays completed, though criteria it was completed with are gone' }]);
  });

  it('keep a criterion that was reworded, and tell of it', () => {
    const after = one({ acceptance_criteria: [{ id: 'A-AC01', text: 'The first thing holds, always' }, { id: 'A-AC02', text: 'The second thing holds' }] });
    const { proposals, notes, kept } = kinds([one()], [after], { status: 'in-progress', acs_completed: ['A-AC01'] });
    assert.deepEqual([proposals, kept], [[], 1]);
    assert.deepEqual(notes, [{ taskId: 'A--T01', text: '1 recorded criterion is in other words now' }]);
  });

  it('add new criteria to what remains of a task that is worked on, and not of one that is done', () => {
    const after = one({ acceptance_criteria: [...(one()['acceptance_criteria'] as object[]), { id: 'A-AC03', text: 'Something new' }] });
    const open = kinds([one()], [after], { status: 'in-progress', acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] }).proposals[0];
    assert.deepEqual(open?.kind === 'criteria' && open.change.lists, { acs_remaining: ['A-AC02', 'A-AC03'] });
    assert.deepEqual(kinds([one()], [after], { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'], acs_remaining: [] }).proposals, []);
  });

  it('without a former manifest only name the entries whose task is gone', () => {
    const { proposals, diff } = kinds(undefined, [one({ task_id: 'B--T01' })], { status: 'completed' });
    assert.equal(diff, undefined);
    assert.deepEqual(proposals.map(({ id }) => id), ['archive A--T01']);
  });

  it('never rename to a task that has a record of its own, nor a task that is still there', () => {
    const entries = stateOf(JSON.stringify({ tasks: { 'A--T01': { status: 'completed' }, 'A--T09': { status: 'pending' } } }));
    const taken = proposeMigration({ before: tasksOf([one()]), after: tasksOf([one({ task_id: 'A--T09' })]), state: entries });
    assert.deepEqual(taken.proposals.map(({ id }) => id), ['archive A--T01']);
    const stays = proposeMigration({ before: tasksOf([one()]), after: tasksOf([one(), one({ task_id: 'A--T09' })]), state: entries });
    assert.deepEqual(stays.proposals, []);
  });

  it('do not take a common title in another capability for a rename, unless criteria agree', () => {
    const other = (criteria?: object[]) => one({ task_id: 'Z--T01', capability_id: 'Z', ...(criteria ? { acceptance_criteria: criteria } : {}) });
    assert.equal(proposeRenames(tasksOf([one()]), tasksOf([other([{ id: 'Z-AC01', text: 'Quite other' }])])).length, 0);
    assert.equal(proposeRenames(tasksOf([one()]), tasksOf([other()])).length, 1);
  });

  it('link the branch of a renamed task to its new id', () => {
    const { proposals } = proposeMigration({ before: tasksOf([one()]), after: tasksOf([one({ task_id: 'A--T02' })]), state: state({ status: 'in-progress' }), branchOf: (id) => `feat/${id}` });
    assert.deepEqual(proposals.map(({ id }) => id), ['rename A--T01', 'link A--T01']);
  });

  it('are found for 10 000 tasks that are all renamed, and looked for among as many that are all alike', () => {
    const many = (prefix: string, title: (n: number) => string) =>
      tasksOf(Array.from({ length: 10_000 }, (_, n) => task({ task_id: `${prefix}--T${n}`, capability_id: `C${n % 50}`, title: title(n) })));
    const found = proposeRenames(many('A', (n) => `Build part ${n} of the ${NOUNS[n % 14] ?? ''}`), many('B', (n) => `Build part ${n} of the ${NOUNS[n % 14] ?? ''} again`));
    assert.ok(found.length > 9_000, String(found.length));
    proposeRenames(many('A', () => 'Build it'), many('B', () => 'Build it'));
  });
});
