import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildHistory, historyBuilder } from '../../../../src/core/history/buildHistory';
import type { LineHistory } from '../../../../src/core/history/lineHistory';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { RepositoryWork } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';
import { BEGIN } from './anyHistory';

const HOUR = 3_600_000;
const IDS: readonly string[] = ['A--T01', 'B--T01', 'C--T01', 'D--T01'];

const time = (hours: number) => new Date(BEGIN + hours * HOUR).toISOString();

const id = fc.constantFrom(...IDS);
const status = fc.constantFrom('pending', 'in-progress', 'blocked', 'completed', 'abandoned');
const entries = fc.array(fc.tuple(id, status), { maxLength: 3 });
const hours = fc.integer({ min: 0, max: 40 });
const subject = fc.tuple(fc.constantFrom('feat({}): Build it (#1)', 'Merge branch \'feat/{}\'', 'Revert "feat({}): Build it (#1)"', 'docs: say more'), id).map(([text, named]) => text.replace('{}', named));

const entriesOf = (given: readonly (readonly [string, string])[]) => Object.fromEntries(given.map(([taskId, told]) => [taskId, { status: told }]));

/** A line of commits, some of whose clocks are wrong: later than what comes after, or than now. */
const anyPast: fc.Arbitrary<LineHistory> = fc.array(fc.record({ hours, subject, brought: fc.array(fc.record({ hours, subject }), { maxLength: 2 }), states: entries, shown: fc.array(fc.tuple(id, fc.boolean()), { maxLength: 3 }) }), { maxLength: 6 }).map((commits) => ({
  key: 'past',
  line: commits.map((commit, at) => ({ hash: `h${at}`, at: time(commit.hours), subject: commit.subject, brought: commit.brought.map((one, place) => ({ hash: `b${at}-${place}`, at: time(one.hours), subject: one.subject })) })),
  states: commits.map(({ states }, at) => ({ at, changes: states.map(([taskId, told]) => ({ id: taskId, status: told as 'pending' })) })),
  manifests: commits.map(({ shown }, at) => ({ at, changes: (at === 0 ? IDS.map((taskId) => [taskId, taskId !== 'D--T01'] as const) : shown).map(([taskId, isThere]) => ({ id: taskId, ...(isThere ? { place: { phase: 'Phase 1', slice: 'Slice 1.1', risk: 'Low' as const } } : {}) })) })),
  isWhole: true,
}));

const anyWork: fc.Arbitrary<RepositoryWork> = fc.record({ branches: fc.uniqueArray(fc.record({ id, hours, tip: hours, status }), { selector: (one) => one.id, maxLength: 2 }), landed: fc.array(fc.record({ id, hours }), { maxLength: 2 }), ahead: fc.option(entries) }).map(({ branches, landed, ahead }) =>
  repositoryWork({
    base: baseWork(ahead ? { ahead: entriesOf(ahead) } : {}),
    branches: branches.map((one) => taskBranch(one.id, { tipAt: time(one.tip), commits: [workCommit('more', time(one.tip)), workCommit(`chore(${one.id}): initialize task state`, time(one.hours))], entry: { status: one.status } })),
    landed: landed.map((one) => workCommit(`feat(${one.id}): Build it (#2)`, time(one.hours))),
  }),
);

/** What happens between two readings: each may leave all as it was. */
const step = fc.record({ passed: fc.constantFrom(-1, 0, 0.5, 1, 3, 24), past: fc.nat(9), work: fc.nat(3), entries, tasks: fc.oneof<fc.MaybeWeightedArbitrary<readonly string[]>[]>({ weight: 4, arbitrary: fc.constant(IDS) }, { weight: 1, arbitrary: fc.subarray([...IDS], { minLength: 2 }) }), phase: fc.constantFrom('Phase 1', 'Phase 1', 'Phase 2') });

describe('a history that is built from the last one', () => {
  it('is the one that would be built anew, whatever has happened in between', () => {
    let reused = 0;
    fc.assert(
      fc.property(fc.array(anyPast, { minLength: 1, maxLength: 2 }), fc.array(anyWork, { minLength: 1, maxLength: 4 }), hours, fc.array(step, { minLength: 2, maxLength: 8 }), (pasts, works, from, steps) => {
        const build = historyBuilder();
        let now = from;
        let before: ReturnType<typeof build> | undefined;
        for (const one of steps) {
          now += one.passed;
          const input = {
            snapshot: snapshotOf(one.tasks.map((taskId) => task({ task_id: taskId, phase: one.phase })), entriesOf(one.entries), undefined, works[one.work] ?? works[0]),
            past: pasts[one.past] ?? pasts[0] ?? NO_PAST,
            now: new Date(BEGIN + now * HOUR),
            settings: DEFAULT_SETTINGS,
          };
          const told = build(input);
          assert.deepEqual(told, buildHistory(input));
          if (before && told.tasks.some((history) => before?.tasks.includes(history))) reused++;
          before = told;
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(reused > 30, `something was taken over ${reused} times`);
  });

  it('is told anew where a merge, a branch or a record is another', () => {
    const commitsAt = (at: number) => repositoryWork({ branches: [taskBranch('A--T01', { tipAt: time(at), commits: [workCommit('feat(A--T01): more', time(at))] })] });
    const works = [
      repositoryWork(),
      ...[1, 2].map((at) => repositoryWork({ landed: [workCommit('feat(A--T01): Build it (#2)', time(at))] })),
      ...[1, 2].map(commitsAt),
      repositoryWork({ base: baseWork({ ahead: entriesOf([['A--T01', 'blocked']]) }) }),
    ];
    const inputs = works.flatMap((work) =>
      [{}, { 'A--T01': { status: 'blocked' } }, { 'A--T01': { status: 'completed' } }].map((states) => ({ snapshot: snapshotOf(IDS.map((taskId) => task({ task_id: taskId })), states, undefined, work), past: KNOWN, now: new Date(BEGIN + 9 * HOUR), settings: DEFAULT_SETTINGS })),
    );
    for (const one of inputs) {
      for (const other of inputs) {
        const build = historyBuilder();
        build(one);
        assert.deepEqual(build(other), buildHistory(other));
      }
    }
  });

  it('tells nothing anew of tasks that stay as they are', () => {
    const build = historyBuilder();
    const work = repositoryWork();
    const tasks = IDS.map((taskId) => task({ task_id: taskId }));
    const read = (states: Record<string, object>, at: number) => {
      const snapshot = snapshotOf(tasks, { 'A--T01': { status: 'in-progress' }, ...states }, undefined, work);
      return build({ snapshot, past: KNOWN, now: new Date(BEGIN + at * HOUR), settings: DEFAULT_SETTINGS }).tasks;
    };
    const first = read({}, 5);
    const second = read({ 'B--T01': { status: 'in-progress' } }, 6);
    assert.deepEqual(second.map((history, index) => history === first[index]), [true, false, true, true]);
    assert.equal(second[1]?.events.at(-1)?.at, BEGIN + 6 * HOUR);
    assert.equal(read({ 'B--T01': { status: 'in-progress' } }, 7)[1]?.events.at(-1)?.at, BEGIN + 7 * HOUR, 'what no commit has yet counts from now');
  });
});

const NO_PAST: LineHistory = { key: 'none', line: [], states: [], manifests: [], isWhole: true };
/** All tasks are there, and one of them was begun. */
const KNOWN: LineHistory = {
  ...NO_PAST,
  line: ['docs: plan', 'docs: more'].map((text, at) => ({ hash: `h${at}`, at: time(at * 3), subject: text, brought: [] })),
  manifests: [{ at: 0, changes: IDS.map((taskId) => ({ id: taskId, place: { phase: 'Phase 1', slice: 'Slice 1.1', risk: 'Medium' as const } })) }],
  states: [{ at: 1, changes: [{ id: 'A--T01', status: 'in-progress' }] }],
};
