import assert from 'node:assert/strict';
import type { GitFacts } from '../../../src/core/git';
import type { LineHistory } from '../../../src/core/history/lineHistory';
import type { HistoryTold } from '../../../src/core/historyProtocol';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { Snapshot } from '../../../src/core/snapshot';
import type { RepositoryWork } from '../../../src/core/work';
import type { Backlog } from '../../../src/editor/backlog';
import { HistorySource } from '../../../src/editor/pulse/historySource';
import { snapshotOf, task } from '../../support/builders';
import { until } from '../../support/until';

const TIP = 'a'.repeat(40);
const REPOSITORY: GitFacts = { kind: 'repository', root: '/r', head: { kind: 'branch', name: 'main', commit: TIP }, dirty: [], branches: ['main'], remoteBranches: [] };
const WORK: RepositoryWork = { key: 'w', base: { name: 'main', commit: TIP, isCheckedOut: true }, branches: [], landed: [] };
const PAST: LineHistory = {
  key: TIP,
  line: [{ hash: TIP, at: '2026-01-05T08:00:00Z', subject: 'chore: begin', brought: [] }],
  states: [{ at: 0, changes: [{ id: 'A', status: 'completed' }] }],
  manifests: [{ at: 0, changes: [{ id: 'A', place: { phase: 'P', slice: 'S', risk: 'High' } }] }],
  isWhole: true,
};

/** A source over git of which every answer is the test's to give, in turn. */
class Place {
  readonly asked: { answer(past: LineHistory | undefined): void; fail(error: Error): void; isCancelled(): boolean }[] = [];
  readonly errors: string[] = [];
  changes = 0;
  isShown = true;
  snapshot: Snapshot = snapshotOf([task({ task_id: 'A' })], { A: { status: 'completed' } }, undefined, WORK);
  gitFacts = REPOSITORY;
  isTrusted = true;
  now = new Date('2026-01-20T12:00:00Z');
  folder = 'file:///one';
  readonly source = new HistorySource({ log: { error: (text) => this.errors.push(text) }, isShown: () => this.isShown, changed: () => this.changes++ });

  told(day?: string): HistoryTold {
    const history = ({ isCancelled }: { isCancelled?(): boolean }) =>
      new Promise<LineHistory | undefined>((answer, fail) => this.asked.push({ answer, fail, isCancelled: () => isCancelled?.() ?? false }));
    const backlog = { folder: { uri: { toString: () => this.folder }, name: 'one' }, settings: DEFAULT_SETTINGS, git: { history } } as unknown as Backlog;
    const { snapshot, gitFacts, isTrusted } = this;
    const input = { snapshot, gitFacts, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted, isOneOfSeveral: false };
    return this.source.board(input, backlog, { filter: {}, ...(day === undefined ? {} : { day }) }, this.now).told;
  }

  /** Answers the question that was asked last, and waits until the source has it. */
  async answer(past: LineHistory | undefined | Error): Promise<void> {
    const before = this.changes;
    if (past instanceof Error) this.asked.at(-1)?.fail(past);
    else this.asked.at(-1)?.answer(past);
    await until('the source', () => this.changes > before);
  }
}

describe('where the history comes from', () => {
  it('is read once, and shown day by day from what was read', async () => {
    const place = new Place();
    assert.deepEqual(place.told(), { kind: 'reading', base: 'main' });
    assert.deepEqual(place.told(), { kind: 'reading', base: 'main' });
    await place.answer(PAST);
    const told = place.told();
    assert.ok(told.kind === 'figures' && !told.isReading);
    assert.deepEqual([told.on.day, told.on.counts.completed], ['2026-01-20', 1]);
    const past = place.told('2026-01-10');
    assert.ok(past.kind === 'figures' && past.on.day === '2026-01-10' && past.burnUp.length === told.burnUp.length);
    assert.equal(place.asked.length, 1);
  });

  it('shows what it knows while something newer is read, also when a day begins', async () => {
    const place = new Place();
    place.told();
    await place.answer(PAST);
    place.snapshot = { ...place.snapshot };
    const meanwhile = place.told();
    assert.ok(meanwhile.kind === 'figures' && meanwhile.isReading);
    await place.answer(PAST);
    place.now = new Date('2026-01-21T12:00:00Z');
    const yesterday = place.told();
    assert.ok(yesterday.kind === 'figures' && yesterday.to === '2026-01-20');
    await place.answer(PAST);
    const today = place.told();
    assert.ok(today.kind === 'figures' && today.to === '2026-01-21' && !today.isReading);
    place.folder = 'file:///other';
    assert.equal(place.told().kind, 'reading');
    assert.equal(place.asked.length, 4);
  });

  it('asks nothing of git in Restricted Mode, before git was asked at all, and where there is nothing to ask', () => {
    const place = new Place();
    place.isTrusted = false;
    const why = () => {
      const told = place.told();
      return told.kind === 'nothing' ? told.why : told.kind;
    };
    assert.equal(why(), 'untrusted');
    place.isTrusted = true;
    place.gitFacts = { kind: 'unread', reason: 'git is being asked' };
    assert.equal(why(), 'reading');
    place.gitFacts = { kind: 'not-a-repository', reason: 'there is no repository' };
    assert.equal(why(), 'no-repository');
    place.gitFacts = REPOSITORY;
    place.snapshot = snapshotOf([task({ task_id: 'A' })], {}, undefined, { key: 'w', branches: [], landed: [] });
    assert.equal(why(), 'no-base');
    assert.equal(place.asked.length, 0);
  });

  it('is called off once something else is shown, and read when it is shown again', async () => {
    const place = new Place();
    place.told();
    assert.equal(place.asked[0]?.isCancelled(), false);
    place.isShown = false;
    assert.equal(place.asked[0]?.isCancelled(), true);
    place.isShown = true;
    assert.equal(place.asked[0]?.isCancelled(), true, 'what was called off stays so: git was told already');
    await place.answer(undefined);
    assert.equal(place.told().kind, 'reading');
    await place.answer(PAST);
    assert.equal(place.told().kind, 'figures');
    assert.equal(place.asked.length, 2);
  });

  it('says that it failed, and tries again only when asked or when something has changed', async () => {
    const place = new Place();
    const failed = () => {
      const told = place.told();
      return told.kind === 'nothing' && told.why === 'failed';
    };
    place.told();
    await place.answer(new Error('git broke'));
    assert.ok(failed() && failed());
    assert.deepEqual([place.asked.length, place.errors], [1, ['one: the history could not be read']]);
    place.source.forgetFailure();
    assert.equal(place.told().kind, 'reading');
    await place.answer(undefined);
    assert.ok(failed());
    place.snapshot = { ...place.snapshot };
    assert.equal(place.told().kind, 'reading');
    await place.answer(PAST);
    assert.equal(place.told().kind, 'figures');
    place.source.forgetFailure();
    assert.equal(place.told().kind, 'figures', 'what was read is kept');
  });
});
