// npm run docs: writes docs/codes.md, the help of every code, from the tables in src. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundled } from './bundled.mjs';

const file = path.join(import.meta.dirname, 'codes.md');
const { codes, helpText } = await bundled('core/help/codeHelp.ts');

const groups = [...new Set(codes().map(({ group }) => group))];
const sections = groups.map((group) => {
  const entries = codes().filter((help) => help.group === group).map((help) => `### ${help.code}\n\n${helpText(help)}\n`);
  return `## ${group}\n\n${entries.join('\n')}`;
});
const head = `# Codes

Every code that the Orchestrator shows: what it means, why it matters, and what to do. In the editor each is a link away: the code of an entry in Problems, *What Is This?* of a refusal, *Explain Code…* in the palette, and \`vtm help CODE\` on the command line. What happened in a case says its message.
`;
const after = `${[head, ...sections].join('\n')}`;

if (process.argv.includes('--check')) {
  if (after !== readFileSync(file, 'utf8')) {
    console.error('docs/codes.md does not show what the tables of codes say: run npm run docs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, after);
}
