import * as fs from 'node:fs';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Fault, Job, Report } from './worker';

/** An input that takes longer hangs, in ms. Far more than any needs, on a busy machine too. */
export const DEADLINE_MS = 20_000;
const LOOK_MS = 100;
/** How long a worker may take until it can begin. */
const LOADING_MS = 60_000;

/** Worker threads that are watched from outside, so that an endless loop in one is found and ended. */
export class Watched {
  private worker: Worker | undefined;
  private readonly beat = new Int32Array(new SharedArrayBuffer(8));

  /** @param scratch where the targets may write */
  constructor(
    private readonly scratch: string,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /** The number of the input that was tried last. */
  get at(): number {
    return Atomics.load(this.beat, 1);
  }

  /** Does a job, and tells of what is found on the way. Resolves to a fault where the worker hung or died. */
  do(job: Job, onFound: (found: Extract<Report, { kind: 'found' }>) => void): Promise<Exclude<Report, { kind: 'found' }> | { readonly kind: 'lost'; readonly fault: Fault }> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve) => {
      let [last, since] = [-1, Date.now()];
      const watch = setInterval(() => {
        const now = Atomics.load(this.beat, 0);
        if (now !== last) [last, since] = [now, Date.now()];
        else if (Date.now() - since > (now === 0 ? LOADING_MS : this.deadlineMs)) end({ kind: 'lost', fault: { message: `it hangs: no end after ${this.deadlineMs} ms`, stack: '' } });
      }, LOOK_MS);
      const hear = (report: Report): void => (report.kind === 'found' ? onFound(report) : end(report));
      const died = (error: Error): void => end({ kind: 'lost', fault: { message: `it died: ${error.message}`, stack: error.stack ?? '' } });
      const end = (answer: Exclude<Report, { kind: 'found' }> | { kind: 'lost'; fault: Fault }): void => {
        clearInterval(watch);
        worker.off('message', hear).off('error', died);
        if (answer.kind === 'lost') void this.close();
        resolve(answer);
      };
      worker.on('message', hear).on('error', died);
      worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): Worker {
    Atomics.store(this.beat, 0, 0);
    // Of its own: the one before may have ended in the middle of something.
    const scratch = fs.mkdtempSync(path.join(this.scratch, 'worker-'));
    const env = { ...process.env, HOME: path.join(scratch, 'home'), USERPROFILE: path.join(scratch, 'home'), TMPDIR: scratch, TEMP: scratch, ORCHESTRATOR_DATA: path.join(scratch, 'data'), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const worker = new Worker(path.resolve('out', 'test', 'fuzz', 'worker.js'), { workerData: { beat: this.beat, scratch }, env });
    // Whoever listens is told; nobody listens between two jobs.
    return worker.on('error', () => undefined);
  }
}
