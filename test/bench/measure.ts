import { performance } from 'node:perf_hooks';

/** One line of the benchmarks' table. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  /** `x` is a ratio of two times in one run, `exponent` how cost grows with size (1: linear). */
  readonly unit: 'x' | 'ms' | 'MB' | 'bytes' | 'tokens' | 'count' | 'exponent';
  /** What it may be at most; without it the row only tells. */
  readonly limit?: number;
  /** What helps to understand the measurement. */
  readonly note?: string;
}

/** What every `*.bench.ts` exports as `bench`. */
export type Bench = () => Promise<readonly Row[]>;

export interface Ratio {
  readonly ratio: number;
  readonly baseMs: number;
  readonly subjectMs: number;
}

/** The middle one of several measurements; one slow run does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * How much longer `subject` takes than `baseline`, in one process and at one time: both run in turn, and the
 * ratio is the middle one of all rounds, so that other work on the machine strikes both alike.
 */
export async function ratioOf(rounds: number, baseline: () => unknown, subject: () => unknown): Promise<Ratio> {
  const base: number[] = [];
  const own: number[] = [];
  await timed(baseline);
  await timed(subject);
  for (let round = 0; round < rounds; round++) {
    base.push(await timed(baseline));
    own.push(await timed(subject));
  }
  return { ratio: median(own.map((ms, round) => ms / (base[round] ?? ms))), baseMs: median(base), subjectMs: median(own) };
}

/** A ratio as a row, with both times beside it. */
export function ratioRow(row: Pick<Row, 'what' | 'limit'>, { ratio, baseMs, subjectMs }: Ratio, more = ''): Row {
  return { ...row, measured: ratio, unit: 'x', note: `${msText(subjectMs)} to ${msText(baseMs)}${more && `, ${more}`}` };
}

/** Milliseconds as they are read best. */
export function msText(ms: number): string {
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}

/** The milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** How cost grows with size: the slope of the line through both on logarithmic axes. 1 is linear, 2 quadratic. */
export function exponentOf(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const middle = (at: 0 | 1) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x, y] = [middle(0), middle(1)];
  const both = logs.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  return both / logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
}

/** This process's work, and how long it took in all: what it waits for others is in the second alone. */
export interface OwnTime<T> {
  readonly value: T;
  readonly ownMs: number;
  readonly wholeMs: number;
}

export async function ownTime<T>(work: () => Promise<T>): Promise<OwnTime<T>> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, ownMs: (user + system) / 1000, wholeMs: performance.now() - begin };
}
