import { bundled } from '../bundled.mjs';
import { table } from './markdown.mjs';

/** What the benchmarks hold. */
export async function figures() {
  const { FIGURES } = await bundled('../test/bench/figures.ts');
  return table(['what', 'at most'], Object.values(FIGURES).map(({ what, limit, unit }) => [what, `${limit.toLocaleString('en')}${unit === 'count' ? '' : ` ${unit}`}`]));
}
