import assert from 'node:assert/strict';
import type { LineHistory } from '../../../../src/core/history/lineHistory';
import { history } from '../../../../src/core/operations/history';
import { task } from '../../../support/builders';
import { repositoryWork } from '../../../support/work';
import { fakeWorld, type FakeWorld } from '../../../support/world';

const TASKS = Array.from({ length: 8 }, (_, index) => task({ task_id: `T${index}--T01`, phase: index < 6 ? 1 : 2, slice: '1.1', risk: index === 0 ? 'High' : 'Low' }));
const PLACES = TASKS.map(({ task_id: id }, index) => ({ id, place: { phase: index < 6 ? 'Phase 1' : 'Phase 2', slice: 'Slice 1.1', risk: index === 0 ? ('High' as const) : ('Low' as const) } }));

/** Noon, so that it is the same day in nearly all time zones. */
function noon(day: number): string {
  return `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`;
}

/** All tasks on the 5th; from the 6th on, each second day begins a task, and the day after completes it: six in all. */
function past(): LineHistory {
  const days = Array.from({ length: 12 }, (_, index) => 6 + index);
  return {
    key: 'p',
    line: [5, ...days].map((day) => ({ hash: String(day).repeat(20), at: noon(day), subject: `on day ${day}`, brought: [] })),
    states: days.map((_, index) => ({ at: index + 1, changes: [{ id: `T${Math.floor(index / 2)}--T01`, status: index % 2 === 0 ? ('in-progress' as const) : ('completed' as const) }] })),
    manifests: [{ at: 0, changes: PLACES }],
    isWhole: true,
  };
}

function world(given: { readonly past?: LineHistory | undefined } = { past: past() }): FakeWorld {
  const done = Object.fromEntries(TASKS.slice(0, 6).map(({ task_id: id }) => [id, { status: 'completed', started_at: '1999-01-01T00:00:00Z', completed_at: '2099-01-01T00:00:00Z' }]));
  const made = fakeWorld({ manifest: TASKS, state: { tasks: done }, now: noon(20) });
  made.here.work = repositoryWork();
  made.here.past = given.past;
  return made;
}

async function text(of: FakeWorld, input: object = {}): Promise<string> {
  const answer = await history.run(of, input);
  return answer.ok ? answer.value.text : `${answer.error.code}: ${answer.error.message}. ${answer.error.remedy}`;
}

describe('the operation history', () => {
  it('tells weeks, cycle time and forecast in a plain table', async () => {
    assert.equal(
      await text(world()),
      [
        'From 2026-01-05 to 2026-01-20, by commit times',
        '',
        '  Week of     completed  in all  of tasks  in progress',
        '  2026-01-05          3       3         8            0',
        '  2026-01-12          3       6         8            0',
        '  2026-01-19          0       6         8            0',
        '',
        'Cycle time',
        '  Half of them took 1.0 days at most, 85 % took 1.0 days at most (6 tasks, from start to completion).',
        '',
        'Forecast',
        '  All 2 tasks left may be completed by 2026-01-24 (50 %), 2026-01-27 (85 %), 2026-01-30 (95 %).',
        '  Monte Carlo, 2000 runs over the 14 days from 2026-01-06 to 2026-01-19, in which 6 tasks were completed.',
        '  It takes it that the pace and the scope stay as they are; no task was added in that time.',
      ].join('\n'),
    );
  });

  it('keeps to a phase, a slice or a risk in a person\'s words, and says why there is nothing to forecast', async () => {
    const first = await text(world(), { phase: '1', slice: 'slice 1.1', risk: 'high' });
    assert.match(first, /^From 2026-01-05 to 2026-01-20, Phase 1, Slice 1\.1, High risk, by commit times\n/);
    assert.match(first, / {2}2026-01-05 {10}1 {7}1 {9}1 {12}0\n/);
    assert.match(first, /Forecast\n {2}Nothing is left\.$/);
    assert.match(await text(world(), { phase: 'Phase 2' }), /There is too little to say when the 2 left will be completed: the work goes on for less than 7 days\.$/);
    assert.match(await text(world(), { phase: 'Phase 22' }), /^UNKNOWN-PHASE::Phase 22: .*Did you mean Phase 2/);
    assert.match(await text(world(), { slice: 'x' }), /^UNKNOWN-SLICE::x: No task belongs to the slice x\. There is Slice 1\.1\.$/);
    assert.match(await text(world(), { risk: 'Huge' }), /^UNKNOWN-RISK::Huge: .*High, Medium or Low\.$/);
  });

  it('shows the project on a past day', async () => {
    const shown = await text(world(), { on: '2026-01-08' });
    assert.match(shown, /At the end of 2026-01-08\n {2}1 of 8 tasks completed, 1 in progress, 0 blocked, 0 abandoned\n {2}In progress: T1--T01\n\n/);
    assert.match(await text(world(), { on: '2026-01-07' }), /Completed that day: T0--T01/);
    assert.match(await text(world(), { on: '2026-02-30' }), /^UNKNOWN-DAY::2026-02-30: .*such as 2026-01-31\.$/);
  });

  it('answers with the view\'s own figures as data', async () => {
    const answer = await history.run(world(), { on: '2026-01-08' });
    assert.ok(answer.ok);
    const data = answer.value.data as { burnUp: unknown[]; on: { day: string }; forecast: { kind: string } };
    assert.deepEqual([data.burnUp.length, data.on.day, data.forecast.kind], [16, '2026-01-08', 'range']);
  });

  it('says that there is nothing to show where git tells nothing', async () => {
    for (const none of [world({ past: undefined }), Object.assign(world(), {})]) {
      if (none.here.past) none.here.work = undefined;
      const answer = await history.run(none, {});
      assert.ok(answer.ok && answer.value.outcome === 'nothing');
      assert.match(answer.value.text, /^There is no history to show: git tells nothing here of a base branch \(main or master\)\. Name yours in the setting orchestrator\.baseBranches\.$/);
    }
  });

  it('says what is left out, and puts no control character on a terminal', async () => {
    const odd = past();
    const changes = odd.manifests[0]?.changes.map((one) => (one.place ? { ...one, place: { ...one.place, phase: '\u001b[31mPhase 1\u0007' } } : one)) ?? [];
    const gone = { id: 'GONE--T01', place: { phase: '\u001b[31mred\u0007', slice: 's', risk: 'Low' as const } };
    const squashed = { hash: 'f'.repeat(40), at: noon(18), subject: 'feat(T6--T01): Build it (#4)', brought: [] };
    const told = await text(world({ past: { ...odd, line: [...odd.line, squashed], manifests: [{ at: 0, changes: [...changes, gone] }], isWhole: false } }), { phase: '\u001b[31mred\u0007' });
    assert.match(told, /There is more history than was read: what was so before counts from the first day\./);
    assert.ok(!/[\u0000-\u0009\u000b-\u001f]/.test(told));
    const all = await text(world({ past: { ...odd, line: [...odd.line, squashed] } }));
    assert.match(all, /1 task left out: no commit tells when it was started\./);
    assert.match(all, /The one task left may be completed by/);
  });
});
