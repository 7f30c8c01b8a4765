#!/usr/bin/env node
// npm test: everything, from a fresh clone. `npm test -- unit ui --grep text` runs some of it.
// Only Node built-ins here: the dependencies may have to be installed first.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureDependencies } from './editor/dependencies.mjs';
import { ensureEditor } from './editor/install.mjs';
import { at, root } from './editor/paths.mjs';
import { Failure, npm, run } from './editor/process.mjs';
import { seedOfTests } from './editor/seed.mjs';
import { ensureSystem } from './editor/system.mjs';

const usage = `usage: npm test -- [types] [lint] [build] [package] [unit] [crash] [host] [ui] [--grep PATTERN]
With no names, all of them. A name brings along what it needs.`;

const say = (line) => console.log(`\n== ${line}`);
const bin = (file) => at('node_modules', ...file.split('/'));
const node = (file, ...args) => [process.execPath, [bin(file), ...args]];
const has = (...names) => names.some((name) => existsSync(at(name)));

/** Runs programs beside each other; all of them to the end, so that one run shows all complaints. */
async function all(...commands) {
  const runs = await Promise.all(commands.map(([command, args]) => run(command, args, { cwd: root })));
  return runs.every(({ code }) => code === 0);
}

/** Removes bundles of tests whose source is gone: mocha would still run them. */
function removeStale() {
  const out = at('out', 'test');
  const files = existsSync(out) ? readdirSync(out, { recursive: true }).map(String) : [];
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const source = at('test', file.slice(0, -3));
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) {
      rmSync(path.join(out, file));
    }
  }
}

function testFiles(folder) {
  const base = at('out', 'test', folder);
  const files = existsSync(base) ? readdirSync(base, { recursive: true }).map(String) : [];
  return files.filter((name) => name.endsWith('.test.js')).sort().map((name) => path.join(base, name));
}

/** What the package may have at most, in bytes: 1 MB (DESIGN section 8). */
const MOST_BYTES = 1_000_000;

function isSmall(file) {
  const { size } = statSync(file);
  console.log(`the package: ${size} bytes of at most ${MOST_BYTES}`);
  return size <= MOST_BYTES;
}

/** What the packager warns of the marketplace would show, or refuse. */
async function isPackaged() {
  const [command, args] = npm('run', '--silent', 'package');
  const { code, output } = await run(command, args, { cwd: root, quiet: true });
  console.log(output.trim());
  return code === 0 && !/\bWARN/.test(output);
}

/** A stage that has no tests of its own: good or not. */
const checks = {
  types: () => all(...['.', 'src/core', 'src/webview'].filter((folder) => has(`${folder}/tsconfig.json`)).map((folder) => node('typescript/bin/tsc', '-p', folder))),
  lint: () =>
    all(
      ...(has('eslint.config.js', 'eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts') ? [node('eslint/bin/eslint.js', '.')] : []),
      ...(has('.dependency-cruiser.js', '.dependency-cruiser.cjs', '.dependency-cruiser.mjs', '.dependency-cruiser.json')
        ? [node('dependency-cruiser/bin/dependency-cruise.mjs', 'src')]
        : []),
    ),
  build: () => {
    removeStale();
    return all([process.execPath, [at('esbuild.js'), '--production', '--tests']]);
  },
  package: async () => (await isPackaged()) && isSmall(at('dist', 'implementation-orchestrator.vsix')),
};

const mocha = (folder, ...args) => node('mocha/bin/mocha.js', '--reporter', at('test', 'editor', 'reporter.cjs'), '--require', at('test', 'editor', 'seed.cjs'), ...args, ...testFiles(folder));

/** The stages that run tests: the program that runs them. */
const suites = {
  // Two files at a time, in processes that stay small (unload.cjs).
  unit: () => mocha('unit', '--timeout', '20000', '--parallel', '--jobs', '2', '--expose-gc', '--require', at('test', 'editor', 'unload.cjs')),
  crash: () => mocha('crash', '--timeout', '300000'),
  host: () => [process.execPath, [at('test', 'editor', 'run-host.mjs')]],
  ui: () => mocha('ui', '--timeout', '120000', '--exit'),
  /** Not a test of `npm test`: makes the pictures of the README (npm run pictures). */
  pictures: () => mocha('pictures', '--timeout', '300000', '--exit'),
};

/** What each suite needs to have run before. */
const needs = { unit: ['build'], crash: ['build'], host: ['build'], ui: ['build', 'package'], pictures: ['build', 'package'] };
const order = ['types', 'lint', 'build', 'package', 'unit', 'crash', 'host', 'ui', 'pictures'];

const needsEditor = (name) => needs[name] !== undefined && !['unit', 'crash'].includes(name);

async function runSuite(name, { grep, scratch, seed }) {
  if (testFiles(name).length === 0) {
    console.error(`${name}: there is not one test`);
    return { passed: 0, failed: 1 };
  }
  const results = path.join(scratch, `${name}.json`);
  const [command, args] = suites[name]();
  const filter = grep && name !== 'host' ? ['--grep', grep] : [];
  // What the product keeps for the person must not reach theirs.
  const env = { ...process.env, ORCHESTRATOR_RESULTS: results, ORCHESTRATOR_GREP: grep ?? '', ORCHESTRATOR_SEED: String(seed), ORCHESTRATOR_DATA: path.join(scratch, 'data') };
  const { code } = await run(command, [...args, ...filter, ...(process.env.CI && name !== 'host' ? ['--forbid-only'] : [])], { cwd: root, env });
  const { passed, failed, pending, failures } = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { passed: 0, failed: 1, pending: 0, failures: [] };
  const executed = passed + failed;
  const isWrong = (code !== 0 || executed === 0) && failed === 0 && !(grep && executed === 0);
  // A test that is skipped is a hole that nobody sees: it counts as a failure.
  return { passed, failed: failed + pending + (isWrong ? 1 : 0), failures };
}

/** What failed, once more at the end: of a long run often only the end is kept. */
const retold = (failures) => failures.map(({ suite, title, why }) => `${suite} failed: ${title}\n${why.replace(/^/gm, '    ')}\n`).join('\n');

function parse(argv) {
  const at = argv.indexOf('--grep');
  const grep = at >= 0 ? argv[at + 1] : undefined;
  const names = argv.filter((_arg, index) => at < 0 || (index !== at && index !== at + 1));
  const unknown = names.filter((name) => !order.includes(name));
  if (unknown.length > 0 || (at >= 0 && grep === undefined)) {
    throw new Failure(`npm test does not know: ${unknown.join(' ') || '--grep without a pattern'}`, usage);
  }
  const wanted = names.length > 0 ? order.filter((name) => names.includes(name) || names.some((other) => needs[other]?.includes(name))) : order.filter((name) => name !== 'pictures');
  return { wanted, grep };
}

async function runStage(name, { editor, broken, ...given }) {
  if (checks[name]) {
    return { passed: 0, failed: (await checks[name]()) ? 0 : 1 };
  }
  const missing = needs[name].find((need) => broken.has(need));
  if (missing) {
    console.error(`${name}: cannot run, because ${missing} failed`);
    return { passed: 0, failed: 1 };
  }
  if (needsEditor(name)) {
    await editor;
  }
  return runSuite(name, given);
}

async function main() {
  const { wanted, grep } = parse(process.argv.slice(2));
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'results-'));
  await ensureSystem({ git: true }, say);
  await ensureDependencies(say);
  const seed = await seedOfTests();
  console.log(`\nseed ${seed}`);
  // The editor is fetched while the compiler works; a failure is reported where it is needed.
  const editor = wanted.some(needsEditor) ? ensureEditor() : Promise.resolve();
  editor.catch(() => {});
  const broken = new Set();
  const lines = [];
  const failures = [];
  const sum = { passed: 0, failed: 0 };
  for (const name of wanted) {
    say(name);
    const begun = Date.now();
    const result = await runStage(name, { grep, scratch, seed, editor, broken }).catch((error) => {
      console.error(error instanceof Failure ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    const seconds = Math.round((Date.now() - begun) / 1000);
    const verdict = checks[name] ? (result.failed ? 'failed' : 'good') : `${result.passed} passed${result.failed ? `, ${result.failed} failed` : ''}`;
    lines.push(`${name}: ${verdict} (${seconds} s)`);
    console.log(lines.at(-1));
    failures.push(...(result.failures ?? []).map((failure) => ({ suite: name, ...failure })));
    sum.passed += result.passed;
    sum.failed += result.failed;
    if (result.failed > 0) {
      broken.add(name);
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  const ranNothing = sum.passed + sum.failed === 0 && wanted.some((name) => suites[name]);
  console.log(`\n${retold(failures)}\n${lines.join('\n')}\n${ranNothing ? 'No test was run.\n' : ''}\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed > 0 || ranNothing ? 1 : 0;
}

main().catch((error) => {
  console.error(error instanceof Failure ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
});
