#!/usr/bin/env node
// npm run test:desktop -- minimum|stable|VERSION: the host suites in a desktop VS Code that is downloaded for it:
// `minimum` is the oldest that package.json says is supported. Without a name both are tried, one after the other.
import { readFileSync } from 'node:fs';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { at } from './paths.mjs';
import { run } from './process.mjs';

const { engines } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const minimum = engines.vscode.replace(/^\^/, '');
const named = process.argv.slice(2);

for (const name of named.length > 0 ? named : ['minimum', 'stable']) {
  const version = name === 'minimum' ? minimum : name;
  try {
    const editor = await downloadAndUnzipVSCode({ version, cachePath: at('.cache', 'desktop') });
    const { code } = await run(process.execPath, [at('test', 'editor', 'run-host.mjs')], { env: { ...process.env, ORCHESTRATOR_VSCODE: editor } });
    if (code !== 0) process.exitCode = 1;
  } catch (error) {
    console.error(`VS Code ${version}: ${error.message}`);
    process.exitCode = 1;
  }
}
