import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

/** What the package may hold, and has to. */
const CONTENT = [
  /^dist\/(extension|vtm|runWords|mergeStateFiles)\.js$/,
  /^dist\/chunks\/[\w-]+-[A-Z0-9]{8}\.js$/,
  /^dist\/webview\/(panels\.(js|css)|codicon-[A-Z0-9]{8}\.ttf)$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^docs\/codes\.md$/,
  /^docs\/pictures\/(overview|graph|started|blocked)-dark\.webp$/,
  /^l10n\/bundle\.l10n\.(de|ja)\.json$/,
  /^media\/icon\.png$/,
  /^media\/icons\/orchestrator\.svg$/,
  /^media\/(agents\/[\w-]+\.agent\.md|skills\/[\w-]+\/SKILL\.md)$/,
  /^media\/schemas\/[\w-]+\.schema\.json$/,
  /^media\/walkthrough\/\w+\.svg$/,
  /^package(\.nls(\.(de|ja))?)?\.json$/,
  /^samples\/ledgerline\//,
  /^(CHANGELOG|README|SUPPORT)\.md$/,
  /^LICENSE$/,
];

const strays = (files: readonly string[]) => files.filter((file) => !CONTENT.some((pattern) => pattern.test(file)));
const lines = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim().split('\n');

describe('the package', () => {
  let packed: readonly string[];
  before(() => (packed = lines(process.execPath, 'node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies').map((file) => file.trim()))).timeout(30_000);

  it('holds what it has to, and nothing else', () => {
    assert.deepEqual(strays(packed), []);
    for (const pattern of CONTENT) assert.ok(packed.some((file) => pattern.test(file)), `nothing of ${pattern}`);
  });

  it('would be seen to hold a source, a map, a test, a report or a document that is for contributors', () => {
    const planted = ['src/extension.ts', 'dist/extension.js.map', 'dist/implementation-orchestrator.vsix', 'test/run.mjs', 'docs/decisions.md', 'media/note.txt', '.env'];
    assert.deepEqual(strays([...packed, ...planted]), planted);
  });

  it('holds of the sample what git keeps of it', () => {
    const ofSample = (files: readonly string[]) => files.filter((file) => file.startsWith('samples/')).sort();
    assert.deepEqual(ofSample(packed), lines('git', 'ls-files', 'samples/ledgerline').sort());
  });

  it('holds every file that its readme shows or leads to', () => {
    const links = [...fs.readFileSync('README.md', 'utf8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].flatMap(([, link]) => link ?? []);
    assert.deepEqual(links.filter((link) => !/^https:/.test(link) && !packed.includes(link)), []);
    assert.ok(links.length > 4);
  });
});
