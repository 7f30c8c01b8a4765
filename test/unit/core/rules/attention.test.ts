import assert from 'node:assert/strict';
import { NO_FACTS } from '../../../../src/core/facts';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import { attentionInViews, attentionOf } from '../../../../src/core/rules/attention';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { Snapshot, TaskView } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';
import { livedInBacklog, livedInFacts } from '../../../support/livedInBacklog';
import { repositoryWork, taskBranch } from '../../../support/work';

/** Wraps an object and the lists in it, so that every look at a property counts. */
function watched<T extends object>(value: T, looks: { count: number }): T {
  return new Proxy(value, {
    get: (target, key) => {
      looks.count++;
      const found = Reflect.get(target, key) as unknown;
      return Array.isArray(found) ? watched(found, looks) : found;
    },
  });
}

/** How often the tasks of a snapshot were looked at to find all that needs attention. */
function looksAt(snapshot: Snapshot, now = new Date('2026-01-10T12:00:00Z')): number {
  const looks = { count: 0 };
  const tasks = snapshot.tasks.map((view) => watched<TaskView>(view, looks));
  const byId = new Map(tasks.map((view, index) => [snapshot.tasks[index]!.task.id, view]));
  attentionOf({ snapshot: { ...snapshot, tasks, byId }, facts: livedInFacts(snapshot), settings: DEFAULT_SETTINGS, now });
  return looks.count;
}

const ids = (count: number, prefix = 'T') => Array.from({ length: count }, (_, index) => `${prefix}${index}--T01`);
const all = (names: readonly string[], entry: object) => Object.fromEntries(names.map((name) => [name, entry]));
const running = { status: 'in-progress', started_at: '2026-01-01T09:00:00Z', acs_completed: [] };
const blocked = { status: 'blocked', blocked_reason: 'no access', acs_completed: [] };

describe('finding what needs attention', () => {
  const shapes: [string, (count: number) => Snapshot][] = [
    ['a lived-in project', (count) => { const { manifest, entries, work } = livedInBacklog(count); return snapshotOf(manifest, entries, undefined, work); }],
    ['blockers that all share one dependency', (count) => snapshotOf([task({ task_id: 'HUB' }), ...ids(count).map((id) => task({ task_id: id, depends_on_tasks: ['HUB'] }))], all(ids(count), blocked))],
    ['a chain of blockers', (count) => snapshotOf(ids(count).map((id, index) => task({ task_id: id, depends_on_tasks: index > 0 ? [`T${index - 1}--T01`] : [] })), all(ids(count), blocked))],
    ['Low risk work before High', (count) => snapshotOf([...ids(count).map((id) => task({ task_id: id, risk: 'Low' })), ...ids(count, 'H').map((id) => task({ task_id: id, risk: 'High' }))], all(ids(count), running))],
    ['a branch for every task', (count) => snapshotOf(ids(count).map((id) => task({ task_id: id })), {}, undefined, repositoryWork({ branches: ids(count).flatMap((id) => [taskBranch(id, { entry: running }), taskBranch(id, { name: `again/${id}` })]) }))],
  ];
  for (const [what, build] of shapes) {
    it(`takes work in proportion to the tasks, for ${what}`, () => {
      const [few, many] = [looksAt(build(200)), looksAt(build(800))];
      assert.ok(few >= 200, 'tasks are looked at');
      assert.ok(many <= 4.5 * few, `${few} looks at 200 tasks, ${many} at 800`);
    });
  }

  it('tells in views of a state that was recorded against another manifest, with its ways out, unless that is switched off', () => {
    const snapshot = snapshotOf([task({ task_id: 'A--T01' })], { 'GONE--T01': { status: 'pending' } });
    const given = { snapshot, facts: { baseline: { kind: 'stale', recorded: 'abcdef0' } } as const, settings: DEFAULT_SETTINGS, now: new Date('2026-01-10T12:00:00Z') };
    const codes = (gateSeverity: Record<string, 'off' | 'info'>) => attentionInViews({ ...given, settings: { ...DEFAULT_SETTINGS, gateSeverity } }).anomalies.filter(({ code }) => code === 'WARN::STALE-STATE');
    assert.deepEqual(codes({}).map(({ severity, actions }) => [severity, actions?.map(({ id }) => id)]), [['warn', ['migrate-state', 'rebaseline', 'open-state']]]);
    assert.deepEqual(codes({ 'WARN::STALE-STATE': 'info' }).map(({ severity }) => severity), ['info']);
    assert.deepEqual(codes({ 'WARN::STALE-STATE': 'off' }), []);
    assert.ok(!attentionOf(given).anomalies.some(({ code }) => code === 'WARN::STALE-STATE'), 'a report of the gates has it already');
    assert.deepEqual(attentionInViews({ ...given, facts: NO_FACTS }).anomalies.filter(({ severity }) => severity === 'warn'), []);
  });

  it('puts warnings first, then follows the table', () => {
    const { manifest, entries, work, now } = livedInBacklog(120);
    const snapshot = snapshotOf(manifest, entries, undefined, work);
    const { anomalies } = attentionOf({ snapshot, facts: livedInFacts(snapshot), settings: DEFAULT_SETTINGS, now });
    const order = anomalies.map(({ severity, code }) => (severity === 'warn' ? 0 : 100) + ANOMALIES.findIndex((rule) => rule.code === code));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    assert.ok(new Set(order).size > 6);
  });

  it('finds nothing where there is nothing', () => {
    const nothing = { anomalies: [], escalations: [] };
    const rest = { facts: NO_FACTS, settings: DEFAULT_SETTINGS, now: new Date() };
    assert.deepEqual(attentionOf({ snapshot: snapshotOf([]), ...rest }), nothing);
    assert.deepEqual(attentionOf({ snapshot: snapshotOf(ids(5).map((id) => task({ task_id: id, risk: 'High' }))), ...rest }), nothing);
  });
});
