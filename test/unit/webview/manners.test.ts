import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const sources = (folder: string, suffix: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => suffix.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

describe('the manners of the panels', () => {
  it('are never kept alive while they are hidden: what a person did to a page is kept by the page', () => {
    const kept = sources('src', /\.tsx?$/).filter(({ text }) => text.includes('retainContextWhenHidden'));
    assert.deepEqual(kept.map(({ name }) => name), []);
  });

  it('take colours from the theme alone', () => {
    const own = sources(path.join('src', 'webview'), /\.css$/).flatMap(({ name, text }) =>
      [...text.replace(/\/\*[^]*?\*\//g, '').matchAll(/#[\da-f]{3,8}\b(?=[^{]*[;}])|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b/gi)].map(([found]) => `${name}: ${found}`),
    );
    assert.deepEqual(own, []);
  });
});
