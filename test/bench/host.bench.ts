import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import path from 'node:path';
import type { Bench, Row } from './measure';

/** What only an extension host can tell: see host/index.ts, which runs there and measures. */
export const bench: Bench = () => {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'host-bench-'));
  const results = path.join(scratch, 'rows.json');
  const env = { ...process.env, ORCHESTRATOR_SUITE: 'bench/host', ORCHESTRATOR_RESULTS: results };
  try {
    const { status } = spawnSync(process.execPath, [path.join('test', 'editor', 'run-host.mjs')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error('the extension host did not come to an end');
    return Promise.resolve(JSON.parse(readFileSync(results, 'utf8')) as Row[]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
