import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { SCENES } from '../ui/support/scenes';

/** The pictures that a file of the project names. */
const namedIn = (file: string): readonly string[] => [...new Set([...readFileSync(file, 'utf8').matchAll(/docs\/pictures\/[\w-]+\.webp/g)].map(([name]) => name))].sort();

describe('the pictures', () => {
  const made = SCENES.flatMap(({ name }) => ['dark', 'light'].map((theme) => `docs/pictures/${name}-${theme}.webp`));

  it('of the README, the walkthrough and the package are each a scene\'s, and there', () => {
    for (const file of ['README.md', 'package.json', '.vscodeignore']) {
      assert.ok(namedIn(file).length > 3, file);
      for (const name of namedIn(file)) assert.ok(made.includes(name) && existsSync(name), `${name} in ${file}`);
    }
  });

  it('are in the package when the walkthrough shows them, and no others: the editor shows none of a README', () => {
    assert.deepEqual(namedIn('.vscodeignore'), namedIn('package.json'));
  });

  it('of the walkthrough are made for each kind of theme', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { walkthroughs: { steps: { media: { image: Record<string, string>; altText: string } }[] }[] } };
    for (const { media } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
      assert.deepEqual(Object.keys(media.image), ['dark', 'light', 'hc', 'hcLight']);
      for (const [kind, name] of Object.entries(media.image)) assert.match(name, /^(dark|hc)$/.test(kind) ? /-dark\./ : /-light\./);
      assert.ok(media.altText);
    }
  });
});
