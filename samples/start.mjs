#!/usr/bin/env node
// npm start: builds the extension and opens it on a copy of the sample backlog, in VS Code if it is installed,
// else in an embedded one that is shown by any browser. `npm start -- --fresh` begins with a new copy.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from '../test/editor/dependencies.mjs';
import { findDesktop } from '../test/editor/desktop.mjs';
import { ensureEditor } from '../test/editor/install.mjs';
import { at, productVsix, root } from '../test/editor/paths.mjs';
import { Failure, must, npm, run } from '../test/editor/process.mjs';
import { startEditor } from '../test/editor/server.mjs';
import { ensureSystem } from '../test/editor/system.mjs';
import { recent } from './recent.mjs';

const sample = 'ledgerline';
const source = at('samples', sample);
const copy = at('.cache', 'sample', sample);
const preferredPort = 8780;

const say = (line) => console.log(`• ${line}`);

/** The product's commits need an identity: the person's own, else one that only the copy knows. */
async function ensureIdentity(folder) {
  for (const [key, value] of [['user.name', 'Sample Person'], ['user.email', 'person@example.test']]) {
    if ((await run('git', ['config', key], { cwd: folder, quiet: true })).code !== 0) {
      await must('git', ['config', '--local', key, value], { cwd: folder, quiet: true });
    }
  }
}

/**
 * The sample's history, as its README tells it: the plan is older than the manifest, because a product document
 * that is younger than the manifest would block every start. What is recorded is as old as the state file says.
 */
const history = [
  { date: '2025-09-26T16:00:00Z', message: 'Plan Ledgerline', paths: ['docs/master', 'docs/features', 'docs/adr', 'docs/guides'] },
  { date: new Date().toISOString(), message: 'Begin Phase 1', paths: ['.'] },
];

async function commit(folder) {
  const git = (args, env = process.env) => must('git', args, { cwd: folder, quiet: true, env });
  await git(['init', '--quiet', '-b', 'main']);
  await ensureIdentity(folder);
  for (const { date, message, paths } of history) {
    await git(['add', ...paths]);
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    await git(['-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', message], env);
  }
}

async function prepareCopy(isFresh) {
  if (existsSync(copy) && !isFresh) {
    say(`the sample is as you left it (npm start -- --fresh begins anew): ${path.relative(root, copy)}`);
    return;
  }
  const draft = `${copy}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.dirname(draft), { recursive: true });
  cpSync(source, draft, { recursive: true });
  const state = path.join(draft, 'docs', 'backlog', 'task-state.json');
  writeFileSync(state, recent(readFileSync(state, 'utf8')));
  await commit(draft);
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
  say(`copied the sample: ${path.relative(root, copy)}`);
}

async function openDesktop(code) {
  say('installing the extension into VS Code');
  await must(code, ['--install-extension', productVsix, '--force'], { quiet: true });
  await must(code, [copy], { quiet: true });
  say('VS Code opens the sample; the Orchestrator is in its activity bar');
}

async function openEmbedded() {
  say('VS Code was not found here, so the embedded one is used (fetched once, about half a minute)');
  const editor = await ensureEditor((line) => say(`editor: ${line}`), { browser: false });
  const server = await startEditor(editor, {
    folder: at('.cache', 'sample', 'editor'),
    extensions: [productVsix],
    ownHome: false,
    port: preferredPort,
    trusted: true,
  });
  console.log(`\nOpen this address in a browser:\n\n  ${server.url(copy)}\n\nThe Orchestrator is in the activity bar. Ctrl+C ends the editor.`);
  await new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)));
  await server.stop();
}

async function main() {
  const [flag, ...more] = process.argv.slice(2);
  if (more.length > 0 || (flag !== undefined && flag !== '--fresh')) {
    throw new Failure(`npm start does not know: ${[flag, ...more].join(' ')}`, 'usage: npm start [-- --fresh]');
  }
  await ensureSystem({ git: true }, say);
  await ensureDependencies(say);
  say('building and packaging the extension');
  await must(...npm('run', '--silent', 'package'), { cwd: root, quiet: true });
  await prepareCopy(flag === '--fresh');
  const code = findDesktop();
  await (code ? openDesktop(code) : openEmbedded());
}

main().catch((error) => {
  console.error(error instanceof Failure ? error.message : error);
  process.exitCode = 1;
});
