// One run at a time for a piece of work that two runs would spoil for each other.
import { mkdirSync, openSync, closeSync, writeSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from './process.mjs';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

function take(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    return false;
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/**
 * Runs `work` while holding the lock file. A lock whose holder has ended is taken over.
 * @param {string} file @param {() => Promise<T>} work @template T @returns {Promise<T>}
 */
export async function withLock(file, work, { patienceMs = 600_000, say = () => {} } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const deadline = Date.now() + patienceMs;
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder > 0 && !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new Failure(`Process ${holder} has held ${file} for too long.`, `Delete ${file} if that process is not at work, and run again.`);
    }
    if (!told) {
      say(`waiting for process ${holder}, which is doing the same`);
      told = true;
    }
    await wait(500);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
