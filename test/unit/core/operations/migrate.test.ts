import assert from 'node:assert/strict';
import { diffManifests } from '../../../../src/core/manifest/diff';
import { migrate } from '../../../../src/core/operations/migrate';
import { rebaseline } from '../../../../src/core/operations/rebaseline';
import { undo } from '../../../../src/core/operations/undo';
import type { Answer, Operation, Preview } from '../../../../src/core/operations/operation';
import { createHash } from 'node:crypto';
import { cleanRepository } from '../../../support/ports';
import { manifest, task } from '../../../support/builders';
import { fakeWorld, type FakeWorld } from '../../../support/world';
import { tasksOf } from '../migrate/anyMigration';

const OLD = [
  task({ task_id: 'A--T01', title: 'Import bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', acceptance_criteria: [{ id: 'A-AC01', text: 'All entries are posted' }, { id: 'A-AC02', text: 'Totals agree' }] }),
  task({ task_id: 'B--T01', title: 'Send reminders' }),
];
const NEW = [
  task({ task_id: 'A--T11', title: 'Import the bank statements' }),
  task({ task_id: 'A--T02', title: 'Close the month', acceptance_criteria: [{ id: 'A-AC01', text: 'Totals agree' }, { id: 'A-AC02', text: 'All entries are posted' }] }),
];
const STATE = {
  manifest_hash: 'aaaaaaaaaa',
  tasks: {
    'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'], mine: 1 },
    'A--T02': { status: 'completed', acs_completed: ['A-AC01'] },
    'B--T01': { status: 'completed', acs_completed: [] },
  },
};

/** A project whose manifest was made anew; `known`: git's history has the one before. */
function world(known = true): FakeWorld {
  const made = fakeWorld({ manifest: NEW, state: STATE });
  if (known) {
    made.here.project = { baseline: { kind: 'stale', recorded: 'aaaaaaaaaa', from: { commit: 'c'.repeat(40), at: '2025-01-01T00:00:00Z' }, diff: diffManifests(tasksOf(OLD), tasksOf(NEW)) } };
  }
  return made;
}

async function done(operation: Operation, on: FakeWorld, input: object = {}): Promise<Answer> {
  const answer = await operation.run(on, input);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

async function previewed(operation: Operation, on: FakeWorld, input: object = {}): Promise<Preview> {
  const preview = await operation.preview?.(on, input);
  assert.ok(preview?.ok, JSON.stringify(preview));
  return preview.value;
}

async function refused(operation: Operation, on: FakeWorld, input: object = {}): Promise<string> {
  const before = on.here.stateText;
  const answer = await operation.run(on, input);
  assert.ok(!answer.ok);
  assert.equal(on.here.stateText, before);
  return `${answer.error.code}: ${answer.error.message}. ${answer.error.remedy}`;
}

function state(on: FakeWorld): { manifest_hash: string; tasks: Record<string, unknown>; archived?: Record<string, unknown> } {
  return JSON.parse(on.here.stateText ?? '') as ReturnType<typeof state>;
}

const todayHash = `sha256:${createHash('sha256').update(JSON.stringify(NEW, null, 2)).digest('hex')}`;

describe('migrate', () => {
  it('tells every step before, and changes nothing', async () => {
    const on = world();
    const before = on.here.stateText;
    const { title, lines } = await previewed(migrate, on);
    assert.equal(title, 'Migrate the task state: 1 renamed, 1 with criteria carried over, 1 archived');
    assert.match(lines.join('\n'), /Rename A--T01 to A--T11: \d+ % alike: "Import bank statements" is "Import the bank statements" now/);
    assert.match(lines.join('\n'), /Carry the criteria of A--T02 over: A-AC01 is A-AC02 now/);
    assert.match(lines.join('\n'), /Archive B--T01: "Send reminders" is in the manifest no more; it is completed\. The entry is kept to the byte/);
    assert.equal(on.here.stateText, before);
  });

  it('does all of it in one change, which undo takes back to the byte', async () => {
    const on = world();
    const before = on.here.stateText;
    const answer = await done(migrate, on);
    assert.match(answer.text, /^Migrated: 1 renamed, 1 with criteria carried over, 1 archived\.\n/);
    const { manifest_hash: hash, tasks, archived } = state(on);
    assert.equal(hash, todayHash);
    assert.deepEqual(tasks, { 'A--T11': STATE.tasks['A--T01'], 'A--T02': { status: 'completed', acs_completed: ['A-AC02'] } });
    assert.deepEqual(archived, { 'B--T01': STATE.tasks['B--T01'] });
    assert.equal(on.here.journal.length, 1);
    assert.match((await previewed(undo, on)).lines.join('\n'), /The whole state file is put back/);
    await done(undo, on);
    assert.equal(on.here.stateText, before);
  });

  it('takes only what is accepted, and leaves what is rejected', async () => {
    const only = world();
    await done(migrate, only, { accept: ['archive B--T01'] });
    assert.deepEqual(Object.keys(state(only).tasks), ['A--T01', 'A--T02']);
    const but = world();
    await done(migrate, but, { reject: ['A--T01'] });
    assert.deepEqual(Object.keys(state(but).tasks), ['A--T01', 'A--T02']);
    assert.deepEqual(Object.keys(state(but).archived ?? {}), ['B--T01']);
    assert.match(await refused(migrate, world(), { accept: ['B--T02'] }), /^UNKNOWN-STEP::B--T02: .*Did you mean/);
  });

  it('links the branch of a renamed task, unless the renaming is turned down', async () => {
    const on = world();
    const branch = { taskId: 'a--t01', name: 'feat/A--T01', isLinked: false, tip: 'a', tipAt: '2025-01-01T00:00:00Z', isHere: false, isReachable: false, commits: [] };
    on.here.work = { key: '1', branches: [branch], landed: [] };
    assert.match((await done(migrate, on)).text, /1 branch linked/);
    assert.deepEqual(on.here.gitDone, ['link feat/A--T01 A--T11']);
    const declined = world();
    declined.here.work = on.here.work;
    await done(migrate, declined, { reject: ['rename A--T01'] });
    assert.deepEqual(declined.here.gitDone, []);
  });

  it('finds the former manifest by the entries, where the state names none', async () => {
    const on = world(false);
    on.here.versions = [
      { commit: 'd'.repeat(40), at: '2025-03-01T00:00:00Z', text: JSON.stringify(manifest(NEW)) },
      { commit: 'e'.repeat(40), at: '2025-02-01T00:00:00Z', text: JSON.stringify(manifest(OLD)) },
      { commit: 'f'.repeat(40), at: '2025-01-01T00:00:00Z', text: '{ broken' },
    ];
    const { title, lines } = await previewed(migrate, on);
    assert.equal(title, 'Migrate the task state: 1 renamed, 1 with criteria carried over, 1 archived');
    assert.match(lines[0] ?? '', /manifest_hash leads to no manifest in git's history\. That of commit eeeeeeee fits its entries best/);
  });

  it('without any former manifest only archives, and says why', async () => {
    const { title, lines } = await previewed(migrate, world(false));
    assert.equal(title, 'Migrate the task state: 2 archived');
    assert.match(lines[0] ?? '', /not in git's history/);
  });

  it('warns on a branch that is not the base', async () => {
    const on = world();
    on.here.facts = cleanRepository({ head: { kind: 'branch', name: 'feat/A--T01', commit: 'a'.repeat(40) } });
    assert.match((await done(migrate, on)).text, /feat\/A--T01 is checked out\. Migrate on main/);
  });

  it('writes nothing when the plan is not the one that was looked at, or somebody records at that moment', async () => {
    assert.match(await refused(migrate, world(), { plan: 'other' }), /^STATE-CHANGED/);
    const on = world();
    const answer = migrate.run(on, {});
    on.here.meanwhile = () => (on.here.stateText = on.here.stateText?.replace('["A-AC01"],', '["A-AC01","A-AC02"],'));
    const result = await answer;
    // Another criterion of a task that only gets another name changes no step.
    assert.ok(result.ok);
    assert.match(on.here.stateText ?? '', /A-AC02/);
    const other = world();
    other.here.meanwhile = () => (other.here.stateText = other.here.stateText?.replace('"B--T01"', '"B--T09"'));
    const overtaken = await migrate.run(other, {});
    assert.ok(!overtaken.ok && overtaken.error.code === 'STATE-CHANGED');
  });

  it('does nothing twice', async () => {
    const on = world();
    await done(migrate, on);
    on.here.project = { baseline: { kind: 'current', by: 'tasks' } };
    const again = await done(migrate, on);
    assert.equal(again.outcome, 'nothing');
    assert.match(again.text, /^There is nothing to migrate\./);
    on.here.facts = cleanRepository({ head: { kind: 'branch', name: 'spike', commit: 'c'.repeat(40) } });
    assert.deepEqual(await previewed(migrate, on), { title: 'Nothing to migrate', lines: [] });
  });

  it('refuses where tasks can\'t be read, where there are none, and without a state', async () => {
    const unread = world();
    unread.here.manifestText = JSON.stringify({ ...manifest(NEW), tasks: [...NEW, { task_id: 7 }] });
    assert.match(await refused(migrate, unread), /^BLOCKED::MANIFEST-INVALID: 1 task of .* can't be read/);
    assert.match(await refused(migrate, fakeWorld({ manifest: [], state: STATE })), /^BLOCKED::MANIFEST-NOT-OK/);
    assert.match(await refused(migrate, fakeWorld({ manifest: NEW })), /^STATE-MISSING/);
    assert.match(await refused(migrate, fakeWorld({ manifest: NEW, state: '{ broken' })), /^BLOCKED::STATE-INVALID/);
  });
});

describe('rebaseline', () => {
  it('records the manifest\'s own hash, else that of its tasks, and changes nothing else', async () => {
    const on = world();
    const { lines } = await previewed(rebaseline, on);
    assert.match(lines.join('\n'), /manifest_hash of .*: aaaaaaaaaa -> sha256:/);
    assert.match(lines.join('\n'), /1 task was added, 2 removed and 1 changed/);
    await done(rebaseline, on);
    assert.deepEqual(state(on).tasks, STATE.tasks);
    assert.equal(state(on).manifest_hash, todayHash);
    const own = fakeWorld({ manifest: manifest(NEW, { manifest_hash: 'sha256:1234567' }), state: STATE });
    await done(rebaseline, own);
    assert.equal(state(own).manifest_hash, 'sha256:1234567');
  });

  it('says so where the state names today\'s manifest already, and is undone to the byte', async () => {
    const on = world();
    const before = on.here.stateText;
    await done(rebaseline, on);
    assert.equal((await done(rebaseline, on)).outcome, 'nothing');
    await done(undo, on);
    assert.equal(on.here.stateText, before);
  });

  it('warns on another branch than the base, as a migration does', async () => {
    const on = world();
    on.here.facts = cleanRepository({ branches: ['main', 'spike'], head: { kind: 'branch', name: 'spike', commit: 'c'.repeat(40) } });
    assert.match((await previewed(rebaseline, on)).lines.join('\n'), /spike is checked out\. Re-baseline on main, or other branches will not know of it/);
    assert.doesNotMatch((await previewed(rebaseline, world())).lines.join('\n'), /checked out/);
  });

  it('tells of entries whose task is gone', async () => {
    assert.match((await done(rebaseline, world())).text, /2 entries are of tasks that the manifest does not have \(A--T01, B--T01\): vtm migrate renames or archives them/);
  });
});
