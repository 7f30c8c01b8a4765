import assert from 'node:assert/strict';
import { start, type StartOutcome } from '../../../../src/core/operations/start';
import { undoStart } from '../../../../src/core/operations/undoStart';
import { err } from '../../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { snapshotOf, task } from '../../../support/builders';
import { cleanRepository, fakeWorld, startRequest } from '../../../support/ports';

const TWO = [task({ task_id: 'LOW--T01', risk: 'Low' }), task({ task_id: 'HIGH--T01', risk: 'High' })];
const REFUSED = { code: 'GIT-HOOK-REFUSED', message: 'a hook said no', remedy: 'Mend it.' };

function codes(outcome: StartOutcome): readonly string[] {
  assert.equal(outcome.kind, 'blocked');
  return outcome.kind === 'blocked' ? outcome.findings.map(({ fullCode }) => fullCode) : [];
}

describe('start', () => {
  it('takes the next task, makes its branch from main, claims it and commits only the state file', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    const outcome = await start(world.ports, startRequest());
    assert.equal(outcome.kind, 'started');
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(outcome.started, {
      taskId: 'HIGH--T01',
      branch: 'feat/HIGH--T01',
      base: 'main',
      baseCommit: 'a'.repeat(40),
      claimCommit: 'b'.repeat(40),
      at: '2026-01-02T03:04:05.678Z',
    });
    assert.deepEqual(world.done.map((step) => step.split(' ')[0]), ['branch', 'claim', 'commit']);
    assert.equal(world.done[0], 'branch feat/HIGH--T01 from main');
    assert.match(world.done[1] ?? '', /"status":"in-progress".*"started_at":"2026-01-02T03:04:05Z".*"acs_completed":\[\].*"acs_remaining":\["HIGH-AC01","HIGH-AC02"\]/);
    assert.equal(world.done[2], `commit chore(HIGH--T01): initialize task state [${DEFAULT_SETTINGS.statePath}]`);
  });

  it('commits nothing where the setting says so, and remembers what it wrote', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    const outcome = await start(world.ports, startRequest({ settings: { ...DEFAULT_SETTINGS, commitClaim: false } }));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(outcome.started.claim, { before: '{}', after: '{"x":1}' });
    assert.ok(!world.done.some((step) => step.startsWith('commit')));
  });

  for (const [step, undone] of [
    ['branch', []],
    ['claim', ['switch main', 'delete feat/HIGH--T01 at aaaa']],
    ['commit', ['restore', 'switch main', 'delete feat/HIGH--T01 at aaaa']],
  ] as const) {
    it(`undoes what it did when ${step} fails`, async () => {
      const world = fakeWorld(snapshotOf(TWO));
      world.failing.set(step, REFUSED);
      const outcome = await start(world.ports, startRequest());
      assert.ok(outcome.kind === 'failed');
      assert.equal(outcome.step, step);
      assert.equal(outcome.refusal.code, 'GIT-HOOK-REFUSED');
      assert.deepEqual(outcome.standing, []);
      assert.deepEqual(world.done.slice(world.done.length - undone.length), undone);
      assert.equal(world.done.length > 0, undone.length > 0);
    });
  }

  it('says exactly what stands when the undoing fails too', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    world.failing.set('commit', REFUSED);
    world.failing.set('switch', { code: 'GIT-REFUSED', message: 'local changes', remedy: '' });
    const outcome = await start(world.ports, startRequest());
    assert.ok(outcome.kind === 'failed');
    assert.deepEqual(outcome.standing, ['the branch feat/HIGH--T01 (local changes)']);
  });

  it('undoes everything when it is cancelled between two steps', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    const outcome = await start(world.ports, startRequest({ isCancelled: () => world.done.some((step) => step.startsWith('claim')) }));
    assert.deepEqual(outcome, { kind: 'cancelled', standing: [] });
    assert.deepEqual(world.done.slice(-3), ['restore', 'switch main', 'delete feat/HIGH--T01 at aaaa']);
  });

  it('does not offer a task again that is under way on a branch of its own', async () => {
    const world = fakeWorld(snapshotOf(TWO), cleanRepository({ branches: ['main', 'feat/high--t01'] }));
    const outcome = await start(world.ports, startRequest());
    assert.ok(outcome.kind === 'started');
    assert.equal(outcome.started.taskId, 'LOW--T01');
  });

  it('refuses a task whose branch is there, on a remote too, and offers to resume it', async () => {
    const world = fakeWorld(snapshotOf(TWO), cleanRepository({ remoteBranches: ['feat/HIGH--T01'] }));
    const outcome = await start(world.ports, startRequest({ taskId: 'HIGH--T01' }));
    assert.deepEqual(codes(outcome), ['BLOCKED::BRANCH-EXISTS::HIGH--T01']);
    assert.ok(outcome.kind === 'blocked');
    assert.deepEqual(outcome.findings[0]?.actions?.map(({ id }) => id), ['resume-branch', 'choose-another']);
    assert.deepEqual(world.done, []);
  });

  it('tells the second of two starts who is at it', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    const busy = { code: 'BLOCKED::START-IN-PROGRESS', message: 'Process 7 is starting X', remedy: 'Wait.' };
    const ports = { ...world.ports, startLock: { hold: () => Promise.resolve(err(busy)) } };
    assert.deepEqual(codes(await start(ports, startRequest())), ['BLOCKED::START-IN-PROGRESS']);
    assert.deepEqual(world.done, []);
  });

  it('sees a claim that someone else made after the gates were checked', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    const claimed = snapshotOf(TWO, { 'HIGH--T01': { status: 'in-progress' } }).state;
    const store = { ...world.ports.store, update: (decide: Parameters<typeof world.ports.store.update>[0]) => Promise.resolve(decide(claimed)) };
    const outcome = await start({ ...world.ports, store: store as typeof world.ports.store }, startRequest());
    assert.ok(outcome.kind === 'failed');
    assert.equal(outcome.refusal.code, 'BLOCKED::TASK-NOT-PENDING::HIGH--T01');
    assert.deepEqual(world.done.slice(-2), ['switch main', 'delete feat/HIGH--T01 at aaaa']);
  });

  it('starts past gates that a person lifted, and says so as a warning', async () => {
    const world = fakeWorld(snapshotOf([task({ task_id: 'A--T01', related_specs: [] })]));
    assert.deepEqual(codes(await start(world.ports, startRequest())), ['BLOCKED::MISSING-SPECS::A--T01']);
    const outcome = await start(world.ports, startRequest({ overrides: new Set(['BLOCKED::MISSING-SPECS::A--T01']) }));
    assert.ok(outcome.kind === 'started');
    assert.deepEqual(outcome.warnings.map(({ fullCode, effect }) => [fullCode, effect]), [['BLOCKED::MISSING-SPECS::A--T01', 'warn']]);
  });

  it('leaves a trace in the log of what was lifted, once it has started: the task, the time and the codes', async () => {
    const world = fakeWorld(snapshotOf([task({ task_id: 'A--T01', related_specs: [] })]));
    const logged: string[] = [];
    const ports = { ...world.ports, log: { ...world.ports.log, warn: (line: string) => void logged.push(line) } };
    const overrides = new Set(['BLOCKED::MISSING-SPECS::A--T01', 'BLOCKED::WIP-LIMIT']);
    assert.equal((await start(ports, startRequest({ overrides, isCancelled: () => true }))).kind, 'cancelled');
    assert.deepEqual(logged, []);
    assert.equal((await start(ports, startRequest({ overrides }))).kind, 'started');
    assert.deepEqual(logged, ['A--T01 was started anyway at 2026-01-02T03:04:05.678Z, past BLOCKED::MISSING-SPECS::A--T01']);
  });

  it('changes nothing for a task that the manifest does not have', async () => {
    const world = fakeWorld(snapshotOf(TWO));
    assert.deepEqual(codes(await start(world.ports, startRequest({ taskId: 'GONE' }))), ['BLOCKED::UNKNOWN-TASK::GONE']);
    assert.deepEqual(world.done, []);
  });
});

describe('undoStart', () => {
  const started = { taskId: 'A', branch: 'feat/A', base: 'main', baseCommit: 'a'.repeat(40), claimCommit: 'b'.repeat(40), at: '' };
  const onBranch = cleanRepository({ head: { kind: 'branch', name: 'feat/A', commit: 'b'.repeat(40) } });

  it('goes back to the base and removes the branch while it ends with the claim', async () => {
    const world = fakeWorld(snapshotOf([]), onBranch);
    assert.equal((await undoStart(started, world.ports)).ok, true);
    assert.deepEqual(world.done, ['switch main', 'delete feat/A at bbbb']);
  });

  it('touches nothing when the branch has commits of its own', async () => {
    const world = fakeWorld(snapshotOf([]), onBranch);
    const git = { ...world.ports.git, resolve: () => Promise.resolve('c'.repeat(40)) };
    const outcome = await undoStart(started, { ...world.ports, git });
    assert.equal(outcome.ok, false);
    assert.deepEqual(world.done, []);
  });

  it('touches nothing when there are changes that are not committed', async () => {
    const world = fakeWorld(snapshotOf([]), { ...onBranch, dirty: [{ path: 'work.ts', kind: 'unstaged' }] });
    const outcome = await undoStart(started, world.ports);
    assert.ok(!outcome.ok);
    assert.match(outcome.error.message, /work\.ts/);
    assert.deepEqual(world.done, []);
  });
});
