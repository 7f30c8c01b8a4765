import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DROP_IN_FLAGS, dropIn, unusable } from '../../../../src/core/select/dropIn';
import { anyBacklog } from './anyBacklog';
import { reference } from './dropInReference';

describe('the flags of the project script', () => {
  for (const flag of DROP_IN_FLAGS) {
    it(`${flag} answers as an independent reference, to the byte, over all kinds of backlogs`, () => {
      const seen = { ok: 0, none: 0 };
      fc.assert(
        fc.property(anyBacklog, ({ manifest, state }) => {
          const expected = reference(flag, JSON.parse(manifest), JSON.parse(state));
          const { output, exitCode } = dropIn(flag, JSON.parse(manifest), JSON.parse(state));
          assert.equal(JSON.stringify(output, null, 2), expected.text);
          assert.equal(exitCode, expected.exitCode);
          seen[exitCode === 0 ? 'ok' : 'none']++;
        }),
        { numRuns: 600 },
      );
      assert.ok(seen.ok > 0 && (flag !== '--next' || seen.none > 0), 'both answers were met');
    });
  }

  it('prints the next task with the keys, order and defaults of the script', () => {
    const manifest = {
      tasks: [
        { task_id: 'L', risk: 'Low' },
        { task_id: 'H2', title: 'Needs L', risk: 'High', depends_on_tasks: ['L'] },
        { task_id: 'H', title: 'Hash', risk: 'High', phase: 'Phase 1', slice: 'Slice 1.1', depends_on_tasks: ['M'], est: { size: 'L' } },
        { task_id: 'M', risk: 'Medium' },
      ],
    };
    const state = { tasks: { M: { status: 'completed' } } };
    assert.deepEqual(Object.entries(dropIn('--next', manifest, state).output as object), [
      ['task_id', 'H'],
      ['title', 'Hash'],
      ['description', ''],
      ['risk', 'High'],
      ['phase', 'Phase 1'],
      ['slice', 'Slice 1.1'],
      ['size', 'L'],
      ['acceptance_criteria', []],
      ['depends_on_tasks', ['M']],
      ['related_specs', []],
      ['related_adrs', []],
      ['related_guides', []],
      ['test_verification', []],
    ]);
  });

  it('refuses files that are no manifest and no state, and takes a BLOCKED manifest without tasks', () => {
    for (const value of [null, [], 'x', 42, { tasks: {} }, { tasks: 'x' }]) {
      assert.match(unusable(value, {}) ?? '', /manifest/);
    }
    for (const value of [null, [], 'x', 42, { tasks: [] }, { tasks: 'x' }]) assert.match(unusable({}, value) ?? '', /state/);
    assert.equal(unusable({ status: 'BLOCKED', gaps: [] }, {}), undefined);
  });

  it('answers about a chain of 100 000 tasks', () => {
    const tasks = Array.from({ length: 100_000 }, (_, n) => ({ task_id: `T${n}`, risk: 'Low', depends_on_tasks: n === 0 ? [] : [`T${n - 1}`] }));
    const entries = Object.fromEntries(tasks.slice(0, 50_000).map(({ task_id: id }) => [id, { status: 'completed' }]));
    assert.equal((dropIn('--next', { tasks }, { tasks: entries }).output as { task_id: string }).task_id, 'T50000');
  });
});
