import { performance } from 'node:perf_hooks';

/** The middle one of several measurements; one slow run does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * How much longer `subject` takes than `baseline`, in one process and at one time: both run in turn, and the
 * ratio is the middle one of all rounds, so that other work on the machine strikes both alike.
 */
export function ratioOf(rounds: number, baseline: () => unknown, subject: () => unknown): { ratio: number; baseMs: number; subjectMs: number } {
  const base: number[] = [];
  const own: number[] = [];
  timed(baseline);
  timed(subject);
  for (let round = 0; round < rounds; round++) {
    base.push(timed(baseline));
    own.push(timed(subject));
  }
  return { ratio: median(own.map((ms, round) => ms / (base[round] ?? ms))), baseMs: median(base), subjectMs: median(own) };
}

/** Prints one figure with its bound; a bound that is passed makes the process fail. */
export function report(what: string, ratio: number, atMost: number, more = ''): void {
  const isMissed = !(ratio <= atMost);
  console.log(`${what}: ${ratio.toFixed(2)} x (at most ${atMost} x)${more ? `, ${more}` : ''}${isMissed ? '  MISSED' : ''}`);
  if (isMissed) process.exitCode = 1;
}

function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
