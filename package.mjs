// npm run package: makes the VSIX from the files that .vscodeignore lets through, in a folder of its own.
// Its README has no pictures: the editor can't show those of the package there, and would show broken ones.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const root = import.meta.dirname;
const vsce = (cwd, ...args) => execFileSync(process.execPath, [createRequire(import.meta.url).resolve('@vscode/vsce/vsce'), ...args, '--no-dependencies'], { cwd, encoding: 'utf8' });

const target = path.resolve(root, process.argv[process.argv.indexOf('-o') + 1] ?? '');
const stage = mkdtempSync(path.join(os.tmpdir(), 'package-'));
try {
  const files = vsce(root, 'ls').trim().split(/\r?\n/);
  for (const file of [...files, '.vscodeignore']) {
    mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(stage, file));
  }
  const readme = path.join(stage, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/^!\[.*\]\(docs\/pictures\/.*\)\r?\n\r?\n/gm, ''));
  process.stdout.write(vsce(stage, 'package', '--allow-missing-repository', '--no-rewrite-relative-links', '-o', target));
} finally {
  rmSync(stage, { recursive: true, force: true });
}
