#!/usr/bin/env node
// npm run bench: builds the product and the benchmarks, and runs them one after the other, since they
// measure. Exit code 1 when a figure of DESIGN section 8 is missed. `npm run bench -- cli` runs those named so.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

const isBuilt = run('esbuild.js', '--production', '--tests');
const folder = path.join(root, 'out', 'test', 'bench');
const wanted = process.argv.slice(2);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bench.js')).sort() : [];
const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
if (chosen.length === 0) console.error('There is no such benchmark.');
// What is measured of memory is measured after a collection.
const missed = chosen.filter((name) => !run('--expose-gc', path.join(folder, name)));
if (!isBuilt) console.error('The build failed in part; what was measured may be old.');
if (missed.length > 0) console.error(`Missed: ${missed.join(', ')}`);
process.exitCode = isBuilt && chosen.length > 0 && missed.length === 0 ? 0 : 1;
