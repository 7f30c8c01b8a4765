#!/usr/bin/env node
// npm run fuzz: builds what is fuzzed, and fuzzes it. What to give it, and how to add a target: README.md beside this file.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

process.exitCode = run('esbuild.js', '--production', '--tests') || run('--enable-source-maps', path.join('out', 'test', 'fuzz', 'fuzz.js'), ...process.argv.slice(2));
