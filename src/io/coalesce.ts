/** What a coalescer needs of time; a test passes its own. Milliseconds. */
export interface CoalescerTimers {
  now(): number;
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

export interface CoalescerOptions {
  /** Quiet time that is waited for after the last trigger, in ms. */
  readonly delayMs: number;
  /** Longest time from the first trigger to its run, however many follow, in ms. */
  readonly longestMs: number;
  run(): Promise<void>;
  /** A run of a trigger that failed; the runs of `flush` reject instead. */
  onError?(error: unknown): void;
  readonly timers?: CoalescerTimers;
}

/** A debounce without overlap: never two runs at once, and the last trigger always leads to a run that began after it. */
export interface Coalescer {
  trigger(): void;
  /** Runs at once, or as soon as the present run ends. Settles with the run that began after the call. */
  flush(): Promise<void>;
  /** No run begins any more; whoever waits in `flush` is let go. */
  dispose(): void;
}

const REAL_TIMERS: CoalescerTimers = {
  now: () => performance.now(),
  set: (run, ms) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

export function createCoalescer(options: CoalescerOptions): Coalescer {
  return new RunCoalescer(options, options.timers ?? REAL_TIMERS);
}

class RunCoalescer implements Coalescer {
  private waiters: Waiter[] = [];
  private timer: unknown;
  /** When the first trigger came that no run has answered yet. */
  private firstAt: number | undefined;
  private isRunning = false;
  /** A timer rang during a run. */
  private isDue = false;
  private isDisposed = false;

  constructor(
    private readonly options: CoalescerOptions,
    private readonly timers: CoalescerTimers,
  ) {}

  trigger(): void {
    if (this.isDisposed) return;
    const now = this.timers.now();
    this.firstAt ??= now;
    const wait = Math.min(this.options.delayMs, Math.max(0, this.firstAt + this.options.longestMs - now));
    this.disarm();
    this.timer = this.timers.set(() => this.ring(), wait);
  }

  flush(): Promise<void> {
    if (this.isDisposed) return Promise.resolve();
    const settled = new Promise<void>((resolve, reject) => this.waiters.push({ resolve, reject }));
    if (!this.isRunning) this.start();
    return settled;
  }

  dispose(): void {
    this.isDisposed = true;
    this.disarm();
    for (const waiter of this.waiters.splice(0)) waiter.resolve();
  }

  private ring(): void {
    this.timer = undefined;
    if (this.isRunning) this.isDue = true;
    else this.start();
  }

  private start(): void {
    this.disarm();
    this.firstAt = undefined;
    this.isDue = false;
    this.isRunning = true;
    const served = this.waiters.splice(0);
    // `run` may throw before its first await; the wrapper turns that into a rejection too.
    void (async () => this.options.run())().then(
      () => this.end(() => served.forEach((waiter) => waiter.resolve())),
      (error: unknown) =>
        this.end(() => {
          if (served.length === 0) this.options.onError?.(error);
          served.forEach((waiter) => waiter.reject(error));
        }),
    );
  }

  private end(settle: () => void): void {
    this.isRunning = false;
    try {
      settle();
    } finally {
      if (!this.isDisposed && (this.isDue || this.waiters.length > 0)) this.start();
    }
  }

  private disarm(): void {
    if (this.timer !== undefined) this.timers.clear(this.timer);
    this.timer = undefined;
  }
}
