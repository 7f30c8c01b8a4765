import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProjectFacts } from '../../../../src/core/facts';
import type { GitFacts } from '../../../../src/core/git';
import { check } from '../../../../src/core/operations/check';
import { askGates } from '../../../../src/core/operations/gates';
import { lookAtStart } from '../../../../src/core/operations/start';
import { startTask } from '../../../../src/core/operations/startTask';
import { RULES } from '../../../../src/core/rules/evaluate';
import type { GateSeverity } from '../../../../src/core/settings';
import { manifest as manifestOf, task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { fakeWorld } from '../../../support/world';
import { anyBacklog } from '../select/anyBacklog';

const anyGit: fc.Arbitrary<GitFacts> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(cleanRepository()) },
  { weight: 1, arbitrary: fc.constantFrom<GitFacts>({ kind: 'not-a-repository', reason: '' }, { kind: 'unread', reason: 'not trusted' }, cleanRepository({ operation: 'merge' }), cleanRepository({ head: { kind: 'detached', commit: 'c' } })) },
  { weight: 1, arbitrary: fc.constantFrom(cleanRepository({ dirty: [{ path: 'x', kind: 'staged' }] }), cleanRepository({ branches: ['main', 'feat/A--T01'] }), cleanRepository({ head: { kind: 'branch', name: 'topic', commit: 'c' } })) },
);
const anyFacts: fc.Arbitrary<ProjectFacts> = fc.record(
  {
    prd: fc.constantFrom({ kind: 'missing', path: 'p.md', reason: 'it is not there' } as const, { kind: 'found', path: 'p.md', changedAt: '2026-01-01T00:00:00Z' } as const),
    baseline: fc.constantFrom({ kind: 'none' } as const, { kind: 'stale', recorded: 'abcdef0' } as const),
  },
  { requiredKeys: [] },
);
const anySeverities = fc.dictionary(fc.constantFrom(...RULES.map(({ code }) => code)), fc.constantFrom<GateSeverity>('block', 'warn', 'info', 'off'), { maxKeys: 8 });
const anyTask = fc.option(fc.constantFrom('A--T01', 'B--T01', 'C--T01', '__proto__'), { nil: undefined });

/** Whole and valid files, in which now and then one thing is missing. */
const soundBacklog = fc
  .array(fc.record({ risk: fc.constantFrom('High', 'Medium', 'Low'), status: fc.constantFrom('pending', 'pending', 'pending', 'in-progress', 'completed'), isBare: fc.boolean(), provisional: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((rows) => {
    const ids = ['A--T01', 'B--T01', 'C--T01', '__proto__', 'D--T01', 'E--T01'];
    const tasks = rows.map(({ risk, isBare, provisional }, index) => task({ task_id: ids[index] ?? '', risk, provisional, ...(isBare ? { related_specs: [] } : {}) }));
    return { manifest: JSON.stringify(manifestOf(tasks)), state: JSON.stringify({ tasks: Object.fromEntries(rows.map(({ status }, index) => [ids[index], { status }])) }) };
  });

const anyStart = fc.record({ files: fc.oneof(anyBacklog, soundBacklog), git: anyGit, project: anyFacts, gateSeverity: anySeverities, taskId: anyTask });

/** Nothing stands in its way but what the settings make of warnings: of any starts most are blocked. */
const freeStart = fc.record({
  files: fc.integer({ min: 1, max: 6 }).map((count) => {
    const tasks = Array.from({ length: count }, (_, index) => task({ task_id: `${'ABCDEF'.charAt(index)}--T01` }));
    return { manifest: JSON.stringify(manifestOf(tasks)), state: '{"tasks": {}}' };
  }),
  git: fc.constant(cleanRepository()),
  project: fc.constantFrom<ProjectFacts>({}, { baseline: { kind: 'none' } }, { baseline: { kind: 'stale', recorded: 'abcdef0' } }),
  gateSeverity: anySeverities,
  taskId: fc.constantFrom('A--T01', undefined),
});

/** Blocking codes of a refusal, in the order in which they are told. */
function codesTold({ code, remedy }: { readonly code: string; readonly remedy: string }): string[] {
  return [code, ...remedy.split('\n').slice(1).map((line) => /^((?:BLOCKED|WARN)::.*?): /.exec(line)?.[1] ?? line)];
}

describe('the gates', () => {
  it('agree between the editor, vtm check, and a start by vtm or a tool, for any files, repository, facts and settings', async () => {
    let blocked = 0;
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: anyStart }, { weight: 1, arbitrary: freeStart }), async ({ files, git, project, gateSeverity, taskId }) => {
        const world = fakeWorld({ ...files, facts: git, settings: { gateSeverity }, documents: { 'a.spec.ts': 'x', 'docs/features/spec.md': 'x' } });
        world.here.project = project;
        const snapshot = await world.here.snapshot();
        const known = taskId === undefined || snapshot.byId.has(taskId) ? taskId : undefined;
        const chosen = known === undefined ? {} : { taskId: known };

        // What the editor's Check Readiness shows.
        const { readiness } = await askGates(world.here, world.settings, chosen);
        const codes = readiness.findings.map(({ fullCode }) => fullCode);

        // What vtm check says: of files that can't be read it does not look for the task.
        const checked = await check.run(world, known === undefined ? {} : { task: known });
        assert.ok(checked.ok);
        const data = checked.value.data as { readonly codes: readonly string[]; readonly ready: boolean };
        assert.deepEqual(data.codes, codes);
        assert.equal(data.ready, !readiness.isBlocked);

        // What the editor's start goes by.
        const looked = await lookAtStart(world.here, { ...chosen, settings: world.settings, overrides: new Set() });
        const found = 'kind' in looked ? looked.findings : looked.warnings;
        assert.deepEqual(found.map(({ fullCode }) => fullCode), codes);
        assert.equal('kind' in looked, readiness.isBlocked);

        // What a tool and vtm start answer.
        const told = await startTask.preview?.(world, known === undefined ? {} : { task: known });
        assert.equal(told?.ok, !readiness.isBlocked);
        if (told && !told.ok) {
          const blocking = readiness.findings.filter(({ effect }) => effect === 'block');
          assert.equal(codesTold(told.error).length, blocking.length);
          assert.equal(told.error.code.slice(0, blocking[0]?.code.length), blocking[0]?.code);
        }
        if (readiness.isBlocked) blocked++;
        else passed++;
      }),
      { numRuns: 400 },
    );
    assert.ok(blocked > 20 && passed > 20, `${blocked} blocked, ${passed} passed`);
  });
});
