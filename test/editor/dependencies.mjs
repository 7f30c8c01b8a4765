// The project's own dependencies, as the lock file wants them. Only Node built-ins.
import { existsSync, readFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { at } from './paths.mjs';
import { Failure, must, npm, run } from './process.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

const remedy = 'Check that the npm registry can be reached, then run again.';

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
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await run(...npm('ci', ...quiet), { cwd: at(), quiet: true });
    if (code === 0) {
      return;
    }
    if (!/can only install packages when/.test(output)) {
      throw new Failure(`npm ci ended with code ${code}.\n${output.trim()}`, remedy);
    }
    // A registry that holds only some platforms' binaries leaves the others out of the lock file, which npm ci refuses.
    say('the lock file lacks packages of other platforms: npm install instead');
    await must(...npm('install', '--no-save', ...quiet), { cwd: at(), quiet: true, remedy });
  }, { say });
}
