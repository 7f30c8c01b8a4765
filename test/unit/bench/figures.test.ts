import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES } from '../../bench/figures';
import { exponentOf } from '../../bench/measure';

const folder = path.resolve('test', 'bench');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && path.basename(name) !== 'figures.ts')
  .map((name) => readFileSync(path.join(folder, name), 'utf8'));

/** What DESIGN section 8 promises, in our words. */
const PROMISED = ['activation', 'chain', 'gitBeforeView', 'load', 'nextLarge', 'nextSmall', 'package', 'schemas', 'stateUpdate', 'stormAnswers', 'stormShown', 'watching'];

describe('the benchmarks', () => {
  it('hold a limit for everything that is promised', () => {
    assert.deepEqual(Object.keys(FIGURES).sort(), PROMISED);
  });

  it('measure every figure once', () => {
    for (const name of Object.keys(FIGURES)) {
      const uses = sources.flatMap((source) => source.match(new RegExp(`\\bFIGURES\\.${name}\\b(?!\\.)`, 'g')) ?? []);
      assert.equal(uses.length, 1, `${name} is measured ${uses.length} times`);
    }
  });

  it('tell linear growth from quadratic', () => {
    assert.equal(exponentOf([[10, 5], [100, 50], [1000, 500]]).toFixed(3), '1.000');
    assert.equal(exponentOf([[10, 1], [100, 100], [1000, 10_000]]).toFixed(3), '2.000');
  });
});
