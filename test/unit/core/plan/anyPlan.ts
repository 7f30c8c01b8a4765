import fc from 'fast-check';
import type { Task } from '../../../../src/core/manifest/task';
import type { Conflict } from '../../../../src/core/plan/conflict';
import type { Conflicts } from '../../../../src/core/plan/conflicts';
import { planBacklog, type PlanOptions } from '../../../../src/core/plan/planBacklog';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task, type RawTask } from '../../../support/builders';

/** A backlog, who of it conflicts, and what is asked of the planner. */
export interface AnyPlan {
  readonly snapshot: Snapshot;
  readonly conflicts: Conflicts;
  readonly options: PlanOptions;
}

/** Any finder of conflicts over pairs of ids, in either order; it counts how often it is asked. */
export class PairConflicts implements Conflicts {
  asked = 0;
  private readonly keys: ReadonlySet<string>;

  constructor(pairs: readonly (readonly [string, string])[]) {
    this.keys = new Set(pairs.flatMap(([a, b]) => [JSON.stringify([a, b]), JSON.stringify([b, a])]));
  }

  between(a: Task, b: Task): Conflict | undefined {
    this.asked++;
    const [first, second] = a.index < b.index ? [a.id, b.id] : [b.id, a.id];
    return this.keys.has(JSON.stringify([a.id, b.id])) ? { tasks: [first, second], causes: [{ kind: 'named', by: [first] }] } : undefined;
  }
}

const id = (index: number) => `T${String(index).padStart(2, '0')}--T01`;

/** Mostly the first, so that batches of several tasks are common and oddities are there all the same. */
const mostly = <T>(usual: T, weight: number, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.nat(weight + others.length - 1).map((at) => (at < weight ? usual : others[at - weight]!));

const row = fc.record({
  risk: fc.constantFrom('Medium', 'Low', 'Medium', 'Low', 'Medium', 'High'),
  size: fc.constantFrom('S', 'M', 'L', 'XL'),
  parallel: mostly<boolean | undefined>(true, 30, false, undefined),
  declares: mostly(true, 200, false),
  slice: fc.constantFrom('Slice 1.1', 'Slice 1.1', 'Slice 1.2'),
  phase: fc.constantFrom('Phase 1', 'Phase 2'),
  provisional: mostly(false, 9, true),
  needs: fc.oneof({ weight: 2, arbitrary: fc.constant<number[]>([]) }, { weight: 1, arbitrary: fc.array(fc.nat(14), { minLength: 1, maxLength: 2 }) }),
  status: mostly('', 50, 'completed', 'completed', 'in-progress', 'blocked', 'abandoned', 'partial'),
  hasBranch: mostly(false, 25, true),
});

/** Dependencies go to tasks that stand before; now and then anywhere, cycles and unknown tasks included. */
export const anyPlan = (size: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<AnyPlan> =>
  fc
    .record({
      rows: fc.array(row, { ...size, size: 'max' }),
      pairs: fc.array(fc.tuple(fc.nat(size.maxLength - 1), fc.nat(size.maxLength - 1)), { maxLength: size.maxLength * 3, size: 'max' }),
      max: mostly(3, 3, 2, 1),
      wipLimit: mostly(3, 3, 5, 2, 1),
      ranking: fc.constantFrom('risk' as const, 'phase' as const),
      dependencies: fc.constantFrom('merged' as const, 'completed' as const, 'begun' as const),
      isParallel: fc.constantFrom(true, true, true, false),
      scope: fc.constantFrom<PlanOptions['scope']>({ kind: 'backlog' }, { kind: 'backlog' }, { kind: 'slice', slice: 'Slice 1.1' }, { kind: 'phase', phase: 'Phase 2' }, { kind: 'tasks', taskIds: [id(0), id(2), id(3), id(5), 'NONE'] }),
      excluded: fc.array(fc.nat(20), { maxLength: 2 }),
      isCyclic: mostly(false, 4, true),
    })
    .map(({ rows, pairs, max, wipLimit, ranking, dependencies, isParallel, scope, excluded, isCyclic }) => {
      const tasks = rows.map((one, index): RawTask => {
        const needs = one.needs.filter((other) => isCyclic || other < index).map(id);
        return task({
          task_id: id(index), risk: one.risk, est: { size: one.size }, slice: one.slice, phase: one.phase, provisional: one.provisional, depends_on_tasks: needs,
          ...(one.parallel === undefined ? {} : { parallel: one.parallel }), ...(one.declares ? { conflicts_with: [] } : {}),
        });
      });
      const entries = Object.fromEntries(rows.flatMap(({ status }, index) => (status === '' ? [] : [[id(index), { status }]])));
      const branchOf = (taskId: string) => (rows[Number(taskId.slice(1, 3))]?.hasBranch ? `feat/${taskId}` : undefined);
      const settings = { ...DEFAULT_SETTINGS, ranking, wipLimit, dependencies };
      return {
        snapshot: snapshotOf(tasks, entries, branchOf, undefined, settings),
        conflicts: new PairConflicts(pairs.filter(([a, b]) => a !== b).map(([a, b]) => [id(a), id(b)])),
        options: { scope, isParallel, max, excluded: new Set(excluded.map(id)), settings },
      };
    });

/** The plan of one of them, by its own conflicts. */
export function planOf({ snapshot, conflicts, options }: AnyPlan) {
  return planBacklog(snapshot, { ...options, conflicts });
}
