import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pulseModel } from '../../../../src/core/projections/pulse';
import { agoText, ageOf, readTime } from '../../../../src/core/pulse/age';
import { pulseFigures } from '../../../../src/core/pulse/figures';
import { pulseText } from '../../../../src/core/pulse/text';
import { visible } from '../../../../src/core/pulse/visible';
import { readMessageToPanel } from '../../../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { snapshotOf, task } from '../../../support/builders';

const PREFIXES = [
  '### Implementation Pulse (',
  '- Phase: ',
  '- Slice: ',
  '- Tasks: ',
  '- Progress: ',
  '- High Risk: ',
  '- Latest Completed: ',
  '- In Progress: ',
  '- Next Eligible: ',
  '- Blockers: ',
  '- Oldest In-Progress: ',
];

const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('a\nb', '- Progress: 1', '\u202e', ' '));
const time = fc.oneof(
  words,
  fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
);
const row = fc.record({
  id: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  phase: words,
  slice: words,
  risk: fc.constantFrom('High', 'Medium', 'Low'),
  status: fc.constantFrom('pending', 'in-progress', 'blocked', 'completed', 'abandoned', 'partial'),
  started: time,
  completed: time,
  reason: words,
  needs: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
});
const backlog = fc.uniqueArray(row, { maxLength: 20, selector: ({ id }) => id }).map((rows) =>
  snapshotOf(
    rows.map(({ id, phase, slice, risk, needs }) =>
      task({ task_id: id, phase, slice, risk, depends_on_tasks: needs.flatMap((at) => rows[at]?.id ?? []) }),
    ),
    Object.fromEntries(
      rows.map(({ id, status, started, completed, reason }) => [
        id,
        { status, started_at: started, completed_at: completed, blocked_reason: reason },
      ]),
    ),
  ),
);
const now = fc.date({ min: new Date('2000-01-01'), max: new Date('2080-01-01'), noInvalidDate: true });

describe('the pulse of any backlog', () => {
  it('counts every task once, and never gives a negative age', () => {
    fc.assert(
      fc.property(backlog, now, (snapshot, at) => {
        const figures = pulseFigures(snapshot, DEFAULT_SETTINGS, at);
        const sum = Object.values(figures.counts).reduce((total, count) => total + count, 0);
        assert.equal(sum, figures.total);
        assert.equal(figures.total, snapshot.tasks.length);
        assert.ok(figures.percent >= 0 && figures.percent <= 100);
        const ages = [...figures.inProgress, ...(figures.latestCompleted ? [figures.latestCompleted] : [])];
        assert.ok(ages.every(({ ageMs }) => ageMs === undefined || ageMs >= 0));
      }),
    );
  });

  it('is told in eleven lines with the fixed prefixes, whatever the files hold', () => {
    fc.assert(
      fc.property(backlog, now, (snapshot, at) => {
        const lines = pulseText(pulseFigures(snapshot, DEFAULT_SETTINGS, at)).split(/[\n\r\u2028\u2029\u0085]/);
        assert.equal(lines.length, PREFIXES.length);
        lines.forEach((line, index) => assert.ok(line.startsWith(PREFIXES[index] ?? '?'), line));
      }),
    );
  });

  it('reaches the panel whole through its own protocol', () => {
    fc.assert(
      fc.property(backlog, now, fc.boolean(), (snapshot, at, isTrusted) => {
        const model = pulseModel({
          snapshot,
          gitFacts: { kind: 'unread', reason: '' },
          settings: DEFAULT_SETTINGS,
          now: at,
          isLoaded: true,
          isTrusted,
          isOneOfSeveral: false,
        });
        const sent: unknown = JSON.parse(JSON.stringify({ type: 'state', model }));
        assert.deepEqual(readMessageToPanel(sent), { type: 'state', model });
        if (model.kind !== 'ready' && model.kind !== 'finished' && model.kind !== 'empty') return;
        const inRows = model.phases.flatMap(({ slices }) => slices).reduce((total, slice) => total + slice.total, 0);
        assert.equal(inRows, model.total);
      }),
    );
  });
});

describe('ages', () => {
  it('read any text without throwing, and are told without a minus', () => {
    fc.assert(
      fc.property(time, time, now, (at, earliest, present) => {
        const age = ageOf(readTime(at), present, readTime(earliest));
        assert.match(age === undefined ? 'just now' : agoText(age), /^(just now|\d+[mhd] ago)$/);
      }),
    );
  });

  it('turn from minutes to hours to days', () => {
    const minute = 60_000;
    const told = [0, 59_999, minute, 59 * minute, 60 * minute, 1439 * minute, 1440 * minute, 30 * 1440 * minute].map(agoText);
    assert.deepEqual(told, ['just now', 'just now', '1m ago', '59m ago', '1h ago', '23h ago', '1d ago', '30d ago']);
  });
});

describe('visible text', () => {
  it('is one line within its limit, without characters that hide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const line = visible(text, limit);
        assert.ok(line.length <= limit);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        assert.doesNotThrow(() => encodeURIComponent(line), 'half a surrogate pair');
      }),
    );
  });
});
