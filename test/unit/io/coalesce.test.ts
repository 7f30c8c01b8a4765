import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCoalescer, type CoalescerTimers } from '../../../src/io/coalesce';

/** Time that stands still until it is told to go on. */
class FakeTimers implements CoalescerTimers {
  private time = 0;
  private readonly due = new Map<object, { at: number; run: () => void }>();
  now(): number {
    return this.time;
  }
  set(run: () => void, ms: number): unknown {
    const timer = {};
    this.due.set(timer, { at: this.time + ms, run });
    return timer;
  }
  clear(timer: unknown): void {
    this.due.delete(timer as object);
  }
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.due].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at);
      if (!next) break;
      this.due.delete(next[0]);
      this.time = next[1].at;
      next[1].run();
      await settle();
    }
    this.time = end;
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** A run that ends when told to. */
function setUp() {
  const timers = new FakeTimers();
  const starts: number[] = [];
  const ends: (() => void)[] = [];
  let isHeld = false;
  let running = 0;
  let mostAtOnce = 0;
  let failure: Error | undefined;
  const errors: unknown[] = [];
  const coalescer = createCoalescer({
    delayMs: 100,
    longestMs: 250,
    timers,
    onError: (error) => errors.push(error),
    run: async () => {
      starts.push(timers.now());
      mostAtOnce = Math.max(mostAtOnce, ++running);
      if (isHeld) await new Promise<void>((resolve) => ends.push(resolve));
      running--;
      if (failure) throw failure;
    },
  });
  return {
    timers,
    starts,
    errors,
    coalescer,
    hold: () => (isHeld = true),
    release: async () => {
      isHeld = false;
      ends.splice(0).forEach((end) => end());
      await settle();
    },
    fail: (error: Error | undefined) => (failure = error),
    isRunning: () => running > 0,
    mostAtOnce: () => mostAtOnce,
  };
}

describe('coalescer', () => {
  it('runs once for many triggers, after the pause', async () => {
    const { timers, starts, coalescer } = setUp();
    coalescer.trigger();
    await timers.advance(50);
    coalescer.trigger();
    await timers.advance(99);
    assert.deepEqual(starts, []);
    await timers.advance(1);
    assert.deepEqual(starts, [150]);
    await timers.advance(1000);
    assert.deepEqual(starts, [150]);
  });

  it('waits no longer than the longest pause, however many triggers come', async () => {
    const { timers, starts, coalescer } = setUp();
    for (let i = 0; i < 100; i++) {
      coalescer.trigger();
      await timers.advance(10);
    }
    assert.ok(starts.length <= 4, `${starts.length} runs in a second`);
    assert.equal(starts[0], 250);
  });

  it('flush runs at once and answers for triggers before it', async () => {
    const { timers, starts, coalescer } = setUp();
    coalescer.trigger();
    await coalescer.flush();
    await timers.advance(1000);
    assert.deepEqual(starts, [0]);
  });

  it('flush during a run waits for a run that begins afterwards', async () => {
    const world = setUp();
    world.hold();
    const first = world.coalescer.flush();
    let isDone = false;
    const second = world.coalescer.flush().then(() => (isDone = true));
    await settle();
    assert.equal(world.starts.length, 1);
    await world.release();
    await first;
    await second;
    assert.equal(isDone, true);
    assert.equal(world.starts.length, 2);
    assert.equal(world.mostAtOnce(), 1);
  });

  it('tells a failed run to whoever waits for it, else to onError, and goes on', async () => {
    const world = setUp();
    world.fail(new Error('disk'));
    await assert.rejects(world.coalescer.flush(), /disk/);
    world.coalescer.trigger();
    await world.timers.advance(100);
    assert.equal(world.errors.length, 1);
    world.fail(undefined);
    await world.coalescer.flush();
    assert.equal(world.starts.length, 3);
  });

  it('begins no run once disposed, and lets waiters go', async () => {
    const world = setUp();
    world.hold();
    void world.coalescer.flush();
    const waiting = world.coalescer.flush();
    world.coalescer.trigger();
    world.coalescer.dispose();
    await waiting;
    await world.release();
    await world.timers.advance(1000);
    world.coalescer.trigger();
    await world.coalescer.flush();
    await world.timers.advance(1000);
    assert.equal(world.starts.length, 1);
  });

  it('never overlaps, and answers every trigger and flush with a run that began after it', async () => {
    const action = fc.oneof(
      fc.constant('trigger' as const),
      fc.constant('flush' as const),
      fc.constant('hold' as const),
      fc.constant('release' as const),
      fc.integer({ min: 1, max: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const world = setUp();
        let runsBeforeLastTrigger = -1;
        const flushes: Promise<void>[] = [];
        for (const step of actions) {
          if (step === 'trigger') {
            world.coalescer.trigger();
            runsBeforeLastTrigger = world.starts.length;
          } else if (step === 'flush') {
            const before = world.starts.length;
            flushes.push(world.coalescer.flush().then(() => assert.ok(world.starts.length > before)));
          } else if (step === 'hold') world.hold();
          else if (step === 'release') await world.release();
          else await world.timers.advance(step);
        }
        await world.release();
        await world.timers.advance(1000);
        await world.release();
        await Promise.all(flushes);
        assert.ok(world.mostAtOnce() <= 1, 'two runs at once');
        assert.ok(world.starts.length > runsBeforeLastTrigger, 'the last trigger was not answered');
        assert.equal(world.isRunning(), false);
      }),
      { numRuns: 300 },
    );
  });
});
