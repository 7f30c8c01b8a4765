import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STAGE_LOOK } from '../../../src/core/projections/treeStage';

const WEBVIEW = path.join('src', 'webview');
const BUILT = path.join('dist', 'webview');

/** The icons that the pages name, where they draw them; and those of the stages, which the core names for them. */
function drawnIcons(): Set<string> {
  const files = readdirSync(WEBVIEW, { recursive: true }).map(String).filter((file) => /\.tsx?$/.test(file));
  const text = files.map((file) => readFileSync(path.join(WEBVIEW, file), 'utf8')).join('\n');
  const places = [...text.matchAll(/<Icon name=(?:"[\w-]+"|\{[^}]*\})|\bicon[=:] ?["'][\w-]+["']/g)].map(([place]) => place);
  const named = places.flatMap((place) => [...place.matchAll(/["']([\w-]+)["']/g)].map(([, name = '']) => name));
  return new Set([...named, ...Object.values(STAGE_LOOK).map(({ icon }) => icon.id), 'error', 'warning', 'info']);
}

/** The characters of a font: its `cmap` table in format 4, which is what a font of one plane has. */
function charactersOf(font: Buffer): Set<number> {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16);
  const cmap = font.readUInt32BE((tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0) + 8);
  const places = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4));
  const table = places.find((at) => font.readUInt16BE(at) === 4);
  assert.ok(table !== undefined, 'a cmap of format 4');
  const doubled = font.readUInt16BE(table + 6);
  const found = new Set<number>();
  for (let at = table + 14; at < table + 14 + doubled; at += 2) {
    for (let code = font.readUInt16BE(at + 2 + doubled); code <= font.readUInt16BE(at); code++) found.add(code);
  }
  return found;
}

describe('the icon font of the pages', () => {
  const sheet = readFileSync(path.join(BUILT, 'panels.css'), 'utf8');
  const glyphs = new Map([...sheet.matchAll(/\.codicon-([\w-]+):before\{content:"(?:\\([\da-f]+)|(.))"\}/gu)].map(([, name = '', code, character]) => [name, code === undefined ? (character?.codePointAt(0) ?? 0) : Number.parseInt(code, 16)]));

  it('has each icon that a page draws', () => {
    const drawn = drawnIcons();
    assert.ok(drawn.size > 40, `${drawn.size} icons are drawn`);
    const has = charactersOf(readFileSync(path.join(BUILT, 'codicon.ttf')));
    assert.deepEqual([...drawn].filter((name) => !has.has(glyphs.get(name) ?? 0)), []);
  });

  it('has no others by the hundred', () => {
    assert.ok(charactersOf(readFileSync(path.join(BUILT, 'codicon.ttf'))).size < 200);
    assert.ok(glyphs.size < 200);
  });
});
