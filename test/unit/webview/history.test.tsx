import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HistoryFigures, HistoryTold } from '../../../src/core/historyProtocol';
import type { ProjectHistory } from '../../../src/core/history/history';
import { filterIn, historyAllDays, historyFigures } from '../../../src/core/projections/historyBoard';
import type { PulseModel } from '../../../src/core/pulseProtocol';
import { snapshotOf, task } from '../../support/builders';
import { anyHistory, historyWith } from '../core/history/anyHistory';
import { label, page, press } from './page';
import { elements, textOf, type Drawn } from './tree';

const HOSTILE = ['<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '[x](command:workbench.action.quit)', 'exe\u202etxt'];

function model(told: HistoryTold): PulseModel {
  const backlog = { name: 'sample', manifestPath: 'm.json', isOneOfSeveral: false };
  return { kind: 'history', backlog, isTrusted: true, stale: undefined, problems: { errors: 0, warnings: 0, worst: [] }, told };
}

function figures(history: ProjectHistory, day?: string, more: Partial<HistoryFigures> = {}): PulseModel {
  const all = historyAllDays(history, filterIn(history, {}), 0);
  const snapshot = snapshotOf([task({ task_id: 'D0' })]);
  return model({ ...historyFigures(history, all, { day, offsetMinutes: 0, snapshot }), isReading: false, base: 'main', ...more });
}

const twoMonths = historyWith({ days: 60, completedOn: Array.from({ length: 24 }, (_, index) => 4 + index * 2), open: 12 });

const withClass = (nodes: readonly (Drawn | string)[], name: string) => elements(nodes).filter(({ props }) => typeof props['class'] === 'string' && props['class'].split(' ').includes(name));
const call = (element: Drawn | undefined, handler: string, event: object) => (element?.props[handler] as (event: object) => void)(event);

describe('the history’s page', () => {
  it('shows every figure with its numbers in words', () => {
    const text = textOf(page(figures(twoMonths)));
    for (const words of ['24 of 36 tasks completed', 'Jan 5, 2026 to Mar 6, 2026', 'All 12 tasks that are left may be completed', 'Monte Carlo: 2,000 runs', 'Half at most 2 days', '24 tasks completed in 8 weeks, 3 a week']) {
      assert.ok(text.includes(words), `${words} in ${text}`);
    }
  });

  it('marks a past day, and leads back to today', () => {
    const calls: string[] = [];
    const past = page(figures(twoMonths, '2026-01-20'), calls, { look: { ask: { filter: {}, day: '2026-01-20' }, pointed: {} } });
    assert.ok(textOf(withClass(past, 'day-name')).includes('The past: Tue, Jan 20, 2026'));
    assert.equal(withClass(past, 'is-past').length, 1);
    assert.equal(withClass(past, 'after').length, 1);
    press(past, 'Back to Today');
    assert.deepEqual(calls, ['day today']);
    const today = page(figures(twoMonths));
    assert.ok(textOf(withClass(today, 'day-name')).includes('Today, Fri, Mar 6, 2026'));
    assert.deepEqual([withClass(today, 'is-past').length, withClass(today, 'after').length], [0, 0]);
  });

  it('goes a week by Page Up and Down, never out of the project, and to today by name', () => {
    const day = (from: string, key: string) => {
      const calls: string[] = [];
      const nodes = page(figures(twoMonths, from), calls, { look: { ask: { filter: {}, day: from }, pointed: {} } });
      const slider = elements(nodes).find(({ props }) => props['type'] === 'range');
assert.match(slider?.props['aria-valuetext'] as string, /^[A-Z][a-z]{2}, [A-Z][a-z]{2} \d+, 2026 · \d+ of 36 tasks completed$/);
      call(slider, 'onKeyDown', { key, preventDefault: () => undefined });
      return calls;
    };
    assert.deepEqual(day('2026-01-20', 'PageUp'), ['day 2026-01-27']);
    assert.deepEqual(day('2026-01-20', 'PageDown'), ['day 2026-01-13']);
    assert.deepEqual(day('2026-01-08', 'PageDown'), ['day 2026-01-05']);
    assert.deepEqual(day('2026-03-03', 'PageUp'), ['day today']);
    assert.deepEqual(day('2026-01-20', 'ArrowLeft'), [], 'what the browser does well is left to it');
  });

  it('asks for what is chosen, and gives up a slice with its phase', () => {
    const calls: string[] = [];
    const filter = { phase: 'A', slice: 'A.1', risk: 'High' } as const;
    // What the host answered last is older than what was chosen.
    const nodes = page(figures(twoMonths, undefined, { phases: ['A', 'B'], slices: ['A.1'], risks: ['High'], filter: {} }), calls, { look: { ask: { filter }, pointed: {} } });
    const [phase, slice, risk] = elements(nodes).filter(({ name }) => name === 'select');
    assert.deepEqual([phase, slice, risk].map((select) => select?.props['value']), [0, 0, 0]);
    for (const [select, value] of [[phase, 1], [phase, -1], [slice, -1], [risk, -1]] as const) call(select, 'onChange', { currentTarget: { value } });
    const asked = calls.map((text) => JSON.parse(text.replace('filter ', '')) as unknown);
    assert.deepEqual(asked, [{ risk: 'High', phase: 'B' }, { risk: 'High' }, { phase: 'A', risk: 'High' }, { phase: 'A', slice: 'A.1' }]);
  });

  it('has each picture in words and in a table, and its values in reach of arrow keys', () => {
    const calls: string[] = [];
    const nodes = page(figures(twoMonths), calls, { hasTables: true, look: { ask: { filter: {} }, pointed: { weeks: 2 } } });
    const areas = withClass(nodes, 'plot-area');
    assert.deepEqual(areas.map(({ props }) => props['role']), ['img', 'slider', 'slider']);
    for (const area of areas) assert.ok(label(area).length > 20);
    assert.deepEqual([areas[1]?.props['aria-valuenow'], areas[1]?.props['aria-valuetext']], [2, 'Week of Jan 19, 2026 · 4 tasks completed']);
    for (const key of ['ArrowRight', 'Home', 'End', 'a']) call(areas[1], 'onKeyDown', { key, preventDefault: () => undefined });
    assert.deepEqual(calls, ['point weeks 3', 'point weeks 0', 'point weeks 8']);
    const tables = elements(nodes).filter(({ name }) => name === 'table');
    assert.deepEqual(tables.map((table) => elements(table.children).filter(({ name }) => name === 'tr').length), [62, 10, 25]);
    assert.equal(elements(page(figures(twoMonths))).filter(({ name }) => name === 'table').length, 0, 'rows are made when they are asked for');
  });

  it('draws any history with numbers alone, inside of its picture', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const nodes = page(figures(history));
        for (const { name, props } of elements(nodes)) {
          if (name === 'path') assert.match(String(props['d']), /^[MLHVhZ\d .-]*$/);
          if (name === 'rect') for (const key of ['x', 'y', 'width', 'height']) assert.ok(Number(props[key]) >= 0 && Number(props[key]) <= 1001, key);
          const style = props['style'] as Record<string, unknown> | undefined;
          if (style) assert.deepEqual([Object.keys(style), Number.isFinite(style['--part'])], [['--part'], true]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps hostile words as text: no markup, no address, no style from data', () => {
    const tasks = twoMonths.tasks.map((one, index) => ({ ...one, id: `${HOSTILE[index % 4] ?? ''}${index}`, phase: HOSTILE[index % 4] ?? '', slice: HOSTILE[(index + 1) % 4] ?? '' }));
    const nodes = page(figures({ ...twoMonths, tasks }, '2026-01-12', { base: HOSTILE[3] ?? '' }), [], { hasTables: true, look: { ask: { filter: {} }, pointed: { cycle: 0 } } });
    const forbidden = new Set(['img', 'script', 'iframe', 'a', 'object', 'form', 'style', 'link', 'foreignObject', 'use']);
    for (const { name, props } of elements(nodes)) {
      assert.ok(!forbidden.has(name), name);
      for (const key of ['dangerouslySetInnerHTML', 'href', 'src', 'innerHTML', 'srcdoc']) assert.ok(!(key in props), key);
    }
    for (const text of HOSTILE.slice(0, 2)) assert.ok(textOf(nodes).includes(text), text);
    const words = JSON.stringify(elements(nodes).map(({ props }) => [props['aria-label'], props['title'], props['aria-valuetext']])) + textOf(nodes);
    assert.ok(words.includes('exe\\u202etxt') && !words.includes('\u202e'));
  });

  it('says what stands while there are no figures, and what would bring them', () => {
    const calls: string[] = [];
    const nothing = (why: Extract<HistoryTold, { kind: 'nothing' }>['why']) => page(model({ kind: 'nothing', why, bases: ['main', 'trunk'], reason: 'git said so' }), calls);
    assert.ok(textOf(page(model({ kind: 'reading', base: 'main' }))).includes('The commits of main are being read'));
    const words = { untrusted: 'until', 'no-repository': 'git repository', 'no-base': 'main, trunk', 'no-tasks': 'first commit of the manifest', failed: 'log' };
    for (const why of ['no-repository', 'no-base', 'no-tasks', 'failed'] as const) {
      assert.ok(textOf(nothing(why)).includes(words[why]), why);
      assert.ok(textOf(nothing(why)).includes('git said so'));
      press(nothing(why), ' Look Again');
    }
    assert.ok(textOf(nothing('untrusted')).includes('before you trust this workspace'));
    assert.deepEqual(calls, Array.from({ length: 4 }, () => 'refresh'));
    for (const [note, text] of [['cut', 'more than was read'], ['shallow', 'without its older commits'], ['unrecorded', 'No commit of main tells']] as const) {
      assert.ok(textOf(page(figures(twoMonths, undefined, { notes: [note] }))).includes(text), note);
    }
  });

  it('is silent on the end where there is too little to say, with the reason', () => {
    const silent = (history: ProjectHistory) => textOf(withClass(page(figures(history)), 'forecast'));
    assert.ok(silent(historyWith({ days: 20, completedOn: [3, 4], open: 4 })).includes('There is too little to say when the rest (4 tasks) will be completed: fewer than 5 completed in the 19 days'));
    assert.ok(silent(historyWith({ days: 4, completedOn: [1, 2], open: 4 })).includes('less than 7 days'));
    assert.ok(silent(historyWith({ days: 20, completedOn: [3, 4] })).includes('Nothing is left.'));
  });
});
