import { generatedBacklog, type Shape } from '../support/generatedBacklog';
import { loaded } from './loaded';
import { exponentOf, median, msText, timed, type Bench, type Row } from './measure';
import { PARTS } from './parts';

/** Below, what is done once outweighs what is done for each task. */
const SIZES = [5_000, 20_000, 80_000];
const ROUNDS = 5;
const SHAPES: readonly Shape[] = ['slices', 'chain', 'diamonds'];
/** Linear, with room for the collector, which copies more at once where more lives; what is quadratic comes near 2. */
const NEAR_LINEAR = 1.4;

/** How the cost of each part grows with the size of the backlog. The sizes are measured in turn. */
async function grown(shape: Shape): Promise<Row[]> {
  const backlogs = SIZES.map((tasks) => {
    const texts = generatedBacklog({ tasks, isTerse: true, shape });
    return { tasks, texts, snapshot: loaded(texts) };
  });
  const rows: Row[] = [];
  for (const { name, run } of PARTS) {
    const took = SIZES.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, { texts, snapshot }] of backlogs.entries()) took[at]?.push(await timed(() => run(texts, snapshot)));
    }
    const costs = took.map(median);
    const measured = exponentOf(costs.map((cost, at) => [SIZES[at] ?? 0, cost]));
    rows.push({ what: `growth of ${name}, ${shape}`, measured, unit: 'exponent', limit: NEAR_LINEAR, note: costs.map(msText).join(', ') });
  }
  return rows;
}

export const bench: Bench = async () => {
  const rows: Row[] = [];
  for (const shape of SHAPES) rows.push(...(await grown(shape)));
  return rows;
};
