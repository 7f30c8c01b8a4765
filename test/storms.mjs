#!/usr/bin/env node
// npm run storms: the storms of the host and ui tests, in which agents work for minutes where `npm test` gives them seconds.
// `npm run storms -- --minutes 5` is the default.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { at } from './editor/paths.mjs';

/** What all other storms and the start of the editor take at most. */
const REST_MINUTES = 10;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error('usage: npm run storms -- [--minutes NUMBER]');
  process.exit(2);
}
const env = { ...process.env, ORCHESTRATOR_STORM_SECONDS: String(minutes * 60), ORCHESTRATOR_SUITE_MINUTES: String(minutes + REST_MINUTES) };
process.exitCode = spawnSync(process.execPath, [at('test', 'run.mjs'), 'host', 'ui', '--grep', '^(storms|a storm) '], { stdio: 'inherit', env }).status ?? 1;
