import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { orderIndexes } from '../../../../src/core/graph/order';
import { structureOf } from '../../../../src/core/graph/structure';
import type { Task } from '../../../../src/core/manifest/task';
import { parseManifest } from '../../../../src/core/manifest/parse';
import { manifest, task } from '../../../support/builders';

/** Ids that are equal but for case or form among them, and some that may be no task's. */
const ids = fc.constantFrom('A--T01', 'a--T01', 'B--T01', 'B--T02', 'C_1', '\u00c9', 'E\u0301', '\u212a', 'K', '__proto__');
const CAPITALS = ['A--T01', 'B--T01', 'B--T02', 'C_1'];

function tasksOf(given: readonly { id: string; needs: readonly string[] }[]): readonly Task[] {
  const file = manifest(given.map(({ id, needs }) => task({ task_id: id, depends_on_tasks: needs })));
  return parseManifest(JSON.stringify(file), 'm.json').manifest?.tasks ?? [];
}

function backlogs(id: fc.Arbitrary<string>) {
  return fc.array(fc.record({ id, needs: fc.array(id, { maxLength: 4 }) }), { maxLength: 9 }).map(tasksOf);
}

/** The slow and plain way. */
function plainly(all: readonly Task[]) {
  const tasks = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
  const isTask = (id: string) => tasks.some((other) => other.id === id);
  const needs = tasks.map(({ dependsOn }) => dependsOn.map((id) => tasks.findIndex((other) => other.id === id)).filter((place) => place >= 0));
  const folded = ({ id }: Task) => id.normalize('NFC').toLowerCase();
  return {
    tasks,
    dependents: tasks.map(({ id }) => all.filter(({ dependsOn }) => dependsOn.includes(id)).map((other) => other.id)),
    duplicates: tasks.map(({ id }) => ({ id, indexes: all.filter((other) => other.id === id).map(({ sourceIndex }) => sourceIndex) })).filter(({ indexes }) => indexes.length > 1),
    unknownDependencies: all.flatMap((one) => one.dependsOn.filter((id) => !isTask(id)).map((dependency) => ({ task: one, dependency }))),
    clashes: tasks.flatMap((one) => {
      const first = tasks.find((other) => folded(other) === folded(one));
      return first && first !== one ? [[one, first]] : [];
    }),
    cycles: orderIndexes(needs).cycles.map((cycle) => cycle.map((place) => tasks[place]?.id)),
  };
}

describe('structureOf', () => {
  it('tells what the plain way tells, of doubled, unknown, clashing and usual ids', () => {
    const either = fc.oneof(backlogs(ids), backlogs(fc.constantFrom(...CAPITALS)));
    fc.assert(
      fc.property(either, (tasks) => {
        assert.deepEqual(structureOf(tasks), plainly(tasks));
      }),
      { numRuns: 500 },
    );
  });
});
