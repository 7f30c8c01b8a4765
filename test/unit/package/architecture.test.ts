import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** `src/core/plan/x.ts` is of `core`, and `src/extension.ts` of `extension`. */
const layerOf = (file: string) => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';

/** `a --> b` for every layer that imports another. */
function imports(): string[] {
  const files = fs.readdirSync('src', { recursive: true }).map((file) => path.posix.join('src', String(file).split(path.sep).join('/'))).filter((file) => /\.tsx?$/.test(file));
  const edges = files.flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/(?:from|import\(?) ?'(\.[^']+)'/g)].map(([, to = '']) => [layerOf(file), layerOf(path.posix.join(path.posix.dirname(file), to))] as const),
  );
  return [...new Set(edges.filter(([from, to]) => from !== to).map((edge) => edge.join(' --> ')))].sort();
}

describe('docs/architecture.md', () => {
  const page = fs.readFileSync('docs/architecture.md', 'utf8');

  it('draws the imports of the layers, all of them and no other', () => {
    const [picture = ''] = /```mermaid\nflowchart TD[^`]*```/.exec(page) ?? [];
    assert.deepEqual([...picture.matchAll(/^ {2}(\w+ --> \w+)$/gm)].map(([, edge]) => edge).sort(), imports());
  });

  it('leads to files that are there', () => {
    const named = [...page.matchAll(/`((?:src|test|docs|io|core)\/[\w./-]+)`/g)].map(([, name = '']) => name.replace(/^(io|core)\//, 'src/$1/'));
    assert.ok(named.length > 10);
    assert.deepEqual(named.filter((name) => !fs.existsSync(name)), []);
  });
});
