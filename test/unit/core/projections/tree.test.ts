import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GROUPINGS, treeOf, type Grouping } from '../../../../src/core/projections/tree';
import { EMPTY_FILTER, type TreeFilter } from '../../../../src/core/projections/treeFilter';
import type { GroupNode, TaskNode, TreeNode } from '../../../../src/core/projections/treeNode';
import { STAGES } from '../../../../src/core/projections/treeStage';
import { RISKS } from '../../../../src/core/manifest/task';
import { standingOf } from '../../../../src/core/select/eligibility';
import { readManifest, readState } from '../../../../src/core/load';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task as rawTask, type RawTask } from '../../../support/builders';

const settings = { ranking: 'risk' } as const;

/** A task with one criterion, and no documents but what is given. */
function task(given: Partial<RawTask> & { task_id: string }): RawTask {
  const criteria = [{ id: `${given.task_id}-AC01`, text: `${given.task_id} works` }];
  return rawTask({ acceptance_criteria: criteria, test_verification: [], ...given });
}

/** State entries; one may be given by its status alone. */
function state(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, typeof entry === 'string' ? { status: entry } : entry]));
}

function tree(snapshot: Snapshot, grouping: Grouping = 'phase', filter: TreeFilter = EMPTY_FILTER): readonly TreeNode[] {
  return treeOf(snapshot, { grouping, filter, settings });
}

function all(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children())]);
}

function tasksOf(nodes: readonly TreeNode[]): TaskNode[] {
  return all(nodes).filter((node): node is TaskNode => node.kind === 'task');
}

/** The tree as a person sees it: indented labels with their descriptions. */
function drawn(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.label}${node.description ? ` | ${node.description}` : ''}`,
    ...drawn(node.children(), depth + 1),
  ]);
}

const backlog = snapshotOf(
  [
    task({ task_id: 'SCHEMA--T01', title: 'Lay the schema', risk: 'High' }),
    task({ task_id: 'HASH--T01', title: 'Hash contents', risk: 'High', depends_on_tasks: ['SCHEMA--T01'], slice: 'Slice 1.2' }),
    task({ task_id: 'DOCS--T01', title: 'Write the guide', risk: 'Low', phase: 2, slice: '2.1' }),
  ],
  state({ 'SCHEMA--T01': { status: 'in-progress', acs_completed: ['AC01'] } }),
);

describe('the task tree', () => {
  it('does not show what was abandoned as done', () => {
    const tasks = [task({ task_id: 'A', phase: 'One' }), task({ task_id: 'B', phase: 'Two' })];
    const groups = tree(snapshotOf(tasks, state({ A: 'completed', B: 'abandoned' })));
    assert.deepEqual(groups.map(({ description, icon }) => [description, icon.id]), [
      ['1 of 1 done · 100%', 'pass-filled'],
      ['0 of 1 done · 0% · 1 abandoned', 'circle-slash'],
    ]);
  });

  it('shows phases, slices, tasks and criteria with their progress', () => {
    assert.deepEqual(drawn(tree(backlog)), [
      'Phase 1 | 0 of 2 done · 0% · 1 in progress',
      '  Slice 1.1 | 0 of 1 done · 0% · 1 in progress',
      '    SCHEMA--T01 | 1/1 · Lay the schema',
      '      SCHEMA--T01 works | SCHEMA--T01-AC01',
      '  Slice 1.2 | 0 of 1 done · 0%',
      '    HASH--T01 | Hash contents',
      '      HASH--T01 works | HASH--T01-AC01',
      'Phase 2 | 0 of 1 done · 0%',
      '  Slice 2.1 | 0 of 1 done · 0%',
      '    DOCS--T01 | Write the guide',
      '      DOCS--T01 works | DOCS--T01-AC01',
    ]);
  });

  it('counts no criteria of a task that has none', () => {
    const [row] = tasksOf(tree(snapshotOf([task({ task_id: 'A', title: 'Try it', acceptance_criteria: [] })], state({ A: 'in-progress' }))));
    assert.equal(row?.description, 'Try it');
  });

  it('tells apart, by icon and in words, what is under way, next, and waiting', () => {
    const [schema, hash, docs] = tasksOf(tree(backlog));
    assert.equal(schema?.accessibleLabel, 'SCHEMA--T01, Lay the schema, High risk, in progress, 1 of 1 criteria done');
    assert.match(hash?.accessibleLabel ?? '', /pending, waiting on SCHEMA--T01/);
    assert.match(docs?.accessibleLabel ?? '', /Low risk, pending, ready to start, next to start/);
    assert.equal(new Set([schema?.icon.id, hash?.icon.id, docs?.icon.id]).size, 3);
  });

  it('names the checkbox of a criterion after the criterion, whatever its state', () => {
    const boxes = (isDone: boolean) => {
      const entry = { status: 'in-progress', started_at: '2025-10-01T08:00:00Z', acs_completed: isDone ? ['SCHEMA--T01-AC01'] : [] };
      const nodes = all(tree(snapshotOf([task({ task_id: 'SCHEMA--T01' })], { 'SCHEMA--T01': entry })));
      return nodes.flatMap((node) => (node.kind === 'criterion' && node.checkbox ? [node.checkbox] : []));
    };
    const [[done], [open]] = [boxes(true), boxes(false)];
    assert.deepEqual([done?.isChecked, open?.isChecked], [true, false]);
    assert.equal(done?.accessibleLabel, 'SCHEMA--T01-AC01 is done');
    assert.equal(open?.accessibleLabel, done?.accessibleLabel);
  });

  it('opens the groups that hold work under way or the next task, and no others', () => {
    const open = all(tree(backlog)).filter((node) => node.kind === 'group' && node.collapsible === 'expanded');
    assert.deepEqual(open.map((node) => node.label), ['Phase 1', 'Slice 1.1', 'Phase 2', 'Slice 2.1']);
  });

  it('groups by status, by risk and by capability in one level', () => {
    const heads = (grouping: Grouping) => tree(backlog, grouping).map((node) => node.label);
    assert.deepEqual(heads('status'), ['In progress', 'Pending, ready to start', 'Pending, waiting']);
    assert.deepEqual(heads('risk'), ['High risk', 'Low risk']);
    assert.deepEqual(heads('capability'), ['SCHEMA', 'HASH', 'DOCS']);
    assert.deepEqual(tree(backlog, 'status').map((node) => node.description), ['1 task', '1 task', '1 task']);
    assert.ok(tree(backlog, 'risk').every((group) => group.children().every((node) => node.kind === 'task')));
  });

  it('says 100% only when all is done', () => {
    const tasks = Array.from({ length: 300 }, (_, index) => task({ task_id: `A--T${index}` }));
    const done = Object.fromEntries(tasks.slice(1).map((raw) => [raw.task_id, 'completed']));
    assert.equal(tree(snapshotOf(tasks, state(done)))[0]?.description, '299 of 300 done · 99%');
    const finished = tree(snapshotOf(tasks, state({ ...done, 'A--T0': 'completed' })))[0];
    assert.equal(finished?.description, '300 of 300 done · 100%');
    assert.equal(finished?.contextValue, 'group finished');
  });

  it('carries the flags that menus ask for', () => {
    const [node] = tasksOf(tree(snapshotOf([task({ task_id: 'A--T01', related_adrs: ['ADR-0001'], test_verification: 'a.test.ts' })])));
    const flags = new Set(node?.contextValue.split(' '));
    for (const flag of ['task', 'pending', 'eligible', 'next', 'hasSpecs', 'hasAdrs', 'hasTests']) assert.ok(flags.has(flag), flag);
    for (const flag of ['hasGuides', 'hasDependencies', 'hasDependents']) assert.ok(!flags.has(flag), flag);
  });

  it('shows an unknown status with the word of the file, and never as startable', () => {
    const [node] = tasksOf(tree(snapshotOf([task({ task_id: 'A--T01' })], state({ 'A--T01': 'partial' }))));
    assert.equal(node?.description, '“partial” · Build A--T01');
    assert.match(node?.contextValue ?? '', /\bunknown\b/);
    assert.doesNotMatch(node?.contextValue ?? '', /eligible/);
  });

  it('lists errors of the files on top with their places, open', () => {
    const nodes = tree(snapshotOf([task({ task_id: 'A--T01', depends_on_tasks: ['B--T01'] })]));
    assert.deepEqual([nodes[0]?.label, nodes[0]?.description], ['Needs attention', '1 error']);
    assert.equal(nodes[0]?.collapsible, 'expanded');
    const [problem] = nodes[0]?.children() ?? [];
    assert.match(problem?.label ?? '', /A--T01 depends on "B--T01"/);
    assert.match(problem?.description ?? '', /^docs\/backlog\/virtual-task-manifest\.json:\d+:\d+$/);
  });

  it('shows why a manifest that cannot be read cannot be read', () => {
    const text = { kind: 'text', text: '{"tasks": [' } as const;
    const broken = buildSnapshot({
      rev: 1,
      backlog: { name: 'demo', manifestPath: 'm.json', statePath: 's.json' },
      manifest: readManifest(text, 'm.json'),
      state: readState({ kind: 'missing' }, 's.json'),
    });
    const nodes = tree(broken);
    assert.deepEqual(nodes.map((node) => node.label), ['Needs attention']);
    assert.match(nodes[0]?.children()[0]?.label ?? '', /ends too early/);
  });

  it('shows the gaps of a blocked manifest', () => {
    const nodes = tree(snapshotOf(manifest([], { status: 'BLOCKED', gaps: [{ code: 'GAP::PRD', text: 'No budget' }] })));
    assert.deepEqual(drawn(nodes), ['Manifest status: BLOCKED | 1 gap', '  GAP::PRD | No budget']);
  });

  it('bounds the rows of very many problems', () => {
    const entries = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`X${index}`, 'partial']));
    const nodes = tree(snapshotOf([], state(entries)));
    const [many] = nodes[0]?.children() ?? [];
    assert.equal(many?.label, '5,000 warnings in the files');
    assert.equal(many.children().at(-1)?.label, '…and 4800 more');
  });
});

describe('hostile text in the task tree', () => {
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '[x](command:workbench.action.quit)',
    '$(zap) urgent',
    'two\nlines\r\nand\ttabs',
    'abc\u202Edcba',
    'bell\u0007 nul\u0000 esc\u001b[31m',
    'lone \ud800 surrogate',
    'x'.repeat(10_000),
    '😀'.repeat(5_000),
    ' '.repeat(5_000),
  ];

  for (const [index, text] of hostile.entries()) {
    it(`stays one short line of visible text: ${JSON.stringify(text.slice(0, 30))}`, () => {
      const id = `H--T${index}`;
      const raw = task({ task_id: id, title: text, phase: text, capability_id: text, acceptance_criteria: [{ id: text, text }] });
      const snapshot = snapshotOf([raw], state({ [id]: { status: 'blocked', blocked_reason: text } }));
      for (const grouping of GROUPINGS) {
        for (const node of all(tree(snapshot, grouping))) {
          for (const shown of [node.label, node.description ?? '', node.accessibleLabel]) {
            assert.doesNotMatch(shown, /[\p{Cc}\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u);
            assert.ok(shown.length <= 600, `${shown.length}`);
          }
          assert.notEqual(node.label, '');
        }
      }
    });
  }

  it('gives ids such as __proto__ and constructor rows of their own', () => {
    const ids = ['__proto__', 'constructor', 'toString', 'task:A', 'A'];
    const raws = ids.map((id) => task({ task_id: id, phase: id, capability_id: id }));
    const nodes = all(tree(snapshotOf(raws), 'capability'));
    assert.deepEqual(nodes.filter((node) => node.kind === 'task').map((node) => node.view.task.id), ids);
    assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length);
  });
});

const anyTask = fc.record({
  n: fc.nat(40),
  phase: fc.constantFrom(1, 'Phase 2', 'phase_1', null, 'No phase'),
  slice: fc.constantFrom('1.1', '1.2', undefined),
  risk: fc.constantFrom('High', 'low', 'Medium', undefined),
  capability_id: fc.constantFrom('ALPHA', 'BETA', '__proto__', undefined),
  provisional: fc.boolean(),
  depends_on_tasks: fc.uniqueArray(fc.nat(45).map((n) => `T-${n}`), { maxLength: 3 }),
  status: fc.constantFrom(undefined, 'pending', 'in-progress', 'blocked', 'completed', 'abandoned', 'partial'),
});

const anySnapshot = fc.array(anyTask, { maxLength: 40 }).map((given) => {
  const raws = given.map(({ n, status: _status, ...rest }) => task({ task_id: `T-${n}`, ...rest }));
  const entries = given.flatMap(({ n, status }) => (status ? [[`T-${n}`, status] as const] : []));
  return snapshotOf(raws, state({ ...Object.fromEntries(entries), 'GONE--T1': 'completed' }));
});

const anyFilter = fc.record({
  text: fc.constantFrom('', 'T-1', 'alpha', 'works build', 'ALPHA  T-2', 'nowhere'),
  stages: fc.subarray([...STAGES]),
  risks: fc.subarray([...RISKS]),
});

/** A second, slow reading of what a filter means. */
function isWanted(filter: TreeFilter, snapshot: Snapshot, id: string): boolean {
  const view = snapshot.byId.get(id);
  if (!view) return false;
  const standing = standingOf(view, snapshot).kind;
  const stage = view.status !== 'pending' ? view.status : standing === 'eligible' ? 'ready' : 'waiting';
  const text = JSON.stringify([view.task.id, view.task.title, view.task.capability, view.task.criteria]).toLowerCase();
  return (
    (filter.risks.length === 0 || filter.risks.includes(view.task.risk)) &&
    (filter.stages.length === 0 || filter.stages.includes(stage)) &&
    filter.text.toLowerCase().split(' ').every((word) => text.includes(word))
  );
}

describe('the task tree, for any backlog', () => {
  it('shows every task exactly once under every grouping, in nodes of unique ids', () => {
    fc.assert(
      fc.property(anySnapshot, fc.constantFrom(...GROUPINGS), (snapshot, grouping) => {
        const nodes = tree(snapshot, grouping);
        const ids = tasksOf(nodes).map((node) => node.view.task.id);
        assert.deepEqual([...ids].sort(), [...snapshot.byId.keys()].sort());
        const everyId = all(nodes).map((node) => node.id);
        assert.equal(new Set(everyId).size, everyId.length);
      }),
    );
  });

  it('shows exactly what the filter asks for', () => {
    fc.assert(
      fc.property(anySnapshot, fc.constantFrom(...GROUPINGS), anyFilter, (snapshot, grouping, filter) => {
        const shown = tasksOf(tree(snapshot, grouping, filter)).map((node) => node.view.task.id);
        const wanted = [...snapshot.byId.keys()].filter((id) => isWanted(filter, snapshot, id));
        assert.deepEqual([...shown].sort(), wanted.sort());
      }),
    );
  });

  it('counts in every group what lies below it', () => {
    fc.assert(
      fc.property(anySnapshot, fc.constantFrom(...GROUPINGS), anyFilter, (snapshot, grouping, filter) => {
        const groups = tree(snapshot, grouping, filter).filter((node): node is GroupNode => node.kind === 'group');
        const check = (group: GroupNode): void => {
          const below = tasksOf([group]).map((node) => node.view.status);
          const count = (status: string) => below.filter((other) => other === status).length;
          const { shown, completed, inProgress, blocked, abandoned } = group.counts;
          assert.deepEqual(
            { shown, completed, inProgress, blocked, abandoned },
            { shown: below.length, completed: count('completed'), inProgress: count('in-progress'), blocked: count('blocked'), abandoned: count('abandoned') },
          );
          group.children().filter((node): node is GroupNode => node.kind === 'group').forEach(check);
        };
        groups.forEach(check);
        const isFiltered = filter.text !== '' || filter.stages.length > 0 || filter.risks.length > 0;
        if (!isFiltered) assert.equal(groups.reduce((sum, group) => sum + group.counts.total, 0), snapshot.tasks.length);
      }),
    );
  });

  it('keeps the ids of rows when only statuses change', () => {
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 20 }), (given) => {
        const raws = given.map(({ n, status: _status, ...rest }) => task({ task_id: `T-${n}`, ...rest }));
        const idsOf = (snapshot: Snapshot) => all(tree(snapshot)).filter((node) => node.kind !== 'note').map((node) => node.id);
        const entries = Object.fromEntries(given.map(({ n }) => [`T-${n}`, 'completed']));
        assert.deepEqual(idsOf(snapshotOf(raws, state(entries))), idsOf(snapshotOf(raws)));
      }),
    );
  });
});
