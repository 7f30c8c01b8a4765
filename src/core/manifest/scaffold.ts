import { stamp } from '../state/stamp';

/** The example tasks of {@link manifestScaffold}, in its order. */
export const EXAMPLE_TASKS = ['EXAMPLE_FULL--T01', 'EXAMPLE_PARALLEL--T01', 'EXAMPLE_LATER--T01'] as const;

/**
 * A manifest to begin with: valid by our own reader, with one example of each sensible form of a task. JSON knows no
 * comments, so what a field means is told in `_comment`, a key that nothing reads.
 *
 * @param now the manifest's `timestamp`; a master PRD that is committed later makes it stale
 */
export function manifestScaffold(now: Date): string {
  const manifest = {
    _comment: 'Replace the examples with your own tasks. Keys that begin with _ are read by nothing and may go.',
    status: 'OK',
    timestamp: stamp(now),
    gaps: [],
    tasks: EXAMPLES,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const [FULL, PARALLEL, LATER] = EXAMPLE_TASKS;

const EXAMPLES = [
  {
    _comment:
      'All that a task may say. Risk: High, Medium or Low; High goes first and must be test-driven. Size: S, M or L. Documents are paths in this folder, with a #section where only that part is meant; all of them must be there before a start.',
    task_id: FULL,
    capability_id: 'EXAMPLE_FULL',
    phase: 'Phase 1',
    slice: 'Slice 1.1',
    title: 'Say in one line what is built',
    description: 'Say what it is about and why, in a few sentences. The criteria say when it is done.',
    acceptance_criteria: [
      { id: 'EXAMPLE_FULL-AC01', text: 'Given a starting point, when something happens, then one thing can be seen' },
      { id: 'EXAMPLE_FULL-AC02', text: 'A second thing that a test can show' },
    ],
    risk: 'High',
    est: { size: 'M' },
    depends_on_tasks: [],
    related_specs: ['docs/features/example/spec-example.md#first-section'],
    related_adrs: ['ADR-0001'],
    related_guides: ['docs/guides/guide-example.md'],
    test_verification: ['tests/example/full.spec.ts'],
    gap_codes: [],
    provisional: false,
  },
  {
    _comment: 'Waits on another task. May run beside others: file_scope names what it touches, conflicts_with the tasks it must not meet.',
    task_id: PARALLEL,
    capability_id: 'EXAMPLE_PARALLEL',
    phase: 'Phase 1',
    slice: 'Slice 1.1',
    title: 'A task that may run beside others',
    description: 'It starts once everything in depends_on_tasks is completed.',
    acceptance_criteria: [{ id: 'EXAMPLE_PARALLEL-AC01', text: 'One thing that a test can show' }],
    risk: 'Medium',
    est: { size: 'S' },
    depends_on_tasks: [FULL],
    related_specs: ['docs/features/example/spec-example.md'],
    related_adrs: [],
    related_guides: [],
    test_verification: ['tests/example/parallel.spec.ts'],
    gap_codes: [],
    provisional: false,
    parallel: true,
    conflicts_with: [],
    file_scope: ['src/example/**'],
  },
  {
    _comment: 'Not settled yet: provisional tasks wait until every High risk task has begun, and a gap code stands in for the spec that is still missing.',
    task_id: LATER,
    capability_id: 'EXAMPLE_LATER',
    phase: 'Phase 2',
    slice: 'Slice 2.1',
    title: 'A task whose spec is still to be written',
    description: 'Name the gap until the spec is there.',
    acceptance_criteria: [{ id: 'EXAMPLE_LATER-AC01', text: 'One thing that a test can show' }],
    risk: 'Low',
    est: { size: 'S' },
    depends_on_tasks: [],
    related_specs: [],
    related_adrs: [],
    related_guides: [],
    test_verification: ['tests/example/later.spec.ts'],
    gap_codes: ['SPEC-REF-GAP'],
    provisional: true,
  },
];
