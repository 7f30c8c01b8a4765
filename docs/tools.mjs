// npm run docs: writes package.json's languageModelTools from the table of operations, and nothing else of it. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { bundled } from './bundled.mjs';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'package.json');

const before = readFileSync(file, 'utf8');
const { toolContributions } = await bundled('editor/tools/contribution.ts');
const tools = toolContributions();
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
