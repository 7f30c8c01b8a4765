import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Milliseconds that DESIGN section 8 grants. */
const LIMITS = { activation: 50, watching: 250 };
const consoleLog = path.join('.cache', 'results', 'host-console.log');

/** The two figures that only a real extension host can tell: the host suite prints them, and they are read there. */
function main(): void {
  rmSync(consoleLog, { force: true });
  const env = { ...process.env, ORCHESTRATOR_GREP: 'the product in the extension host' };
  const { status } = spawnSync(process.execPath, [path.join('test', 'editor', 'run-host.mjs')], { env, stdio: 'ignore' });
  const printed = status === 0 ? readFileSync(consoleLog, 'utf8') : '';
  const activation = /activation: ([\d.]+) ms/.exec(printed)?.[1];
  const delays = /state file changed -> snapshot changed: ([\d, ]+) ms/.exec(printed)?.[1]?.split(', ').map(Number).sort((a, b) => a - b);
  if (activation === undefined || !delays) {
    console.error('The host suite did not print its figures: npm test -- host');
    process.exitCode = 1;
    return;
  }
  report('activation in the extension host', Number(activation), LIMITS.activation);
  report('state file changed to views changed, median', delays[Math.floor(delays.length / 2)] ?? Infinity, LIMITS.watching);
}

function report(what: string, ms: number, limit: number): void {
  console.log(`${what}: ${(ms / limit).toFixed(2)} x the ${limit} ms it may take (at most 1 x), ${ms.toFixed(0)} ms`);
  if (ms > limit) process.exitCode = 1;
}

main();
