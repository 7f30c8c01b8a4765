import { readManifest, readState } from '../../src/core/load';
import { planBacklog } from '../../src/core/plan/planBacklog';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

/** What the n-th task says of the files that it changes. */
type Scope = (index: number) => readonly string[];

/** A backlog of which nothing is done yet and that says what may run beside what: the manifest's text, and its snapshot. */
function parallelBacklog(tasks: number, scopeOf: Scope): { manifest: string; snapshot: Snapshot } {
  const parsed = JSON.parse(generatedBacklog({ tasks }).manifest) as { tasks: Record<string, unknown>[] };
  const manifest = JSON.stringify({ ...parsed, tasks: parsed.tasks.map((task, index) => ({ ...task, parallel: true, conflicts_with: [], file_scope: scopeOf(index) })) }, null, 2);
  const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };
  const snapshot = buildSnapshot({
    rev: 1,
    backlog,
    manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath),
    state: readState({ kind: 'text', text: '{}' }, backlog.statePath),
  });
  return { manifest, snapshot };
}

function measured(what: string, atMost: number, { manifest, snapshot }: ReturnType<typeof parallelBacklog>): void {
  let waves = 0;
  let largest = 0;
  const { ratio, baseMs, subjectMs } = ratioOf(
    11,
    () => JSON.parse(manifest),
    () => {
      const plan = planBacklog(snapshot, { scope: { kind: 'backlog' }, isParallel: true, max: 3, settings: DEFAULT_SETTINGS });
      if (plan.mode.kind !== 'parallel' || plan.leftOut.length > 0) throw new Error('the backlog was not planned as it should');
      waves = plan.waves.length;
      largest = Math.max(...plan.waves.map(({ tasks }) => tasks.length));
    },
  );
  report(`${what}, to JSON.parse of the manifest`, ratio, atMost, `${waves} waves of up to ${largest}, ${subjectMs.toFixed(0)} ms to ${baseMs.toFixed(0)} ms`);
}

const areas: Scope = (index) => [`packages/area-${index % 40}/src/**`, `packages/area-${index % 40}/tests/figures-${index}.spec.ts`];
measured('plan of 1 000 tasks', 15, parallelBacklog(1000, areas));
measured('plan of 10 000 tasks', 8, parallelBacklog(10_000, areas));
measured('plan of 10 000 tasks in one folder', 20, parallelBacklog(10_000, (index) => ['packages/**', `docs/${index}.md`]));
