import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HistoryFigures } from '../../../../src/core/historyProtocol';
import type { HistoryAsk } from '../../../../src/core/historyToHost';
import type { ProjectHistory } from '../../../../src/core/history/history';
import { readMessageToPanel } from '../../../../src/core/pulseProtocol';
import { readMessageToHost } from '../../../../src/core/pulseToHost';
import { filterIn, historyAllDays, historyFigures } from '../../../../src/core/projections/historyBoard';
import { historyFrame } from '../../../../src/core/projections/historyFrame';
import { historyDay } from '../../../../src/core/projections/history';
import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';
import { anyHistory, event, historyWith, taskOf } from '../history/anyHistory';

const snapshot = snapshotOf([task({ task_id: 'D0', title: 'Build the first' })]);

function figuresOf(history: ProjectHistory, { filter, day }: HistoryAsk = { filter: {} }, of: Snapshot = snapshot): HistoryFigures {
  const all = historyAllDays(history, filterIn(history, filter), 0);
  return { ...historyFigures(history, all, { day, offsetMinutes: 0, snapshot: of }), isReading: false, base: 'main' };
}

function posted(told: HistoryFigures) {
  const frame = historyFrame({ snapshot, gitFacts: { kind: 'unread', reason: '' }, settings: { manifestPath: 'm.json' }, isLoaded: true, isTrusted: true, isOneOfSeveral: false });
  return { type: 'state' as const, model: { ...frame, told } };
}

describe('the history’s board', () => {
  it('is understood by the page as it was sent, whatever the history and the day', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: -5, max: 50 }), (history, day) => {
        const date = new Date(history.from + day * 86_400_000).toISOString().slice(0, 10);
        const message = posted(figuresOf(history, { filter: {}, day: date }));
        assert.deepEqual(readMessageToPanel(JSON.parse(JSON.stringify(message))), message);
        const { on } = message.model.told;
        const truth = historyDay(history, date, { filter: {}, offsetMinutes: 0 });
        assert.deepEqual([on.day, on.counts, on.total], [truth?.day, truth?.counts, truth?.total]);
      }),
    );
  });

  it('keeps of a filter what the history has, and offers the slices of the chosen phase', () => {
    const place = (id: string, phase: string, slice: string) => ({ ...taskOf(id, [event(0, 'appeared', 'pending')]), phase, slice });
    const history = { ...historyWith({ days: 20, completedOn: [] }), tasks: [place('A', 'One', '1.1'), place('B', 'One', '1.2'), place('C', 'Two', '2.1')] };
    assert.deepEqual(filterIn(history, { phase: 'One', slice: '2.1', risk: 'High' }), { phase: 'One' });
    assert.deepEqual(filterIn(history, { phase: 'Gone', slice: '2.1', risk: 'Medium' }), { slice: '2.1', risk: 'Medium' });
    const { phases, slices, on } = figuresOf(history, { filter: { phase: 'One' } });
    assert.deepEqual([phases, slices, on.total], [['One', 'Two'], ['1.1', '1.2'], 2]);
  });

  it('says what to know of the figures', () => {
    const history = historyWith({ days: 20, completedOn: [3] });
    assert.deepEqual(figuresOf(history).notes, []);
    assert.deepEqual(figuresOf({ ...history, isWhole: false }).notes, ['cut']);
    assert.deepEqual(figuresOf({ ...history, isWhole: false, isShallow: true }).notes, ['shallow']);
    assert.deepEqual(figuresOf(historyWith({ days: 20, completedOn: [], open: 3 })).notes, ['unrecorded']);
  });

  it('tells tasks of today’s manifest, which can be revealed, from those that are gone', () => {
    const history = historyWith({ days: 20, completedOn: [4, 5] });
    assert.deepEqual(figuresOf(history, { filter: {}, day: '2026-01-08' }).on.inProgress, {
      count: 2,
      tasks: [
        { id: 'D0', title: 'Build the first', isKnown: true, since: '2026-01-07' },
        { id: 'D1', title: '', isKnown: false, since: '2026-01-08' },
      ],
    });
  });

  it('stays small over ten years, ten thousand tasks and endless labels', () => {
    const history = historyWith({ days: 3_650, completedOn: Array.from({ length: 5_000 }, (_, index) => index % 3_600), open: 5_000 });
    const long = { ...history, tasks: history.tasks.map((one, index) => ({ ...one, id: `${'i'.repeat(2_000)}${index}`, phase: `${'p'.repeat(index % 2 === 0 ? 400 : 20_000)}${index % 300}`, slice: 's'.repeat(20_000) })) };
    assert.ok(JSON.stringify(posted(figuresOf(history))).length < 150_000);
    const told = figuresOf(long);
    assert.ok(JSON.stringify(posted(told)).length < 450_000);
    assert.ok(told.slices.length === 0 && told.phases.every((label) => label.length <= 500));
  });
});

describe('what the history’s page asks', () => {
  const message = (ask: unknown) => readMessageToHost({ type: 'history', ask });

  it('is a filter and a day, and nothing else', () => {
    assert.ok(message({ filter: {} }) && message({ filter: { phase: 'A', slice: 'B', risk: 'Low' }, day: '2026-01-31' }));
    for (const odd of [undefined, {}, { filter: { risk: 'low' } }, { filter: { owner: 'me' } }, { filter: {}, day: 'today' }, { filter: { phase: 'p'.repeat(501) } }]) assert.equal(message(odd), undefined, JSON.stringify(odd));
  });
});
