// npm run docs: writes what documents tell from package.json, the usage texts, the schemas and the tables in src, between
// the marks that each has for it. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { figures } from './parts/ofFigures.mjs';
import { subCommands, tools, usage } from './parts/ofOperations.mjs';
import { commands, settings } from './parts/ofPackage.mjs';
import { anomalies, gates } from './parts/ofRules.mjs';
import { fields, transitions } from './parts/ofSchemas.mjs';

const DOCUMENTS = {
  'README.md': { gates, anomalies },
  'docs/benchmarks.md': { figures },
  'docs/formats.md': { manifest: () => fields('virtual-task-manifest.schema.json'), state: () => fields('task-state.schema.json'), transitions },
  'docs/mcp.md': { tools },
  'docs/settings.md': { settings, commands },
  'docs/vtm.md': { usage, subCommands },
};

const root = path.resolve(import.meta.dirname, '..');

for (const [name, parts] of Object.entries(DOCUMENTS)) {
  const file = path.join(root, name);
  const before = readFileSync(file, 'utf8');
  let after = before;
  for (const [part, write] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- ${part}:begin -->\\n)[^]*?(<!-- ${part}:end -->)`);
    if (!place.test(after)) throw new Error(`${name} has no place for ${part}`);
    const text = await write();
    after = after.replace(place, (_, begin, end) => `${begin}${text}\n${end}`);
  }
  if (after === before) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} does not show what package.json and the sources say: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}
