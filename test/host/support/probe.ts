import Mocha from 'mocha';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks the editor for something again and again while a storm goes on, and notes how long each answer took. */
export class Probe {
  readonly latencies: number[] = [];
  private isOver = false;
  private readonly running: Promise<void>;

  constructor(ask: () => PromiseLike<unknown>) {
    this.running = this.run(ask);
    this.running.catch(() => undefined);
  }

  /** Rejects where an answer failed. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async run(ask: () => PromiseLike<unknown>): Promise<void> {
    while (!this.isOver) {
      const begin = performance.now();
      await ask();
      this.latencies.push(performance.now() - begin);
      await pause(50);
    }
  }
}

/** The middle and the greatest of some times, as a cell of the table. */
export function times(latencies: readonly number[]): string {
  const sorted = [...latencies].sort((one, other) => one - other);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? NaN)} / ${Math.round(sorted.at(-1) ?? NaN)} ms (${sorted.length})`;
}

/** MB of the heap that are in use after a collection. */
export function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** Prints lines where the report goes: nobody sees the console of the extension host. */
export function print(lines: readonly string[]): void {
  for (const line of lines) Mocha.reporters.Base.consoleLog(`      ${line}`);
}
