import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/**
 * Names one run of one process so that another can prove it dead. `machine`, `namespace` and `started` are empty
 * where the system does not tell them (macOS, Windows): then only "no such process" and "another boot" prove death.
 */
export interface ProcessIdentity {
  readonly host: string;
  /** A hash of the machine's id, since host names repeat. */
  readonly machine: string;
  /** Linux: the kernel's boot id. Elsewhere `up:` and the second of the boot by the wall clock. */
  readonly boot: string;
  readonly namespace: string;
  readonly pid: number;
  /** Clock ticks since the boot at which the process started. */
  readonly started: string;
}

let mine: ProcessIdentity | undefined;

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return (mine ??= {
    host: hostname(),
    machine: machineHash(),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? bootByClock(),
    namespace: attempt(() => readlinkSync('/proc/self/ns/pid')) ?? '',
    pid: process.pid,
    started: statOf(process.pid)?.started ?? '',
  });
}

/**
 * Whether a process is proven dead: same machine and namespace, and another boot, no such process, or another start
 * time (RELIABILITY, protocol step 2). A stopped process lives; of an unknown host nothing is ever proven.
 */
export function isProvenDead(other: ProcessIdentity): boolean {
  const me = thisProcess();
  if (other.host !== me.host || other.machine !== me.machine || other.namespace !== me.namespace) return false;
  if (isAnotherBoot(other.boot, me.boot)) return true;
  if (!processExists(other.pid)) return true;
  const stat = statOf(other.pid);
  if (!stat) return false;
  return stat.isGone || (other.started !== '' && other.started !== stat.started);
}

/** The clock may be set while a process runs; ten minutes is more than any correction. */
function isAnotherBoot(a: string, b: string): boolean {
  const [first, second] = [/^up:(\d+)$/.exec(a)?.[1], /^up:(\d+)$/.exec(b)?.[1]];
  if (first === undefined || second === undefined) return a !== b;
  return Math.abs(Number(first) - Number(second)) > 600;
}

function bootByClock(): string {
  return `up:${Math.round(Date.now() / 1000 - uptime())}`;
}

/** Asks the kernel and not `/proc`, which may hide the processes of others. */
function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Linux only. `isGone`: it has ended and only waits for its parent to notice. */
function statOf(pid: number): { started: string; isGone: boolean } | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name in parentheses may hold anything, so the fields are counted from its end.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  return state === undefined || started === undefined ? undefined : { started, isGone: state === 'Z' || state === 'X' };
}

function machineHash(): string {
  const id = attempt(() => readFileSync('/etc/machine-id', 'utf8').trim());
  return id ? createHash('sha256').update(`implementation-orchestrator ${id}`).digest('hex').slice(0, 16) : '';
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
