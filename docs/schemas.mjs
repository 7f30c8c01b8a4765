// npm run docs: writes media/schemas from the schemas that the two files are read with. `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundled } from './bundled.mjs';

const folder = path.resolve(import.meta.dirname, '..', 'media', 'schemas');
const { FILE_SCHEMAS } = await bundled('core/schemas/fileSchemas.ts');
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries(FILE_SCHEMAS)) {
  const file = path.join(folder, name);
  const text = `${JSON.stringify(make(), null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`media/schemas/${name} is not what the files are read with: run npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
