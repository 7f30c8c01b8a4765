import { smaller } from './smaller';
import type { Watched } from './watched';
import type { Fault } from './worker';

export interface Finding {
  readonly target: string;
  readonly at: number;
  /** The smallest that still breaks the same promise. */
  readonly input: unknown;
  readonly fault: Fault;
  /** Inputs that broke it the same way. */
  times: number;
}

export interface Hunt {
  readonly seed: string;
  /** For each target. */
  readonly ms: number;
  /** Inputs of each target at most. */
  readonly most?: number;
  /** How long a finding may be made smaller. */
  readonly smallerMs: number;
}

/** Different faults of one target that are told of: more are the same, most of the time. */
const MOST_FINDINGS = 12;

/** Tries inputs of one target until the time is up. */
export async function hunt(target: string, watched: Watched, { seed, ms, most = Number.POSITIVE_INFINITY, smallerMs }: Hunt): Promise<{ tried: number; findings: readonly Finding[] }> {
  const until = Date.now() + ms;
  const findings = new Map<string, Finding>();
  const keep = (at: number, input: unknown, fault: Fault): void => {
    const known = findings.get(signature(fault));
    if (known) known.times++;
    else if (findings.size < MOST_FINDINGS) findings.set(signature(fault), { target, at, input, fault, times: 1 });
  };
  let next = 0;
  while (Date.now() < until && next < most) {
    const ended = await watched.do({ kind: 'hunt', target, seed, from: next, until, most }, ({ at, input, fault }) => keep(at, input, fault));
    next = ended.kind === 'done' ? ended.next : watched.at + 1;
    // Its input may have to be made anew: nothing came out of the worker.
    if (ended.kind === 'lost') keep(watched.at, await inputOf(watched, target, seed), ended.fault);
    if (ended.kind === 'done') break;
  }
  const small: Finding[] = [];
  for (const finding of findings.values()) small.push(await made(finding, watched, Date.now() + smallerMs));
  return { tried: next, findings: small };
}

/** Whether an input breaks a promise, and how. */
export async function tryInput(watched: Watched, target: string, input: unknown): Promise<Fault | undefined> {
  const answer = await watched.do({ kind: 'try', target, input }, () => undefined);
  return answer.kind === 'tried' || answer.kind === 'lost' ? answer.fault : undefined;
}

/** The input that was tried last. */
async function inputOf(watched: Watched, target: string, seed: string): Promise<unknown> {
  const answer = await watched.do({ kind: 'make', target, seed, at: watched.at }, () => undefined);
  return answer.kind === 'made' ? answer.input : undefined;
}

/** The finding with its input cut down as far as the time allows. */
async function made(finding: Finding, watched: Watched, until: number): Promise<Finding> {
  let { input, fault } = finding;
  for (let isSmaller = true; isSmaller && Date.now() < until; ) {
    isSmaller = false;
    for (const less of smaller(input)) {
      if (Date.now() > until) break;
      const same = await tryInput(watched, finding.target, less);
      if (!same || signature(same) !== signature(fault)) continue;
      [input, fault, isSmaller] = [less, same, true];
      break;
    }
  }
  return { ...finding, input, fault };
}

/** What two faults have in common that are the same: the words without what was given, and the place. */
function signature({ message, stack }: Fault): string {
  const words = message.split('\n')[0]?.replace(/"(\\.|[^"\\])*"?|'[^']*'|\d+/g, '…').slice(0, 120) ?? '';
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:')).slice(0, 2);
  return [words, ...places].join('\n');
}
