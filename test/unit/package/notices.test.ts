import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

interface Notices {
  bundledPackages(metafiles: readonly object[]): string[];
  noticesOf(folders: readonly string[]): string;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the build is plain JavaScript and is no part of the bundles
const { bundledPackages, noticesOf } = require(path.resolve('notices.js')) as Notices;

const made: string[] = [];

/** A package on disk, with the files that it is asked to have. */
function packageWith(license: string, files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  made.push(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'planted', version: '1.2.3', license }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

describe('the notices of third parties', () => {
  after(() => made.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  it('name every package that a source imports, and what those bring along', () => {
    const sources = fs.readdirSync('src', { recursive: true }).map(String).filter((file) => /\.(tsx?|css)$/.test(file));
    const imported = sources.flatMap((file) => [...fs.readFileSync(path.join('src', file), 'utf8').matchAll(/(?:from|import\(?) '((?:@[^/']+\/)?[a-z][^/'.]*)/g)].map(([, name]) => name ?? ''));
    const packages = [...new Set(imported)].filter((name) => name !== 'vscode' && !name.startsWith('node:'));
    assert.ok(packages.length > 5, packages.join());
    const text = fs.readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
    for (const name of [...packages, '@vscode/codicons', 'debug', 'ms']) assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'), name);
    assert.match(text, /^@vscode\/codicons .*\n\nBy Microsoft Corporation, under the Creative Commons Attribution 4\.0/m);
  });

  it('take from the build what is in the bundles, wherever it lies, and not what was only looked at', () => {
    const inputs = {
      'node_modules/one/a.js': { bytesInOutput: 1 },
      'node_modules/one/b.js': { bytesInOutput: 1 },
      'node_modules/@scope/two/index.js': { bytesInOutput: 1 },
      'node_modules/one/node_modules/three/index.js': { bytesInOutput: 1 },
      'node_modules/four/index.js': { bytesInOutput: 0 },
      'src/core/five.ts': { bytesInOutput: 1 },
    };
    assert.deepEqual(bundledPackages([{ outputs: { 'dist/a.js': { inputs } } }]), ['node_modules/@scope/two', 'node_modules/one', 'node_modules/one/node_modules/three']);
  });

  it('let the build fail for a package without a licence file, or with a licence that was not agreed to', () => {
    assert.match(noticesOf([packageWith('MIT', { 'license.md': 'As you like.', NOTICE: 'By us.' })]), /planted 1\.2\.3 \(MIT\)\n\nBy us\.\n\nAs you like\./);
    assert.throws(() => noticesOf([packageWith('MIT', {})]), /planted 1\.2\.3 is bundled, and has no licence file/);
    assert.throws(() => noticesOf([packageWith('GPL-3.0', { LICENSE: 'Share.' })]), /GPL-3\.0/);
  });
});
