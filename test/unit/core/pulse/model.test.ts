import assert from 'node:assert/strict';
import { pulseModel, type PulseInput } from '../../../../src/core/projections/pulse';
import type { PulseBoard } from '../../../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task } from '../../../support/builders';
import { SPEC_NOW, specExample } from './specExample';

function model(snapshot: Snapshot | undefined, more: Partial<PulseInput> = {}) {
  return pulseModel({
    snapshot,
    gitFacts: { kind: 'unread', reason: '' },
    settings: DEFAULT_SETTINGS,
    now: SPEC_NOW,
    isLoaded: true,
    isTrusted: true,
    isOneOfSeveral: false,
    ...more,
  });
}

function board(snapshot: Snapshot, more: Partial<PulseInput> = {}): PulseBoard {
  const made = model(snapshot, more);
  assert.ok('phases' in made, made.kind);
  return made;
}

describe('the pulse panel’s model', () => {
  it('tells loading, none, broken, empty, finished and ready apart', () => {
    const one = [task({ task_id: 'A' })];
    assert.equal(model(undefined, { isLoaded: false }).kind, 'loading');
    assert.equal(model(undefined).kind, 'none');
    assert.equal(model({ ...specExample(), manifestHealth: 'missing' }).kind, 'none');
    assert.equal(model({ ...specExample(), manifestHealth: 'broken' }).kind, 'broken');
    assert.equal(model({ ...specExample(), stateHealth: 'broken' }).kind, 'broken');
    assert.equal(model(snapshotOf(manifest([], { status: 'BLOCKED', gaps: [{ code: 'GAP-1', text: 'No roadmap' }] }))).kind, 'empty');
    assert.equal(model(snapshotOf(one, { A: { status: 'abandoned' } })).kind, 'finished');
    assert.equal(model(snapshotOf(one, { A: { status: 'partial' } })).kind, 'ready');
    assert.equal(model({ ...specExample(), stateHealth: 'missing' }).kind, 'ready');
  });

  it('keeps the last good figures of a file that broke, and says since when', () => {
    const stale = board({ ...specExample(), stateHealth: 'stale' }, { staleSince: new Date('2025-09-28T10:27:00Z') });
    assert.deepEqual(stale.stale, { files: ['docs/backlog/task-state.json'], since: '3m ago' });
    assert.equal(stale.counts['in-progress'], 1);
  });

  it('says calm below the limit, busy at it, overloaded above', () => {
    const tasks = ['A', 'B', 'C', 'D'].map((id) => task({ task_id: id }));
    const level = (count: number) =>
      board(snapshotOf(tasks, Object.fromEntries(tasks.slice(0, count).map(({ task_id: id }) => [id, { status: 'in-progress' }])))).wip.level;
    assert.deepEqual([0, 2, 3, 4].map(level), ['calm', 'calm', 'busy', 'overloaded']);
  });

  it('lists what goes on with its criteria, and what comes next with its reasons', () => {
    const { inProgress, eligible, eligibleCount, waitingCount, wip } = board(specExample());
    assert.deepEqual(wip, { count: 1, limit: 3, level: 'calm' });
    assert.equal(inProgress.at(0)?.started, 'started 25m ago');
    assert.deepEqual(inProgress.at(0)?.criteria.map(({ isDone }) => isDone), [true, true, true, false, false]);
    assert.deepEqual(eligible.map(({ id }) => id), ['ATOMIC_FILE_WRITER--T01', 'CONTENT_HASH_IMPLEMENTATION--T01']);
    assert.ok(eligible.at(0)?.why.some((reason) => reason.includes('ranks first')), eligible.at(0)?.why.join());
    assert.equal(eligibleCount, 2);
    assert.equal(waitingCount, 60);
  });

  it('says what each blocked task misses, also tasks that are not there', () => {
    const snapshot = snapshotOf([task({ task_id: 'A' }), task({ task_id: 'B', depends_on_tasks: ['A', 'GONE'] })], {
      B: { status: 'blocked', blocked_reason: 'No sandbox' },
    });
    const blocked = board(snapshot).blocked.at(0);
    assert.equal(blocked?.reason, 'No sandbox');
    assert.deepEqual(blocked.missing, [
      { id: 'A', status: 'pending', isKnown: true },
      { id: 'GONE', status: 'not in the manifest', isKnown: false },
    ]);
  });

  it('sums progress by phase and slice, with risks that occur only', () => {
    const { phases } = board(specExample());
    const [first, second] = [phases.at(0), phases.at(1)];
    assert.equal(first?.label, 'Phase 1');
    assert.equal(first.isCurrent, true);
    assert.deepEqual(first.slices.map(({ label, total }) => [label, total]), [['Slice 1.1', 4], ['Slice 1.2', 39]]);
    assert.deepEqual(first.slices.at(0)?.risks, [{ risk: 'High', completed: 1, total: 4 }]);
    assert.equal(second?.completed, 2);
  });

  it('stays small for a large backlog', () => {
    const tasks = Array.from({ length: 400 }, (_, index) =>
      task({ task_id: `T${index}`, title: 'x'.repeat(10_000), phase: `P${index}`, slice: `S${index}` }),
    );
    const entries = Object.fromEntries(tasks.map(({ task_id: id }, index) => [id, { status: index % 2 ? 'blocked' : 'in-progress' }]));
    const made = board(snapshotOf(tasks, entries));
    assert.ok(JSON.stringify(made).length < 100_000);
    assert.equal(made.counts.blocked, 200);
  });

  it('names the branch, and the worst problems with their places', () => {
    const snapshot = snapshotOf([task({ task_id: 'A', depends_on_tasks: ['B'], risk: 'Critical' })]);
    const head = { kind: 'branch', name: 'feat/A', commit: 'c0ffee' } as const;
    const gitFacts = { kind: 'repository', root: '/r', head, dirty: [], branches: [], remoteBranches: [] } as const;
    const made = board(snapshot, { gitFacts });
    assert.equal(made.backlog.branch, 'feat/A');
    assert.equal(made.problems.errors, 1);
    assert.equal(made.problems.warnings, 1);
    const worst = made.problems.worst.at(0);
    assert.equal(worst?.severity, 'error');
    assert.equal(snapshot.problems[worst.index]?.kind, 'unknown-dependency');
    assert.match(worst.place, /virtual-task-manifest\.json:1:\d+$/);
  });
});
