#!/usr/bin/env node
// Stands in for the `code` executable: takes the arguments of a test run, runs it in the embedded editor,
// and exits with the suite's code. So `runTests` of @vscode/test-electron drives either editor.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { newContext, newWindow, startBrowser } from './browser.mjs';
import { ensureEditor } from './install.mjs';
import { keepLogs } from './logs.mjs';
import { at } from './paths.mjs';
import { Failure } from './process.mjs';
import { startEditor } from './server.mjs';

const consoleFile = at('.cache', 'results', 'host-console.log');

function parse(argv) {
  const values = (name) => argv.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => path.resolve(arg.slice(name.length + 3)));
  return {
    extensions: values('extensionDevelopmentPath'),
    tests: values('extensionTestsPath').at(-1),
    trusted: argv.includes('--disable-workspace-trust'),
    target: argv.find((arg) => !arg.startsWith('-')),
  };
}

/** What the workbench and the extensions print is much and rarely wanted: it goes to a file. */
function consoleTo(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  return (type, args) => appendFileSync(file, `${type}: ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}\n`);
}

/** Prints the suite's report while the reporter, in the extension host, writes it. */
function follow(file) {
  let shown = 0;
  const show = () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    process.stdout.write(text.slice(shown));
    shown = text.length;
  };
  const timer = setInterval(show, 250);
  return () => {
    clearInterval(timer);
    show();
  };
}

async function runSuite(window, url, limitMs) {
  let finish;
  const ended = new Promise((resolve) => (finish = resolve));
  await window.exposeFunction('codeAutomationLog', consoleTo(consoleFile));
  await window.exposeFunction('codeAutomationExit', (code) => finish(code));
  window.on('crash', () => finish(70));
  const timer = setTimeout(() => {
    console.error(`The suite did not end within ${limitMs / 60_000} minutes.`);
    finish(75);
  }, limitMs);
  await window.goto(url);
  const code = await ended;
  clearTimeout(timer);
  return code;
}

async function main() {
  const args = parse(process.argv.slice(2));
  if (args.extensions.length === 0 || !args.tests) {
    throw new Failure('usage: code.mjs [FOLDER | WORKSPACE] --extensionDevelopmentPath=DIR… --extensionTestsPath=MODULE [--disable-workspace-trust]');
  }
  const editor = await ensureEditor();
  const empty = mkdtempSync(path.join(os.tmpdir(), 'workspace-'));
  const report = path.join(empty, 'report.txt');
  // A browser's editor saves by itself after a second: a test that edits decides when.
  const settings = { 'files.autoSave': 'off' };
  const server = await startEditor(editor, { env: { ORCHESTRATOR_REPORT: report }, settings });
  const browser = await startBrowser(editor);
  const stopFollowing = follow(report);
  try {
    const window = await newWindow(await newContext(browser), args);
    const limitMs = Number(process.env.ORCHESTRATOR_SUITE_MINUTES ?? 10) * 60_000;
    const target = path.resolve(args.target ?? path.join(empty, 'workspace'));
    if (!target.endsWith('.code-workspace')) mkdirSync(target, { recursive: true });
    const code = await runSuite(window, server.url(target), limitMs);
    if (code !== 0) {
      keepLogs(server.logs(), at('.cache', 'failures', 'host'));
      console.error(`The console of the window: ${consoleFile}\nThe logs of the editor: ${at('.cache', 'failures', 'host')}`);
    }
    return code;
  } finally {
    stopFollowing();
    await browser.close();
    await server.stop();
    rmSync(empty, { recursive: true, force: true });
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 70;
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(130));
}
