import fc from 'fast-check';
import type { EventKind, HistoryEvent, ProjectHistory } from '../../../../src/core/history/history';
import type { Status } from '../../../../src/core/state/taskState';

export const DAY = 86_400_000;
/** A Monday, at noon UTC. */
export const BEGIN = Date.parse('2026-01-05T12:00:00Z');

/** A project of so many days in which tasks were completed on the given days, each after two days of work. */
export function historyWith(given: { readonly days: number; readonly completedOn: readonly number[]; readonly open?: number; readonly key?: string }): ProjectHistory {
  const done = given.completedOn.map((day, index) => taskOf(`D${index}`, [event(0, 'appeared', 'pending'), event(Math.max(day - 2, 0), 'started', 'in-progress'), event(day, 'completed', 'completed')]));
  const open = Array.from({ length: given.open ?? 0 }, (_, index) => taskOf(`O${index}`, [event(0, 'appeared', 'pending')]));
  return { key: given.key ?? 'k', from: BEGIN, until: BEGIN + given.days * DAY, isWhole: true, tasks: [...done, ...open] };
}

export function event(day: number, what: EventKind, status: Status): HistoryEvent {
  return { at: BEGIN + day * DAY, what, status, from: { kind: 'file' } };
}

export function taskOf(id: string, events: readonly HistoryEvent[]): ProjectHistory['tasks'][number] {
  return { id, phase: 'Phase 1', slice: 'Slice 1.1', risk: 'Medium', isGone: false, events };
}

const change = fc.record({ hours: fc.integer({ min: 0, max: 400 }), what: fc.constantFrom<EventKind>('appeared', 'left', 'started', 'blocked', 'completed', 'reopened', 'abandoned', 'put-back') });

const STATUS: Partial<Record<EventKind, Status>> = { started: 'in-progress', blocked: 'blocked', completed: 'completed', reopened: 'in-progress', abandoned: 'abandoned', 'put-back': 'pending' };

/** Any project of forty days, its events in the order of time. */
export const anyHistory: fc.Arbitrary<ProjectHistory> = fc
  .array(fc.record({ phase: fc.constantFrom('Phase 1', 'Phase 2'), risk: fc.constantFrom('High' as const, 'Low' as const), changes: fc.array(change, { maxLength: 8 }) }), { maxLength: 12 })
  .map((rows) => ({
    key: 'k',
    from: BEGIN,
    until: BEGIN + 40 * DAY,
    isWhole: true,
    tasks: rows.map(({ phase, risk, changes }, index) => {
      let [hours, status] = [0, 'pending' as Status];
      const events = changes.map(({ hours: passed, what }): HistoryEvent => {
        hours = Math.min(hours + passed, 40 * 24);
        status = STATUS[what] ?? status;
        return { at: BEGIN + hours * 3_600_000, what, status, from: { kind: 'file' } };
      });
      return { id: `T${index}`, phase, slice: 'Slice 1.1', risk, isGone: false, events };
    }),
  }));
