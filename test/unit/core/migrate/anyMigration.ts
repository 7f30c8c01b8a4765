import * as fc from 'fast-check';
import { parseManifest } from '../../../../src/core/manifest/parse';
import type { Task } from '../../../../src/core/manifest/task';
import { parseState } from '../../../../src/core/state/parse';
import type { TaskState } from '../../../../src/core/state/taskState';
import { manifest, task, type RawTask } from '../../../support/builders';

export function tasksOf(raw: readonly RawTask[]): readonly Task[] {
  return parseManifest(JSON.stringify(manifest(raw)), 'manifest.json').manifest?.tasks ?? [];
}

export function stateOf(text: string): TaskState {
  const { state } = parseState(text, 'state.json');
  if (!state) throw new Error('not a state');
  return state;
}

const WORDS = ['ledger', 'money', 'round', 'close', 'audit', 'trail', 'import', 'invoice'];
const ids = fc.constantFrom('A--T01', 'A--T02', 'B--T01', 'B--T02', 'C--T01', '__proto__', 'D--T09', 'E--T01', 'F--T04');
const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
const criteria = fc.uniqueArray(fc.record({ id: fc.constantFrom('X-AC01', 'X-AC02', 'X-AC03', 'X-AC04', 'Y-AC01'), text: fc.oneof(words, fc.constant('')) }), { selector: ({ id }) => id, maxLength: 5 });

/** Tasks of a manifest, few words and few ids: many are alike. */
export const anyTasks: fc.Arbitrary<readonly RawTask[]> = fc.uniqueArray(
  fc
    .record({ task_id: ids, title: words, capability_id: fc.constantFrom('A', 'B'), acceptance_criteria: criteria })
    .map((given) => task(given)),
  { selector: ({ task_id: id }) => id, maxLength: 7 },
);

const recorded = fc.array(fc.constantFrom('X-AC01', 'X-AC02', 'AC03', 'ac4', 'Y-AC01', 'Z-AC09'), { maxLength: 4 });
const entry = fc.record(
  {
    status: fc.constantFrom('pending', 'in-progress', 'completed', 'blocked', 'odd'),
    acs_completed: fc.oneof(recorded, fc.constant([1, 2])),
    acs_remaining: recorded,
    notes: fc.string(),
    pr_number: fc.double(),
  },
  { requiredKeys: ['status'] },
);

/** The text of a state file in any layout, with other keys around, and perhaps an archive already. */
export const anyStateText: fc.Arbitrary<string> = fc
  .record({
    entries: fc.uniqueArray(fc.tuple(ids, entry), { selector: ([id]) => id, maxLength: 7 }),
    indent: fc.constantFrom(undefined, 2, 4, '\t'),
    hash: fc.constantFrom(undefined, 'PLACEHOLDER', 'abcdef0'),
    archived: fc.constantFrom(undefined, {}, { 'A--T01': { status: 'completed' } }),
    other: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ entries, indent, hash, archived, other, lineEnd }) => {
    // Written by hand, since an object can't hold `__proto__` as a key of its own by assignment.
    const tasks = Object.fromEntries(entries);
    const whole = { ...(hash === undefined ? {} : { manifest_hash: hash }), tasks, ...(archived ? { archived } : {}), ...(other ? { other: [1, { x: -0 }] } : {}) };
    return JSON.stringify(whole, null, indent).replaceAll('\n', lineEnd);
  });
