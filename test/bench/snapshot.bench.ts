import { generatedBacklog } from '../support/generatedBacklog';
import { FIGURES } from './figures';
import { loaded, parsed } from './loaded';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

/** Load, validate and snapshot, to `JSON.parse` of the same texts. */
async function measured(rounds: number, tasks: number, row: Pick<Row, 'what' | 'limit'>): Promise<Row> {
  const texts = generatedBacklog({ tasks, isTerse: tasks > 10_000 });
  const subject = () => {
    if (loaded(texts).tasks.length !== tasks) throw new Error('the backlog was not read as it should');
  };
  return ratioRow(row, await ratioOf(rounds, () => parsed(texts), subject));
}

export const bench: Bench = async () => [
  await measured(301, 50, { what: 'the same, 50 tasks' }),
  await measured(101, 1_000, { what: 'the same, 1 000 tasks', limit: 3 }),
  await measured(31, 10_000, FIGURES.load),
  await measured(9, 100_000, { what: 'the same, 100 000 tasks', limit: 3 }),
];
