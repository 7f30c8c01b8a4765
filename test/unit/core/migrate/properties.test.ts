import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { criterionFinder } from '../../../../src/core/manifest/criteria';
import { membersOf, skipSpace } from '../../../../src/core/json/members';
import { migratedState } from '../../../../src/core/migrate/migratedState';
import { proposeMigration, type Migration, type Proposal } from '../../../../src/core/migrate/migration';
import { likeness, normalised, wordsOf } from '../../../../src/core/migrate/words';
import { LEAST_LIKENESS } from '../../../../src/core/migrate/criteriaMatch';
import { anyStateText, anyTasks, stateOf, tasksOf } from './anyMigration';

const STAMP = { manifestHash: 'sha256:new', lastUpdated: '2026-01-02T03:04:05Z' };

/** The members of an object inside a state text, by id, to the byte. */
function bytesOf(text: string, key: string): readonly (readonly [string, string])[] {
  const member = membersOf(text, skipSpace(text, 0)).members.find((one) => one.key === key);
  return member ? membersOf(text, member.start).members.map((one) => [one.key, text.slice(one.start, one.end)] as const) : [];
}

const cases = fc.record({ before: fc.option(anyTasks, { nil: undefined }), after: anyTasks, text: anyStateText, share: fc.double({ min: 0, max: 1, noNaN: true }) });

/** The case with its proposals, of which a share is accepted. */
function migrated({ before, after, text, share }: { before: Parameters<typeof tasksOf>[0] | undefined; after: Parameters<typeof tasksOf>[0]; text: string; share: number }) {
  const migration = proposeMigration({ before: before && tasksOf(before), after: tasksOf(after), state: stateOf(text) });
  const accepted = new Set(migration.proposals.filter((_, index) => index < share * migration.proposals.length).map(({ id }) => id));
  return { migration, accepted, result: migratedState(text, migration, accepted, STAMP) };
}

function taken(migration: Migration, accepted: ReadonlySet<string>, kind: Proposal['kind']): ReadonlySet<string> {
  return new Set(migration.proposals.filter((one) => one.kind === kind && accepted.has(one.id)).map(({ taskId }) => taskId));
}

describe('a migration of the state, whatever the manifests and the file', () => {
  it('loses no entry: each is there under its id, under its new one, or in the archive, to the byte', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { migration, accepted, result } = migrated(one);
        const tasks = new Map(bytesOf(result.text, 'tasks'));
        const archive = bytesOf(result.text, 'archived');
        const archived = taken(migration, accepted, 'archive');
        const rewritten = taken(migration, accepted, 'criteria');
        const names = new Map(migration.proposals.flatMap((p) => (p.kind === 'rename' && accepted.has(p.id) ? [[p.taskId, p.to.id] as const] : [])));
        for (const [id, bytes] of bytesOf(one.text, 'tasks')) {
          if (archived.has(id)) {
            assert.ok(!tasks.has(id), `${id} is archived, and not there any more`);
            assert.ok(archive.some(([name, kept]) => name.startsWith(id) && kept === bytes), `${id} is in the archive`);
            continue;
          }
          const now = tasks.get(names.get(id) ?? id);
          if (!rewritten.has(id)) assert.equal(now, bytes, id);
          else {
            const { acs_completed: _a, acs_remaining: _b, ...rest } = JSON.parse(bytes) as Record<string, unknown>;
            const { acs_completed: _c, acs_remaining: _d, ...restNow } = JSON.parse(now ?? '') as Record<string, unknown>;
            assert.deepEqual(restNow, rest);
          }
        }
        assert.equal(tasks.size + archived.size, bytesOf(one.text, 'tasks').length);
        for (const kept of bytesOf(one.text, 'archived')) assert.ok(archive.some(([id, bytes]) => id === kept[0] && bytes === kept[1]));
      }),
      { numRuns: 600 },
    );
  });

  it('carries a recorded criterion only to one of the same or like words, or tells that it is lost and keeps the entry', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { migration, accepted, result } = migrated({ ...one, share: 1 });
        const before = new Map(tasksOf(one.before ?? []).map((task) => [task.id, task]));
        const archive = bytesOf(result.text, 'archived');
        for (const proposal of migration.proposals) {
          if (proposal.kind !== 'criteria') continue;
          const { task, change, entry, taskId } = proposal;
          const was = before.get(taskId);
          assert.ok(was);
          const find = criterionFinder(was);
          const lists = change.lists['acs_completed'] ?? entry.acsCompleted;
          const findNow = criterionFinder(task);
          const texts = lists.map((id) => findNow(id)?.text);
          for (const given of entry.acsCompleted) {
            const old = find(given);
            if (!old || change.lost.some((lost) => lost.given === given)) continue;
            const isThere = texts.some((text) => text !== undefined && (normalised(text) === normalised(old.text) || likeness(wordsOf(text), wordsOf(old.text)) >= LEAST_LIKENESS));
            assert.ok(isThere, `${given} (${old.text}) is among ${texts.join(' | ')}`);
          }
          const bytes = bytesOf(one.text, 'tasks').find(([id]) => id === taskId)?.[1];
          if (change.lost.length > 0) assert.ok(archive.some(([, kept]) => kept === bytes), `the entry of ${taskId} is kept as it was`);
        }
        assert.ok(accepted.size === migration.proposals.length);
      }),
      { numRuns: 600 },
    );
  });

  it('proposes nothing where the manifest stayed, but for entries that were orphans before', () => {
    fc.assert(
      fc.property(anyTasks, anyStateText, (raw, text) => {
        const tasks = tasksOf(raw);
        const { proposals } = proposeMigration({ before: tasks, after: tasks, state: stateOf(text) });
        const ids = new Set(tasks.map(({ id }) => id));
        assert.deepEqual(proposals.filter(({ kind, taskId }) => kind !== 'archive' || ids.has(taskId)), []);
      }),
    );
  });

  it('is taken back to the byte by its edits', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { edits, text } = migrated(one).result;
        let moved = 0;
        const back = edits.map(({ start, end, text: put }) => {
          const at = start + moved;
          moved += put.length - (end - start);
          return [at, put.length, one.text.slice(start, end)] as const;
        });
        assert.equal(back.reduceRight((whole, [at, length, old]) => whole.slice(0, at) + old + whole.slice(at + length), text), one.text);
      }),
    );
  });

  it('does not depend on the order of tasks and entries', () => {
    fc.assert(
      fc.property(cases, ({ before, after, text }) => {
        const state = stateOf(text);
        const turned = { ...state, entries: new Map([...state.entries].reverse()) };
        const one = proposeMigration({ before: before && tasksOf(before), after: tasksOf(after), state });
        const other = proposeMigration({ before: before && tasksOf([...before].reverse()), after: tasksOf([...after].reverse()), state: turned });
        const said = ({ proposals, notes, kept }: Migration) => [proposals.map((p) => [p.id, p.kind === 'rename' ? [p.to.id, p.score] : p.kind === 'criteria' ? p.change.lists : '']), notes, kept];
        assert.deepEqual(said(one), said(other));
      }),
    );
  });

  it('leaves a valid state behind, on which it proposes the accepted things no more', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { result, migration, accepted } = migrated({ ...one, share: 1 });
        const state = stateOf(result.text);
        assert.equal(state.manifestHash, STAMP.manifestHash);
        const again = proposeMigration({ before: tasksOf(one.after), after: tasksOf(one.after), state });
        const orphans = again.proposals.filter(({ kind }) => kind === 'archive').map(({ taskId }) => taskId);
        assert.deepEqual(orphans, []);
        assert.ok(accepted.size === migration.proposals.length);
      }),
    );
  });
});
