import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

/** What a TypeScript module of `src` exports, for a generator that runs in plain Node. */
export async function bundled(entry) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'docs-'));
  try {
    const outfile = path.join(folder, 'bundle.cjs');
    const from = path.join(import.meta.dirname, '..', 'src', entry);
    await build({ entryPoints: [from], outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'warning' });
    return createRequire(outfile)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
