import assert from 'node:assert/strict';
import { readGraphShape } from '../../src/core/graphProtocol';
import { modelText } from '../../src/core/operations/modelText';
import type { Operation } from '../../src/core/operations/operation';
import { OPERATIONS } from '../../src/core/operations/table';
import { readPlanToPanel } from '../../src/core/planProtocol';
import { problemsOf } from '../../src/core/problems/problemsOf';
import { statusBarOf } from '../../src/core/projections/statusBar';
import { GROUPINGS, treeOf } from '../../src/core/projections/tree';
import { EMPTY_FILTER } from '../../src/core/projections/treeFilter';
import type { TreeNode } from '../../src/core/projections/treeNode';
import { readMessageToPanel } from '../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import { fakeWorld } from '../support/world';
import { boardsOf } from './boards';
import { assertProblems, assertSafe, assertTold } from './promises';

/** The texts of a backlog's two files, of which any may be wrong. */
export interface Backlog {
  readonly manifest: string;
  readonly state: string;
}

/** So many operations are tried on one backlog: all on every one would take most of the time to say the same. */
const TURNS = 6;

/** Shows a backlog in every way there is, and tries operations on it, by turns. */
export async function showEverywhere({ manifest, state }: Backlog): Promise<void> {
  const world = fakeWorld({ manifest, state });
  const snapshot = await world.here.snapshot();
  const { manifestPath, statePath } = snapshot.backlog;
  const problems = problemsOf(snapshot, {});
  assertProblems(problems, (file) => (file === manifestPath ? withoutMark(manifest) : file === statePath ? withoutMark(state) : undefined));
  show(snapshot);
  const turn = (manifest.length + state.length) % TURNS;
  for (const operation of OPERATIONS.filter((_, index) => index % TURNS === turn)) await operate(operation, { manifest, state }, snapshot);
}

function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function show(snapshot: Snapshot): void {
  const { text, label } = statusBarOf(snapshot, DEFAULT_SETTINGS, true);
  assertSafe(text, 'the status bar', 200);
  assertSafe(label, 'what the status bar says', 1_000);
  for (const grouping of GROUPINGS) treeOf(snapshot, { grouping, filter: EMPTY_FILTER, settings: DEFAULT_SETTINGS }).forEach((node) => look(node));
  const { pulse, plan } = boardsOf(snapshot);
  for (const model of pulse) {
    assert.ok(readMessageToPanel({ type: 'state', model }), `the pulse panel would drop its ${model.kind} model`);
    if (model.kind === 'graph') assert.ok(readGraphShape(model.shape), 'the pulse panel would drop the shape of the graph');
  }
  for (const model of plan) assert.ok(readPlanToPanel({ type: 'state', model }), 'the plan panel would drop its model');
}

/** A row of the tree and those below it. */
function look(node: TreeNode, depth = 0): void {
  assertSafe(node.label, 'a row of the tree', 1_000);
  assertSafe(node.description ?? '', 'the description of a row of the tree', 1_000);
  if (depth < 6) for (const child of node.children().slice(0, 20)) look(child, depth + 1);
}

/** Both without and with a task; what it refuses leaves every byte, and what it writes can be read. */
async function operate({ id, run, preview, input: schema }: Operation, { manifest, state }: Backlog, snapshot: Snapshot): Promise<void> {
  const task = snapshot.tasks[snapshot.tasks.length >> 1]?.task.id ?? 'A--T01';
  for (const name of Object.hasOwn(schema.shape, 'task') ? [task, [...snapshot.state.entries.keys()][0] ?? ''] : [undefined]) {
    const world = fakeWorld({ manifest, state });
    const input = { ...(name === undefined ? {} : { task: name }), ...more(id, snapshot, name) };
    await preview?.(world, input);
    assert.equal(world.here.stateText, state, `the preview of ${id} has written`);
    const result = await run(world, input);
    if (!result.ok) {
      assertTold(result.error, id);
      assert.equal(world.here.stateText, state, `${id} was refused and has written`);
      continue;
    }
    assertSafe(modelText(result), `the answer of ${id}`);
    assert.equal(typeof JSON.stringify(result.value.data), 'string', `the data of ${id}`);
    const sarif = await result.value.sarif?.();
    if (sarif) JSON.stringify(sarif);
    if (world.here.stateText !== state) JSON.parse(withoutMark(world.here.stateText ?? ''));
  }
}

function more(id: string, snapshot: Snapshot, name: string | undefined): object {
  if (id === 'ac-done' || id === 'ac-undo') return { criteria: [snapshot.byId.get(name ?? '')?.criteria[0]?.id ?? 'AC01'] };
  if (id === 'note') return { text: 'a note' };
  if (id === 'block') return { reason: 'it waits' };
  return {};
}
