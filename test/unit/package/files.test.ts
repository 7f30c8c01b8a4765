import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What the package may hold, and has to. */
const CONTENT = [
  /^dist\/(extension|vtm|runWords|mergeStateFiles)\.js$/,
  /^dist\/chunks\/[\w-]+-[A-Z0-9]{8}\.js$/,
  /^dist\/webview\/(panels\.(js|css)|codicon(-[A-Z0-9]{8})?\.ttf)$/,
  /^dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^docs\/(agents|codes|formats|mcp|settings|troubleshooting|vtm)\.md$/,
  /^docs\/pictures\/[a-z]+-(dark|light)\.webp$/,
  /^l10n\/bundle\.l10n\.(de|ja)\.json$/,
  /^media\/icon\.png$/,
  /^media\/icons\/orchestrator\.svg$/,
  /^media\/(agents\/[\w-]+\.agent\.md|skills\/[\w-]+\/SKILL\.md)$/,
  /^media\/schemas\/[\w-]+\.schema\.json$/,
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

  it('is the same for npm, which has a file of its own for what to leave out', () => {
    assert.equal(fs.readFileSync('.npmignore', 'utf8'), fs.readFileSync('.vscodeignore', 'utf8'));
  });

  it('would be seen to hold a source, a map, a test, a report or a document that is for contributors', () => {
    const planted = ['src/extension.ts', 'dist/extension.js.map', 'dist/implementation-orchestrator.vsix', 'test/run.mjs', 'docs/decisions.md', 'media/note.txt', '.env'];
    assert.deepEqual(strays([...packed, ...planted]), planted);
  });

  it('holds of the sample what git keeps of it', () => {
    const ofSample = (files: readonly string[]) => files.filter((file) => file.startsWith('samples/')).sort();
    assert.deepEqual(ofSample(packed), lines('git', 'ls-files', 'samples/ledgerline').sort());
  });

  it('holds every file that its documents lead to, with the section', () => {
    const documents = packed.filter((file) => /^(README|SUPPORT|CHANGELOG|docs\/\w+)(\.md)$/.test(file));
    const wrong = documents.flatMap((file) => linksOf(file).filter(({ to, section }) => !packed.includes(to) || (section !== '' && !sectionsOf(to).includes(section))).map((link) => ({ file, ...link })));
    assert.deepEqual(wrong, []);
    assert.ok(documents.flatMap(linksOf).length > 12);
  });

  it('has a readme that names every document that it holds, and the others in words', () => {
    const named = linksOf('README.md').map(({ to }) => to);
    for (const file of packed.filter((name) => /^docs\/\w+\.md$/.test(name))) assert.ok(named.includes(file), file);
    for (const name of ['docs/architecture.md', 'docs/decisions.md', 'docs/security.md', 'THIRD-PARTY-NOTICES.txt']) assert.ok(fs.readFileSync('README.md', 'utf8').includes(name), name);
  });
});

/** The links of a document, without those to the web, and without pictures, which the package's README has none of. */
function linksOf(file: string): { to: string; section: string }[] {
  const links = [...proseOf(file).replace(/!\[.*?\]\(.*?\)/g, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => (/^https:/.test(link) ? [] : [link.split('#')]));
  return links.map(([to = '', section = '']) => ({ to: to === '' ? file : path.posix.join(path.posix.dirname(file), to), section }));
}

/** The names by which the headings of a document are linked to. */
function sectionsOf(file: string): string[] {
  return [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

const proseOf = (file: string) => fs.readFileSync(file, 'utf8').replace(/^```[^]*?^```/gm, '');
