/** Texts of the two files of a backlog. */
export interface GeneratedBacklog {
  readonly manifest: string;
  readonly state: string;
}

const RISKS = ['High', 'Medium', 'High', 'Low'];

/**
 * What depends on what: two earlier tasks nearby, where there are such; each task on the one before it; or, again and
 * again, two tasks on one and one on both.
 */
export type Shape = 'slices' | 'chain' | 'diamonds';

/**
 * A backlog of `tasks` tasks, always the same for the same input: chains of dependencies within a slice, half of
 * them High risk, the first two fifths completed. Texts are as long as in real manifests; with `isTerse` they
 * are short and without indentation, so that 100 000 tasks stay under the size that is read (64 MB).
 */
export function generatedBacklog(options: { readonly tasks: number; readonly isTerse?: boolean; readonly shape?: Shape }): GeneratedBacklog {
  const { tasks: count, isTerse = false, shape = 'slices' } = options;
  const tasks: object[] = [];
  const entries: Record<string, object> = {};
  for (let index = 0; index < count; index++) {
    const dependsOn = DEPENDENCIES[shape](index).map(idOf);
    tasks.push({ ...(isTerse ? terse(index) : whole(index)), depends_on_tasks: dependsOn });
    const entry = entryOf(index, count);
    if (entry) entries[idOf(index)] = entry;
  }
  const indent = isTerse ? undefined : 2;
  return {
    manifest: JSON.stringify({ status: 'OK', timestamp: '2025-09-27T07:00:00Z', gaps: [], tasks }, null, indent),
    state: JSON.stringify({ manifest_hash: 'PLACEHOLDER', last_updated: '2025-09-28T10:30:00Z', tasks: entries }, null, indent),
  };
}

function idOf(index: number): string {
  return `CAPABILITY_${String(Math.floor(index / 3)).padStart(5, '0')}--T0${(index % 3) + 1}`;
}

function criteriaOf(index: number, text: string): object[] {
  return [1, 2, 3].map((number) => ({ id: `CAPABILITY_${Math.floor(index / 3)}-AC0${number}`, text: `${text} ${number}` }));
}

/** The indexes of the tasks that the one at `index` depends on. */
const DEPENDENCIES: Readonly<Record<Shape, (index: number) => readonly number[]>> = {
  slices: (index) => [index - 1, index - 4].filter((other) => other >= 0 && index % 5 !== 0),
  chain: (index) => (index > 0 ? [index - 1] : []),
  diamonds: (index) => (index === 0 ? [] : index % 3 === 0 ? [index - 2, index - 1] : [index - (index % 3)]),
};

function whole(index: number): object {
  const feature = `docs/features/area-${index % 40}`;
  return {
    task_id: idOf(index),
    capability_id: `CAPABILITY_${Math.floor(index / 3)}`,
    phase: `Phase ${1 + (index % 2)}`,
    slice: `Slice ${1 + (index % 2)}.${1 + (index % 4)}`,
    title: `Keep every figure of area ${index} exact through export and import`,
    description: `The figures of area ${index} go through three formats. Each step rounds in its own way, and nobody can say afterwards where a penny went. This makes the steps agree, and says so when they cannot.`,
    acceptance_criteria: criteriaOf(index, `Given two identical exports of area ${index}, one row is stored, and its figures add up to those of the source`),
    risk: RISKS[index % RISKS.length],
    est: { size: 'M' },
    related_specs: [`${feature}/spec-area-tech.md#rounding`, `${feature}/spec-area-test-plan.md`],
    related_adrs: ['ADR-0002: One rounding rule'],
    related_guides: ['docs/guides/guide-tdd-by-risk.md'],
    test_verification: [`packages/area-${index % 40}/tests/figures-${index}.spec.ts`],
    gap_codes: [],
    provisional: false,
  };
}

function terse(index: number): object {
  return {
    task_id: idOf(index),
    phase: `Phase ${1 + (index % 2)}`,
    slice: `Slice ${1 + (index % 2)}.${1 + (index % 4)}`,
    title: `Keep the figures of area ${index} exact`,
    description: 'Each step rounds in its own way.',
    acceptance_criteria: criteriaOf(index, 'Figures add up'),
    risk: RISKS[index % RISKS.length],
    est: { size: 'M' },
    related_specs: ['docs/features/area/spec-area.md'],
    test_verification: [`tests/figures-${index}.spec.ts`],
  };
}

function entryOf(index: number, count: number): object | undefined {
  const acs = criteriaOf(index, '').map((criterion) => (criterion as { id: string }).id);
  const minute = String(index % 60).padStart(2, '0');
  if (index < count * 0.4) {
    return { status: 'completed', started_at: `2025-09-27T08:${minute}:00Z`, completed_at: `2025-09-27T09:${minute}:30Z`, acs_completed: acs, notes: 'All tests pass' };
  }
  if (index < count * 0.4 + 2) return { status: 'in-progress', started_at: '2025-09-28T10:05:00Z', acs_completed: acs.slice(0, 1), acs_remaining: acs.slice(1) };
  return index % 97 === 0 ? { status: 'blocked', blocked_reason: 'Waiting for the format to be settled' } : undefined;
}
