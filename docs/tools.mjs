// npm run docs: writes package.json's languageModelTools, and their texts in package.nls.json, from the table of operations, and nothing else of them. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { bundled } from './bundled.mjs';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'package.json');
const textsFile = path.join(root, 'package.nls.json');

const before = readFileSync(file, 'utf8');
const { toolContributions, toolTexts } = await bundled('editor/tools/contribution.ts');
const tools = toolContributions();
const texts = JSON.parse(readFileSync(textsFile, 'utf8'));
const ofTools = Object.entries(texts).filter(([key]) => key.startsWith('tool.'));
const textsAreSame = JSON.stringify(Object.fromEntries(ofTools)) === JSON.stringify(sorted(Object.entries(toolTexts())));
const same = textsAreSame && JSON.stringify(JSON.parse(before).contributes.languageModelTools) === JSON.stringify(tools);
if (process.argv.includes('--check')) {
  if (!same) {
    console.error('package.json does not declare the tools of the table of operations: run npm run docs');
    process.exitCode = 1;
  }
} else if (!same) {
  const others = Object.entries(texts).filter(([key]) => !key.startsWith('tool.'));
  writeFileSync(textsFile, `${JSON.stringify(sorted([...others, ...Object.entries(toolTexts())]), null, 2)}\n`);
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  writeFileSync(file, applyEdits(before, modify(before, ['contributes', 'languageModelTools'], tools, { formattingOptions })));
}

function sorted(entries) {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
