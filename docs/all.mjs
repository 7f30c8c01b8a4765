// npm run docs: writes everything that is made from the sources. `npm run docs -- --check` changes nothing, and tells what is stale.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

for (const name of ['schemas', 'tools', 'tables', 'codes']) {
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, `${name}.mjs`), ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
