import { manifestSchema, taskSchema, type RawManifest, type RawTask } from '../manifest/schema';
import { RISKS } from '../manifest/task';
import { described, looseSchema, titled, type JsonSchema, type KeyHelp } from './describe';

const TASK: Readonly<Record<keyof RawTask, KeyHelp>> = {
  task_id: {
    description: 'The id of the task, used for its branch, its commits and its entry in the state file. It stands once in the manifest.',
    examples: ['CONTENT_HASH--T01'],
  },
  capability_id: { description: 'The capability this task is a part of. Absent: the id without its number.', examples: ['CONTENT_HASH'] },
  phase: { description: 'The phase of the roadmap, as a text or a number.', examples: ['Phase 1'] },
  slice: { description: 'The slice of the phase, as a text or a number.', examples: ['Slice 1.1'] },
  title: { description: 'What the task does, in a few words.' },
  description: { description: 'What is to be done, and why.' },
  acceptance_criteria: { description: 'What has to be true when the task is done. A task without any can\'t be started.', default: [] },
  risk: { description: 'High is started before Medium, and Medium before Low. A High task names its tests, and never runs beside others.', values: RISKS },
  est: { description: 'How large the task is: S, M or L.', default: { size: 'M' } },
  depends_on_tasks: { description: 'Ids of the tasks that must be completed before this one is started.', default: [] },
  related_specs: { description: 'Paths of the specs to read before, relative to the root; a #section behind the path is enough.', default: [], examples: [['docs/features/ledger/spec-ledger.md#limits']] },
  related_adrs: { description: 'The decisions to read before: an id, an id with its title, or a path.', default: [], examples: [['ADR-0009', 'ADR-0002: Dual hash']] },
  related_guides: { description: 'Paths of the guides to read before, relative to the root.', default: [] },
  test_verification: { description: 'Paths of the test files that prove the criteria. They need not be there before the task is completed.', default: [], examples: [['packages/ledger/tests/limits.spec.ts']] },
  gap_codes: { description: 'Codes of what could not be settled for this task, such as a spec that is not written.', default: [], examples: [['GAP-NO-SPEC']] },
  provisional: { description: 'True: the task waits until every High task that is not provisional has begun.', default: false },
  parallel: { description: 'True: the task may run beside others. Say in file_scope and conflicts_with what it touches.', default: false },
  conflicts_with: { description: 'Ids of the tasks that must not run at the same time. Name the conflict on both sides.', default: [] },
  file_scope: { description: 'Patterns of the files that the task will change, relative to the root.', default: [], examples: [['packages/ledger/**']] },
  parallelism_group: { description: 'A name for tasks that were planned to run together. It is no permission: conflicts count all the same.', examples: ['1.1-G1'] },
};

const MANIFEST: Readonly<Record<keyof RawManifest, KeyHelp>> = {
  status: { description: 'BLOCKED where something has to be settled before any task is started.', values: ['OK', 'BLOCKED'], default: 'OK' },
  timestamp: { description: 'When the manifest was made, ISO 8601 with a time zone.', examples: ['2025-09-27T07:12:44Z'] },
  manifest_hash: { description: 'SHA-256 of this manifest. The state file repeats it.' },
  gaps: { description: 'What could not be settled. A gap blocks every start until it says "resolved": true or "blocking": false.', default: [] },
  tasks: { description: 'The tasks. Among tasks of one risk, the first is started first.', default: [] },
};

const GAP: Readonly<Record<string, KeyHelp>> = {
  code: { description: 'The name of the gap, as it stands in BLOCKED::GAP-UNRESOLVED::<code>.', examples: ['GAP-PRD'] },
  text: { description: 'What is open.' },
  resolved: { description: 'True: it is settled, and blocks nothing.', values: [true, false] },
  blocking: { description: 'False: it is open, and blocks nothing.', values: [true, false] },
  status: { description: 'How it stands: with "resolved" or "closed" it blocks nothing.', values: ['open', 'resolved', 'closed'] },
};

const NEW_TASK = {
  label: 'New task',
  description: 'A task with the keys that matter',
  body: {
    task_id: '${1:CAPABILITY}--T${2:01}',
    capability_id: '${1:CAPABILITY}',
    phase: 'Phase ${3:1}',
    slice: 'Slice ${4:1.1}',
    title: '$5',
    description: '$6',
    acceptance_criteria: [{ id: '${1:CAPABILITY}-AC01', text: '$7' }],
    risk: '${8|Medium,High,Low|}',
    est: { size: '${9|M,S,L|}' },
    depends_on_tasks: [],
    related_specs: [],
    test_verification: [],
  },
};

const NEW_CRITERION = { label: 'New criterion', description: 'A criterion with an id', body: { id: '${1:CAPABILITY}-AC${2:01}', text: '$3' } };

/**
 * The JSON schema of the manifest, for completion, hover and the editor's own validation. It is as loose as our reading:
 * what it finds wrong, `parseManifest` finds wrong too.
 */
export function manifestJsonSchema(): JsonSchema {
  const task = described(looseSchema(taskSchema), TASK);
  delete task.$schema;
  const whole = described(looseSchema(manifestSchema), MANIFEST);
  each(whole, 'gaps', (items) => withObject(items, (gap) => described(gap, GAP)));
  each(whole, 'tasks', () => ({ ...task, defaultSnippets: [NEW_TASK] }));
  each(task, 'acceptance_criteria', (items) => ({ ...withObject(items, describedCriterion), defaultSnippets: [NEW_CRITERION] }));
  const description = 'The tasks of a backlog, and what they need. Keys that are not named here are allowed and kept.';
  return titled('Task manifest', description, whole);
}

function describedCriterion(criterion: JsonSchema): JsonSchema {
  return described(criterion, {
    id: { description: 'An id that no other task uses. The state file and commits name it.', examples: ['CONTENT_HASH-AC01'] },
    text: { description: 'What has to be true, so that a test can show it.' },
  });
}

/** Changes the items of a list of the object, in place. */
function each(object: JsonSchema, key: string, change: (items: JsonSchema) => JsonSchema): void {
  const property = object.properties?.[key] as JsonSchema;
  const list = property.anyOf?.find((one) => (one).type === 'array') as JsonSchema;
  list.items = change(list.items as JsonSchema);
}

/** The alternatives with another one in the place of the object. */
function withObject(schema: JsonSchema, change: (object: JsonSchema) => JsonSchema): JsonSchema {
  return { ...schema, anyOf: schema.anyOf?.map((one) => ((one).type === 'object' ? change(one) : one)) } as JsonSchema;
}
