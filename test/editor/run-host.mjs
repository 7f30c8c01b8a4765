#!/usr/bin/env node
// Runs the host suites (out/test/host, or what ORCHESTRATOR_SUITE names) in the extension host: of the VS Code that ORCHESTRATOR_VSCODE names, else of the
// desktop's where there is one, else of the embedded editor.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { findDesktop } from './desktop.mjs';
import { at } from './paths.mjs';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'host-tests-'));
// A workspace of one folder: tests may add more to it, for which the window of a folder would start anew.
const workspace = path.join(scratch, 'host.code-workspace');
mkdirSync(path.join(scratch, 'workspace'));
writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'workspace' }] }));
try {
  await runTests({
    vscodeExecutablePath: process.env.ORCHESTRATOR_VSCODE ?? findDesktop() ?? at('test', 'editor', 'code.mjs'),
    extensionDevelopmentPath: [at(), at('test', 'editor', 'scripted-model')],
    extensionTestsPath: at('out', 'test', process.env.ORCHESTRATOR_SUITE ?? 'host', 'index.js'),
    launchArgs: [workspace],
    extensionTestsEnv: {
      ORCHESTRATOR_ROOT: at(),
      ORCHESTRATOR_TEST_FOLDER: scratch,
      ORCHESTRATOR_RESULTS: process.env.ORCHESTRATOR_RESULTS ?? at('.cache', 'results', 'host.json'),
      ORCHESTRATOR_GREP: process.env.ORCHESTRATOR_GREP ?? '',
      ORCHESTRATOR_SEED: process.env.ORCHESTRATOR_SEED ?? '',
      ORCHESTRATOR_STORM_SECONDS: process.env.ORCHESTRATOR_STORM_SECONDS ?? '',
    },
  });
} catch (error) {
  console.error(`host tests: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
