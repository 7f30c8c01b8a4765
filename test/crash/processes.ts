import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of the suite; `out/test/crash` holds its bundle. */
export interface Worker {
  readonly pid: number;
  /** Resolves when the job is done; rejects when the process ended before. */
  run(job: object): Promise<void>;
  /** Ends it as the kernel would, with no moment for a last word. Resolves when it is gone. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Starts a process, which waits for its job. */
export async function startWorker(program: 'writer' | 'handWriter' | 'treesWorker'): Promise<Worker> {
  const child = fork(join(__dirname, `${program}.js`), { stdio: 'inherit' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  await once(child, 'message');
  return {
    pid: child.pid ?? 0,
    run: async (job) => {
      const over = new AbortController();
      const ended = once(child, 'exit', over).then(() => false);
      const finished = once(child, 'message', over).then(() => true);
      child.send(job);
      const isFinished = await Promise.race([finished, ended]);
      // Whichever is still waited for is given up, which is no fault.
      ended.catch(() => undefined);
      finished.catch(() => undefined);
      over.abort();
      if (!isFinished) throw new Error(`the process ${program} ended`);
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
