import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseDescriptor, type AgentDescriptor } from '../../core/delegate/descriptor';
import type { Clock } from '../../core/ports';
import { readBytes } from '../textFile';

/** A prompt that waits for the window in which its agent works. JSON-safe. */
export interface PendingLaunch {
  readonly taskId: string;
  readonly prompt: string;
  readonly agent: AgentDescriptor;
}

/** Launches on their way from one window to another, in the person's data folder. */
export interface PendingLaunches {
  /** Leaves a launch for the window that opens `root` (absolute), in place of one that waits there. Rejects when the disk refuses. */
  put(root: string, launch: PendingLaunch): Promise<void>;
  /** Takes what waits for `root`: of several windows that ask at once, one gets it. */
  take(root: string): Promise<PendingLaunch | undefined>;
}

const pendingSchema = z.object({ at: z.iso.datetime(), root: z.string(), taskId: z.string(), prompt: z.string(), agent: z.unknown() });

/** A window that opens later than this is no answer to the launch any more. */
const KEPT_MS = 24 * 60 * 60_000;
const LARGEST_BYTES = 16 * 1024 * 1024;

/** @param data the folder for what outlives a process, outside every working tree */
export function createPendingLaunches({ data, clock }: { readonly data: string; readonly clock: Clock }): PendingLaunches {
  const folder = join(data, 'launches');
  const fileOf = (real: string) => join(folder, `${createHash('sha256').update(real).digest('hex').slice(0, 32)}.json`);
  return {
    async put(root, { taskId, prompt, agent }) {
      const real = await realpath(root);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const whole = `${fileOf(real)}.${randomBytes(6).toString('hex')}`;
      await writeFile(whole, JSON.stringify({ at: clock.now().toISOString(), root: real, taskId, prompt, agent }), { mode: 0o600, flag: 'wx' });
      await rename(whole, fileOf(real));
    },
    async take(root) {
      const real = await realpath(root).catch(() => root);
      const taken = `${fileOf(real)}.${randomBytes(6).toString('hex')}`;
      try {
        // Whoever renames it has it.
        await rename(fileOf(real), taken);
      } catch {
        return undefined;
      }
      const file = await readBytes(taken, LARGEST_BYTES);
      await rm(taken, { force: true });
      const pending = file.kind === 'bytes' ? read(file.bytes.toString('utf8')) : undefined;
      const isCurrent = pending?.root === real && clock.now().getTime() - Date.parse(pending.at) < KEPT_MS;
      const agent = isCurrent ? parseDescriptor(pending.agent) : undefined;
      return pending && agent?.ok ? { taskId: pending.taskId, prompt: pending.prompt, agent: agent.value } : undefined;
    },
  };
}

function read(text: string): z.infer<typeof pendingSchema> | undefined {
  try {
    return pendingSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
