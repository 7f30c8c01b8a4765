import { planBacklog } from '../../src/core/plan/planBacklog';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { loaded } from './loaded';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

/** What the n-th task says of the files that it changes. */
type Scope = (index: number) => readonly string[];

/** A backlog of which nothing is done yet and that says what may run beside what: the manifest's text, and its snapshot. */
function parallelBacklog(tasks: number, scopeOf: Scope): { manifest: string; snapshot: Snapshot } {
  const parsed = JSON.parse(generatedBacklog({ tasks }).manifest) as { tasks: Record<string, unknown>[] };
  const manifest = JSON.stringify({ ...parsed, tasks: parsed.tasks.map((task, index) => ({ ...task, parallel: true, conflicts_with: [], file_scope: scopeOf(index) })) }, null, 2);
  return { manifest, snapshot: loaded({ manifest, state: '{}' }) };
}

async function measured(what: string, limit: number, { manifest, snapshot }: ReturnType<typeof parallelBacklog>): Promise<Row> {
  let found = '';
  const subject = () => {
    const plan = planBacklog(snapshot, { scope: { kind: 'backlog' }, isParallel: true, max: 3, settings: DEFAULT_SETTINGS });
    if (plan.mode.kind !== 'parallel' || plan.leftOut.length > 0) throw new Error('the backlog was not planned as it should');
    found = `${plan.waves.length} waves of up to ${Math.max(...plan.waves.map(({ tasks }) => tasks.length))}`;
  };
  const ratio = await ratioOf(11, () => JSON.parse(manifest) as unknown, subject);
  return ratioRow({ what: `${what}, to JSON.parse of the manifest`, limit }, ratio, found);
}

const areas: Scope = (index) => [`packages/area-${index % 40}/src/**`, `packages/area-${index % 40}/tests/figures-${index}.spec.ts`];

export const bench: Bench = async () => [
  await measured('plan of 1 000 tasks', 15, parallelBacklog(1000, areas)),
  await measured('plan of 10 000 tasks', 8, parallelBacklog(10_000, areas)),
  await measured('plan of 10 000 tasks in one folder', 20, parallelBacklog(10_000, (index) => ['packages/**', `docs/${index}.md`])),
];
