// The project's own dependencies, as the lock file wants them. Only Node built-ins.
import { existsSync, readFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { at } from './paths.mjs';
import { must, npm } from './process.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/** Compares versions, not times: a fresh checkout and an `npm install` both leave times that mislead. */
function isInstalled() {
  const installedLock = at('node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) {
    return false;
  }
  const installed = packagesOf(installedLock);
  const wanted = Object.entries(packagesOf(at('package-lock.json')));
  return wanted.every(([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version);
}

/** Runs `npm ci` where node_modules is missing or not what the lock file says. */
export async function ensureDependencies(say) {
  await withLock(at('.cache', 'npm-ci.lock'), async () => {
    if (isInstalled()) {
      return;
    }
    say('installing the dependencies (npm ci)');
    const remedy = 'Check that the npm registry can be reached, then run again.';
    await must(...npm('ci', '--no-audit', '--no-fund', '--loglevel=error'), { cwd: at(), quiet: true, remedy });
  }, { say });
}
