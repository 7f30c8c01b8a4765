#!/usr/bin/env node
// Installs the embedded editor: the VS Code inside the npm package code-server, and the Node 24 it needs.
// Only Node built-ins: it may run before the project's own `npm ci`.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lock.mjs';
import { editorFolder } from './paths.mjs';
import { Failure, must, npm } from './process.mjs';
import { ensureSystem, findBrowser } from './system.mjs';

const sources = ['package.json', 'package-lock.json', '.npmrc'];
const shims = ['spdlog', 'native-watchdog'];
const shimFile = (name) => path.join('shims', `${name}.cjs`);
const from = (name) => path.join(import.meta.dirname, name);
const inside = (...parts) => path.join(editorFolder, ...parts);

/** Changes with the pinned versions, so that a new pin installs anew. */
function wantedStamp() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const name of [...sources, ...shims.map(shimFile)]) {
    hash.update(readFileSync(from(name)));
  }
  return hash.digest('hex');
}

const isCurrent = (stamp) => existsSync(inside('stamp')) && readFileSync(inside('stamp'), 'utf8') === stamp;

/** The Node 24 that runs the editor: the one installed with it, else this one if it is a 24. */
function runtime() {
  const installed = inside('node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(installed)) {
    return installed;
  }
  if (process.versions.node.startsWith('24.')) {
    return process.execPath;
  }
  throw new Failure('The embedded editor needs Node 24, and npm has no Node 24 for this platform.', 'Run this under Node 24, or install VS Code, which is used when it is found.');
}

async function installPackages(say) {
  const remedy = 'Check that the npm registry can be reached, then run again. What was already fetched is kept.';
  for (const name of sources) {
    copyFileSync(from(name), inside(name));
  }
  say('1/2 code-server and its Node 24');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  await must(...npm('ci', ...quiet), { cwd: editorFolder, quiet: true, remedy });
  runtime();
  say('2/2 the VS Code inside it');
  const vscode = inside('node_modules', 'code-server', 'lib', 'vscode');
  await must(...npm('install', '--omit=dev', '--no-package-lock', ...quiet), { cwd: vscode, quiet: true, remedy });
  for (const name of shims) {
    copyFileSync(from(shimFile(name)), path.join(vscode, 'node_modules', '@vscode', name, 'index.js'));
  }
}

/**
 * Installs what is missing and says where it is.
 * @param {(line: string) => void} [say] progress
 * @param {{browser?: boolean}} [needs] whether a browser is needed too: tests do, a person brings their own
 * @returns {Promise<{node: string, entry: string, browser: string | undefined}>} the Node, the server's script, the browser
 */
export async function ensureEditor(say = (line) => console.log(`editor: ${line}`), needs = { browser: true }) {
  const stamp = wantedStamp();
  await withLock(`${editorFolder}.lock`, async () => {
    await ensureSystem({ ...needs, git: true }, say);
    if (!isCurrent(stamp)) {
      const begun = Date.now();
      rmSync(inside('stamp'), { force: true });
      mkdirSync(editorFolder, { recursive: true });
      await installPackages(say);
      writeFileSync(inside('stamp'), stamp);
      say(`installed in ${Math.round((Date.now() - begun) / 1000)} s`);
    }
  }, { say });
  return { node: runtime(), entry: inside('node_modules', 'code-server', 'out', 'node', 'entry.js'), browser: needs.browser ? findBrowser() : undefined };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureEditor().then(
    (editor) => console.log(`editor: ready; browser ${editor.browser}`),
    (error) => {
      console.error(error instanceof Failure ? error.message : error);
      process.exitCode = 1;
    },
  );
}
