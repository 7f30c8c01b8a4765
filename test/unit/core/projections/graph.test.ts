import assert from 'node:assert/strict';
import { readGraphShape, type GraphShape } from '../../../../src/core/graphProtocol';
import { readManifest, readState } from '../../../../src/core/load';
import { graphModel, type GraphInput } from '../../../../src/core/projections/graph';
import { readMessageToPanel } from '../../../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task, type RawTask } from '../../../support/builders';

const TASKS: readonly RawTask[] = [
  task({ task_id: 'A--T01', risk: 'High' }),
  task({ task_id: 'B--T01', depends_on_tasks: ['A--T01', 'A--T01'] }),
  task({ task_id: 'C--T01', depends_on_tasks: ['A--T01', 'NOBODY--T01'], est: { size: 'L' } }),
  task({ task_id: 'D--T01', depends_on_tasks: ['B--T01', 'C--T01'], phase: 'Phase 2', slice: 'Slice 2.1' }),
];

function modelOf(snapshot: Snapshot | undefined, more: Partial<GraphInput> = {}) {
  const facts = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
  return graphModel({ snapshot, ...facts, ...more });
}

function graphOf(snapshot: Snapshot, more: Partial<GraphInput> = {}) {
  const model = modelOf(snapshot, more);
  assert.ok(model.kind === 'graph');
  const shape = readGraphShape(model.shape);
  assert.ok(shape);
  return { model, shape };
}

const named = ({ ids }: GraphShape, nodes: readonly number[]) => nodes.map((node) => ids[node]);

describe('graphModel', () => {
  it('has a node for each task and for what is named and is none, and an edge for each dependency', () => {
    const { model, shape } = graphOf(snapshotOf(TASKS));
    assert.deepEqual(shape.ids, ['A--T01', 'B--T01', 'C--T01', 'D--T01', 'NOBODY--T01']);
    assert.equal(shape.taskCount, 4);
    assert.equal(shape.risks, 'HMMM');
    const pairs = Array.from({ length: shape.edges.length / 2 }, (_, at) => named(shape, shape.edges.slice(2 * at, 2 * at + 2)).join(' > '));
    assert.deepEqual(pairs, ['A--T01 > B--T01', 'A--T01 > C--T01', 'NOBODY--T01 > C--T01', 'B--T01 > D--T01', 'C--T01 > D--T01']);
    assert.deepEqual(shape.bands.map(({ label }) => label), ['Phase 1', 'Phase 2']);
    for (const list of [shape.titles, shape.x, shape.y, shape.knots]) assert.equal(list.length, 5);
    assert.deepEqual(readMessageToPanel({ type: 'state', model }), { type: 'state', model }, 'it fits through the protocol');
  });

  it('tells stages, what is met, what goes first, and the longest chain of what is open', () => {
    const { model, shape } = graphOf(snapshotOf(TASKS, { 'A--T01': { status: 'completed' } }));
    const stages = Array.from(model.stageOf, (digit) => model.stages[Number(digit)]?.stage);
    assert.deepEqual(stages, ['completed', 'ready', 'waiting', 'waiting']);
    assert.deepEqual(model.stages.map(({ stage, count }) => [stage, count]), [['ready', 1], ['waiting', 2], ['completed', 1]]);
    assert.equal(model.metOf, '11000');
    assert.equal(shape.ids[model.next ?? -1], 'B--T01');
    assert.deepEqual(named(shape, model.critical.nodes), ['C--T01', 'D--T01']);
    assert.equal(model.critical.time, '1 h 30 min');
  });

  it('marks no critical path where nothing follows from another', () => {
    assert.deepEqual(graphOf(snapshotOf(TASKS.slice(0, 1))).model.critical, { nodes: [], time: '' });
    const done = Object.fromEntries(TASKS.map(({ task_id }) => [task_id, { status: 'completed' }]));
    assert.deepEqual(graphOf(snapshotOf(TASKS, done)).model.critical, { nodes: [], time: '' });
  });

  it('lays a manifest out once: a status changes not a letter of the shape', () => {
    const read = readManifest({ kind: 'text', text: JSON.stringify(manifest(TASKS)) }, 'm.json');
    const withState = (tasks: object) => {
      const state = readState({ kind: 'text', text: JSON.stringify({ tasks }) }, 's.json');
      return graphOf(buildSnapshot({ rev: 1, backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' }, manifest: read, state })).model;
    };
    const [before, after] = [withState({}), withState({ 'A--T01': { status: 'completed' }, 'B--T01': { status: 'blocked' } })];
    assert.equal(before.shape, after.shape);
    assert.notEqual(before.stageOf, after.stageOf);
    assert.equal(graphOf(snapshotOf(TASKS)).model.shape, before.shape, 'the same manifest read again gives the same');
  });

  it('tells of a cycle, by the knot of each task on it', () => {
    const { shape } = graphOf(snapshotOf([...TASKS, task({ task_id: 'E', depends_on_tasks: ['F'] }), task({ task_id: 'F', depends_on_tasks: ['E'] })]));
    assert.deepEqual(shape.ids.filter((_, node) => (shape.knots[node] ?? -1) >= 0), ['E', 'F']);
  });

  it('hands on the task that was asked for, if there is one of its name', () => {
    assert.deepEqual(graphOf(snapshotOf(TASKS), { asked: { taskId: 'B--T01', at: 7 } }).model.asked, { taskId: 'B--T01', at: 7 });
    assert.equal(graphOf(snapshotOf(TASKS), { asked: { taskId: 'NOBODY--T01', at: 7 } }).model.asked, undefined);
  });

  it('is bounded: titles are cut, and more tasks than can be drawn are counted', () => {
    const long = graphOf(snapshotOf([task({ task_id: 'A', title: 'x'.repeat(10_000), phase: 'y'.repeat(10_000), slice: 'z'.repeat(10_000) })]));
    assert.ok(JSON.stringify(long.model).length < 3000);
    const many = snapshotOf(Array.from({ length: 20_002 }, (_, at) => task({ task_id: `T${at}`, depends_on_tasks: at === 0 ? ['T20001'] : [] })));
    const { shape } = graphOf(many);
    assert.deepEqual([shape.taskCount, shape.ids.length, shape.leftOut, shape.edges], [20_000, 20_000, 2, []]);
    const ids = Array.from({ length: 600 }, (_, at) => `T${at}`);
    const { model } = graphOf(snapshotOf(ids.map((id) => task({ task_id: id })), Object.fromEntries(ids.map((id) => [id, { status: 'blocked', blocked_reason: 'x'.repeat(10_000) }]))));
    assert.ok(model.reasons.length === 500 && model.reasons.every(({ text }) => text.length < 1000));
  });

  it('tells where there is nothing to read', () => {
    assert.deepEqual(modelOf(undefined, { isLoaded: false }), { kind: 'loading' });
    assert.equal(modelOf(undefined).kind, 'none');
  });

  it('reads no shape that is none', () => {
    for (const text of ['', '{', '{}', '[]', 'null']) assert.equal(readGraphShape(text), undefined);
    const { model } = graphOf(snapshotOf([task({ task_id: 'A' })]));
    assert.ok(readGraphShape(model.shape));
    const shape = JSON.parse(model.shape) as Record<string, unknown>;
    for (const list of ['ids', 'titles', 'slices', 'sliceOf', 'edges', 'knots', 'x', 'y']) {
      for (const odd of [null, 'A', { 0: 'A' }, [{}], [null]]) assert.equal(readGraphShape(JSON.stringify({ ...shape, [list]: odd })), undefined, `${list}: ${JSON.stringify(odd)}`);
    }
  });
});
