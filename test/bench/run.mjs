#!/usr/bin/env node
// npm run bench: builds the product and the benchmarks, runs them one after the other, since they measure, and
// prints one table. Exit code 1 when a row misses its limit. `npm run bench -- cli plan` runs those named so;
// `--json FILE` writes the rows to a file too.
import { fork, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isMissed, tableOf } from './table.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const folder = path.join(root, 'out', 'test', 'bench');
const suffix = '.bench.js';

function parse(argv) {
  const at = argv.indexOf('--json');
  const json = at >= 0 ? argv[at + 1] : undefined;
  if (at >= 0 && !json) throw new Error('--json needs the name of a file');
  return { json, wanted: argv.filter((_arg, index) => at < 0 || (index !== at && index !== at + 1)) };
}

/** What one benchmark measured; undefined where it failed. What is measured of memory is measured after a collection. */
function measure(name) {
  return new Promise((resolve) => {
    let rows;
    const child = fork(path.join(import.meta.dirname, 'one.mjs'), [path.join(folder, `${name}${suffix}`)], { cwd: root, execArgv: ['--expose-gc'] });
    child.on('message', (sent) => (rows = sent));
    child.on('close', (code) => resolve(code === 0 ? rows : undefined));
  });
}

async function main() {
  const { json, wanted } = parse(process.argv.slice(2));
  const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  if (!run('esbuild.js', '--production', '--tests')) throw new Error('The build failed.');
  const names = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length)).sort();
  const chosen = names.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Error(`There is no such benchmark; there are ${names.join(', ')}.`);
  const rows = [];
  const failed = [];
  for (const name of chosen) {
    const begun = Date.now();
    const measured = await measure(name);
    console.error(`${name}: ${measured ? `${measured.length} rows` : 'failed'}, ${Math.round((Date.now() - begun) / 1000)} s`);
    if (measured) rows.push(...measured.map((row) => ({ bench: name, ...row })));
    else failed.push(name);
  }
  console.log(tableOf(rows));
  if (json) writeFileSync(json, `${JSON.stringify(rows.map((row) => ({ ...row, isMissed: isMissed(row) })), null, 2)}\n`);
  const missed = rows.filter(isMissed);
  console.log(`\n${rows.length} rows, ${missed.length} missed${failed.length > 0 ? `; failed: ${failed.join(', ')}` : ''}`);
  process.exitCode = missed.length + failed.length > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
