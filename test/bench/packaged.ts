import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';

/** Packs the product as it is now, which the real workbench installs. The package's bytes. */
export function packaged(): number {
  const { status, stderr, error } = spawnSync('npm', ['run', '--silent', 'package'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`the product was not packed: ${error?.message ?? stderr}`);
  return statSync(path.join('dist', 'implementation-orchestrator.vsix')).size;
}
