#!/usr/bin/env node
// npm run audit: asks the registry for known weaknesses of the packages that are in the bundles, and fails for each.
// All packages are development dependencies, since what runs of them is bundled: `npm audit --omit=dev` would see none.
import { readFileSync } from 'node:fs';
import { at, root } from './editor/paths.mjs';
import { npm, run } from './editor/process.mjs';

const notices = readFileSync(at('dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
const bundled = new Set([...notices.matchAll(/^((?:@[^/\s]+\/)?[^/\s]+) \d+\.\d+\.\d+\S* \([\w.-]+\)$/gm)].map(([, name]) => name));

const [command, args] = npm('audit', '--json');
const { output } = await run(command, args, { cwd: root, quiet: true });
const answer = answerOf(output);
if (answer?.vulnerabilities === undefined) {
  console.error(`The registry did not answer the audit, so nothing is known:\n${answer?.message ?? output.trim()}`);
  process.exit(2);
}
const weak = Object.values(answer.vulnerabilities).filter(({ name }) => bundled.has(name));
for (const { name, severity, via } of weak) console.error(`${name}: ${severity}: ${via.map((one) => one.title ?? one).join('; ')}`);
console.log(`${bundled.size} packages are bundled; ${weak.length} of them have known weaknesses`);
process.exitCode = weak.length > 0 ? 1 : 0;

/** npm prints warnings around its JSON. */
function answerOf(text) {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}
