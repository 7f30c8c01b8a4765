import { isNativeError } from 'node:util/types';
import { parentPort, workerData } from 'node:worker_threads';
import { canary } from './canary';
import { Random } from './random';
import { TARGETS } from './targets';

/** What a worker is told to do: to try inputs of its own from a number on until a time, to make the one of a number, or to try one that is given. */
export type Job =
  | { readonly kind: 'hunt'; readonly target: string; readonly seed: string; readonly from: number; readonly until: number; readonly most: number }
  | { readonly kind: 'make'; readonly target: string; readonly seed: string; readonly at: number }
  | { readonly kind: 'try'; readonly target: string; readonly input: unknown };

export interface Fault {
  readonly message: string;
  readonly stack: string;
}

/** What it answers. `next`: the number that would have come next. */
export type Report =
  | { readonly kind: 'found'; readonly at: number; readonly input: unknown; readonly fault: Fault }
  | { readonly kind: 'done'; readonly next: number }
  | { readonly kind: 'made'; readonly input: unknown }
  | { readonly kind: 'tried'; readonly fault: Fault | undefined };

/** Shared with the one that watches: how many inputs were begun. It hangs where that does not change. */
const { beat } = workerData as { beat: Int32Array };
Atomics.store(beat, 0, 1);
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const namesThen = prototypes.map((one) => new Set(Reflect.ownKeys(one)));

async function faultOf(name: string, input: unknown): Promise<Fault | undefined> {
  const target = [...TARGETS, canary].find((one) => one.name === name);
  Atomics.add(beat, 0, 1);
  try {
    await target?.run(structuredClone(input) as never);
    lookAtPrototypes();
    return undefined;
  } catch (error) {
    // A page's errors are of its own realm.
    const { message, stack = '' } = isNativeError(error) ? error : new Error(String(error));
    return { message, stack };
  }
}

function lookAtPrototypes(): void {
  prototypes.forEach((prototype, index) => {
    const added = Reflect.ownKeys(prototype).filter((key) => !namesThen[index]?.has(key));
    for (const key of added) Reflect.deleteProperty(prototype, key);
    if (added.length > 0) throw new Error(`a prototype was changed: ${added.map(String).join(', ')}`);
  });
}

/** The input of a number, which is the same for the same seed. */
function inputOf(seed: string, name: string, at: number): unknown {
  return TARGETS.find((one) => one.name === name)?.make(new Random(`${seed} ${name} ${at}`));
}

async function hunt({ target, seed, from, until, most }: Extract<Job, { kind: 'hunt' }>): Promise<Report> {
  let at = from;
  for (; Date.now() < until && at < most; at++) {
    const input = await inputOf(seed, target, at);
    Atomics.store(beat, 1, at);
    const fault = await faultOf(target, input);
    if (fault) report({ kind: 'found', at, input, fault });
  }
  return { kind: 'done', next: at };
}

function report(answer: Report): void {
  parentPort?.postMessage(answer);
}

async function done(job: Job): Promise<Report> {
  switch (job.kind) {
    case 'hunt':
      return hunt(job);
    case 'make':
      return { kind: 'made', input: await inputOf(job.seed, job.target, job.at) };
    case 'try':
      return { kind: 'tried', fault: await faultOf(job.target, job.input) };
  }
}

parentPort?.on('message', (job: Job) => void done(job).then(report));
