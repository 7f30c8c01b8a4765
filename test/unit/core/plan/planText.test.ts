import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LeftOut, WaveLimit } from '../../../../src/core/plan/backlogPlan';
import type { Conflict, ConflictCause } from '../../../../src/core/plan/conflict';
import { causeText, conflictText, leftOutText, limitText, modeText, scopeText } from '../../../../src/core/plan/planText';

const said = <T>(tell: (value: T) => string, values: readonly T[]) => values.map(tell);

describe('the words of a plan', () => {
  it('tell each cause of a conflict with its evidence', () => {
    assert.deepEqual(
      said<ConflictCause>(causeText, [
        { kind: 'named', by: ['A'] },
        { kind: 'named', by: ['A', 'B'] },
        { kind: 'scope', patterns: ['src/**', 'src/**'] },
        { kind: 'scope', patterns: ['src/*.ts', 'src/a*'], example: 'src/a.ts' },
        { kind: 'scope', patterns: ['src/a.ts', 'src/**'], example: 'src/a.ts' },
        { kind: 'unknown-scope', taskIds: ['A'] },
        { kind: 'unknown-scope', taskIds: ['A', 'B'] },
        { kind: 'learned', paths: ['src/a.ts'], commits: ['1a2b3c4'] },
        { kind: 'learned', paths: ['a', 'b', 'c', 'd'], commits: ['1', '2'] },
      ]),
      [
        'A names the other in conflicts_with',
        'each names the other in conflicts_with',
        'both may change src/**',
        'both may change src/a.ts, by src/*.ts and src/a*',
        'src/a.ts and src/** can be the same file',
        'file_scope of A does not tell which files it changes',
        'file_scope of A, B does not tell which files they change',
        'past work of both changed src/a.ts, as commit 1a2b3c4 shows',
        'past work of both changed a, b, c and 1 more, as commits 1, 2 show',
      ],
    );
    assert.equal(conflictText({ tasks: ['A', 'B'], causes: [{ kind: 'named', by: ['A'] }] }, 'B'), 'B conflicts with A (A names the other in conflicts_with)');
  });

  it('tell each reason why a wave is no larger', () => {
    assert.deepEqual(
      said<WaveLimit>(limitText, [
        { kind: 'high-risk', taskId: 'A' },
        { kind: 'not-parallel', taskId: 'A' },
        { kind: 'not-parallel', taskId: 'A', slice: 'Slice 1.2' },
        { kind: 'wip', places: 1, underWay: 2 },
        { kind: 'wip', places: 0, underWay: 1 },
        { kind: 'wip', places: 2, underWay: 0 },
        { kind: 'nothing-else' },
        { kind: 'sequential' },
      ]),
      [
        'A runs alone, since its risk is High.',
        'A runs alone, since it does not say that it may run in parallel.',
        'A runs alone, since tasks of Slice 1.2 lack parallel metadata.',
        '2 tasks under way leave 1 place.',
        '1 task under way leaves no place.',
        'The limit of work in progress allows 2 tasks.',
        'Nothing else can start by then.',
        'Tasks run one after the other.',
      ],
    );
  });

  it('tell each reason why a task is left out', () => {
    assert.deepEqual(
      said<LeftOut['why']>(leftOutText, [
        { kind: 'under-way' }, { kind: 'blocked' }, { kind: 'blocked', reason: 'No\nkey' }, { kind: 'waits', taskIds: ['A', 'B', 'C', 'D'] }, { kind: 'provisional' },
        { kind: 'has-branch', branch: 'feat/A' }, { kind: 'merged' }, { kind: 'unknown-status' }, { kind: 'excluded' },
      ]),
      [
        'it is under way', 'it is blocked', 'it is blocked: No key', 'it waits for A, B, C and 1 more, which this plan does not bring about', 'it is provisional, and High risk tasks outside of this plan have not begun',
        'it has the branch feat/A already, on which nothing is recorded of it', 'its work is merged, and it is not recorded as completed', 'its status is not known', 'it was taken out',
      ],
    );
  });

  it('tell the mode only where there is something to tell, with what to do', () => {
    assert.equal(modeText({ kind: 'parallel' }), undefined);
    assert.equal(modeText({ kind: 'sequential', why: 'default' }), undefined);
    const lacking = { slices: ['Slice 1.1', 'Slice 1.2'], taskIds: ['A', 'B', 'C', 'D'], count: 30 };
    assert.match(modeText({ kind: 'sequential', why: 'no-metadata', ...lacking, count: 3000 }) ?? '', /^3,000 open tasks lack parallel metadata \(A, B, C and 2,997 more\)/);
    assert.match(modeText({ kind: 'sequential', why: 'no-metadata', ...lacking }) ?? '', /^30 open tasks lack parallel metadata \(A, B, C and 27 more\), so nothing runs side by side\. Give each of them “parallel” and “conflicts_with” in the manifest/);
    assert.match(modeText({ kind: 'parallel', lacking }) ?? '', /, so tasks of Slice 1\.1, Slice 1\.2 run alone\. /);
  });

  it('stay on one line and show no control characters, whatever the files hold', () => {
    const odd = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(odd, odd, fc.array(odd, { minLength: 1 }), (a, b, list) => {
        const causes: ConflictCause[] = [{ kind: 'named', by: [a] }, { kind: 'scope', patterns: [a, b], example: a + b }, { kind: 'unknown-scope', taskIds: list }, { kind: 'learned', paths: list, commits: list }];
        const conflict: Conflict = { tasks: [a, b], causes };
        const texts = [
          ...causes.map(causeText), conflictText(conflict, a), limitText({ kind: 'conflict', taskId: a, conflict }), limitText({ kind: 'not-parallel', taskId: a, slice: b }),
          leftOutText({ kind: 'blocked', reason: a }), leftOutText({ kind: 'waits', taskIds: list }), leftOutText({ kind: 'has-branch', branch: b }),
          scopeText({ kind: 'slice', slice: a }), modeText({ kind: 'sequential', why: 'no-metadata', slices: list, taskIds: list, count: list.length }) ?? '',
        ];
        for (const text of texts) assert.ok(!/[\p{Cc}\p{Surrogate}\u202a-\u202e]/u.test(text) && text.length < 2000, JSON.stringify(text));
      }),
    );
  });
});
