// npm run docs: writes package.json's languageModelTools from the table of operations, and nothing else of it. `--check` only compares.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { applyEdits, modify } from 'jsonc-parser';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'package.json');

/** What the code declares: its table is TypeScript, so it is bundled first. */
async function declared() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tools-'));
  try {
    const outfile = path.join(folder, 'contribution.cjs');
    const entry = path.join(root, 'src', 'editor', 'tools', 'contribution.ts');
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], logLevel: 'warning' });
    return createRequire(outfile)(outfile).toolContributions();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const before = readFileSync(file, 'utf8');
const tools = await declared();
const same = JSON.stringify(JSON.parse(before).contributes.languageModelTools) === JSON.stringify(tools);
if (process.argv.includes('--check')) {
  if (!same) {
    console.error('package.json does not declare the tools of the table of operations: run npm run docs');
    process.exitCode = 1;
  }
} else if (!same) {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  writeFileSync(file, applyEdits(before, modify(before, ['contributes', 'languageModelTools'], tools, { formattingOptions })));
}
