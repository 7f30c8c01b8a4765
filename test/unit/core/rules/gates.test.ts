import assert from 'node:assert/strict';
import type { TaskDocuments } from '../../../../src/core/documents';
import type { GitFacts } from '../../../../src/core/git';
import { readManifest, readState } from '../../../../src/core/load';
import { evaluateGates, RULES } from '../../../../src/core/rules/evaluate';
import type { Finding } from '../../../../src/core/rules/rule';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import { manifest, snapshotOf, task } from '../../../support/builders';
import { cleanRepository, NO_DOCUMENTS } from '../../../support/ports';

const A = task({ task_id: 'A--T01', risk: 'High' });
/** Without a High risk, so that its status does not weigh in gate 3. */
const PLAIN = task({ task_id: 'A--T01' });
const B = task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] });

function gates(snapshot: Snapshot, more: { git?: GitFacts; taskId?: string; settings?: Partial<Settings>; documents?: TaskDocuments } = {}) {
  const view = more.taskId === undefined ? undefined : snapshot.byId.get(more.taskId);
  return evaluateGates({
    snapshot,
    git: more.git ?? cleanRepository(),
    settings: { ...DEFAULT_SETTINGS, ...more.settings },
    ...(view ? { task: view, documents: more.documents ?? NO_DOCUMENTS } : {}),
  });
}

const blockers = (findings: readonly Finding[]) => findings.filter(({ effect }) => effect === 'block').map(({ fullCode }) => fullCode);

describe('the gates', () => {
  it('let a sound backlog on a clean main pass', () => {
    assert.deepEqual(gates(snapshotOf([A, B]), { taskId: 'A--T01' }).findings, []);
  });

  it('write numbers of one sentence alike', () => {
    const many = snapshotOf(Array.from({ length: 1200 }, (_, index) => task({ task_id: `A--T${index}`, risk: 'High' })));
    const seen = gates(many).results.find(({ rule }) => rule.code === 'BLOCKED::HIGH-RISK-MOSTLY-STARTED')?.seen;
    assert.equal(seen, '1,200 of 1,200 High risk tasks are pending, 100 %');
  });

  it('stand in the order of DESIGN, each with a code, a title and a source', () => {
    const numbers = RULES.map(({ gate }) => gate);
    assert.deepEqual(numbers, [...numbers].sort());
    assert.equal(new Set(RULES.map(({ code }) => code)).size, RULES.length);
    for (const rule of RULES) assert.ok(rule.title && rule.spec && /^(BLOCKED|WARN)::[A-Z-]+$/.test(rule.code), rule.code);
  });

  const manifests: [string, Record<string, unknown>, string[]][] = [
    ['a BLOCKED manifest', { status: 'BLOCKED', gaps: [{ code: 'GAP-1', text: 'no spec' }] }, ['BLOCKED::MANIFEST-NOT-OK', 'BLOCKED::GAP-UNRESOLVED::GAP-1', 'BLOCKED::NO-ELIGIBLE-TASK']],
    ['a gap that is resolved', manifest([A], { gaps: [{ code: 'GAP-1', resolved: true }] }), []],
    ['a doubled id', manifest([A, A]), ['BLOCKED::DUPLICATE-TASK::A--T01']],
    ['an unknown dependency', manifest([A, task({ task_id: 'C', depends_on_tasks: ['A--T02'] })]), ['BLOCKED::UNKNOWN-DEPENDENCY::A--T02']],
    [
      'a cycle',
      manifest([A, task({ task_id: 'X', depends_on_tasks: ['Y'] }), task({ task_id: 'Y', depends_on_tasks: ['X'] })]),
      ['BLOCKED::DEPENDENCY-CYCLE::X->Y->X'],
    ],
  ];
  for (const [what, file, codes] of manifests) {
    it(`answer ${what}`, () => assert.deepEqual(blockers(gates(snapshotOf(file)).findings), codes));
  }

  it('tell the nearest id for an unknown dependency', () => {
    const found = gates(snapshotOf([A, task({ task_id: 'C', depends_on_tasks: ['A--T02'] })])).findings[0];
    assert.match(found?.remedy ?? '', /Did you mean A--T01\?/);
  });

  it('tell a missing, a broken and a half-written file apart', () => {
    const build = (manifestText: string | undefined, stateText: string) =>
      buildSnapshot({
        rev: 1,
        backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' },
        manifest: readManifest(manifestText === undefined ? { kind: 'missing' } : { kind: 'text', text: manifestText }, 'm.json'),
        state: readState({ kind: 'text', text: stateText }, 's.json'),
      });
    const missing = gates(build(undefined, '{}')).findings;
    assert.deepEqual(blockers(missing), ['BLOCKED::MANIFEST-MISSING']);
    assert.match(missing[0]?.message ?? '', /m\.json/);
    assert.deepEqual(missing[0]?.actions, [{ id: 'create-manifest' }]);
    const broken = gates(build('{"tasks": [\n  {"task_id": "A",}\n]}', '{}')).findings;
    assert.deepEqual(blockers(broken), ['BLOCKED::MANIFEST-INVALID']);
    assert.match(broken[0]?.message ?? '', /^m\.json:2:\d+: /);
    const state = gates(build(JSON.stringify(manifest([A])), '{"tasks": {\n<<<<<<< HEAD\n')).findings;
    assert.deepEqual(blockers(state), ['BLOCKED::STATE-INVALID']);
    assert.match(state[0]?.message ?? '', /merge conflict .*line 2/);
  });

  const repositories: [string, GitFacts, string][] = [
    ['no repository', { kind: 'not-a-repository', reason: '' }, 'BLOCKED::NOT-A-GIT-REPOSITORY'],
    ['git missing', { kind: 'git-missing', reason: 'ENOENT' }, 'BLOCKED::NOT-A-GIT-REPOSITORY'],
    ['a feature branch', cleanRepository({ head: { kind: 'branch', name: 'feat/X', commit: 'c' } }), 'BLOCKED::NOT-ON-MAIN-BRANCH'],
    ['a detached HEAD', cleanRepository({ head: { kind: 'detached', commit: 'c'.repeat(40) } }), 'BLOCKED::NOT-ON-MAIN-BRANCH'],
    ['no commit yet', cleanRepository({ head: { kind: 'unborn', name: 'main' } }), 'BLOCKED::NOT-ON-MAIN-BRANCH'],
    ['a dirty tree', cleanRepository({ dirty: [{ path: 'a.ts', kind: 'untracked' }] }), 'BLOCKED::DIRTY-GIT-STATUS'],
    ['a merge', cleanRepository({ operation: 'merge' }), 'BLOCKED::GIT-OPERATION-IN-PROGRESS'],
  ];
  for (const [what, git, code] of repositories) {
    it(`answer ${what}, with a way out that destroys nothing`, () => {
      const { findings } = gates(snapshotOf([A]), { git });
      assert.deepEqual(blockers(findings), [code]);
      const [found] = findings;
      assert.ok(found && found.message && found.remedy && (found.actions?.length ?? 0) > 0);
      assert.doesNotMatch(found.remedy, /reset --hard|clean -|checkout -f|branch -D/);
    });
  }

  it('offer to resume when the branch of a task is checked out', () => {
    const git = cleanRepository({ head: { kind: 'branch', name: 'feat/A--T01', commit: 'c' }, branches: ['main', 'feat/A--T01'] });
    assert.deepEqual(gates(snapshotOf([A]), { git }).findings[0]?.actions, [
      { id: 'resume-branch', taskId: 'A--T01', branch: 'feat/A--T01' },
      { id: 'switch-to-base', branch: 'main' },
    ]);
    const over = gates(snapshotOf([A, task({ task_id: 'B--T01' })], { 'A--T01': { status: 'completed' } }), { git }).findings;
    assert.deepEqual(over.find(({ code }) => code === 'BLOCKED::NOT-ON-MAIN-BRANCH')?.actions?.map(({ id }) => id), ['switch-to-base'], 'a task that is done does not go on');
  });

  it('take the base branch from the settings', () => {
    const git = cleanRepository({ head: { kind: 'branch', name: 'develop', commit: 'c' }, branches: ['develop'] });
    assert.deepEqual(gates(snapshotOf([A]), { git, settings: { baseBranches: ['develop'] } }).findings, []);
  });

  const tasks: [string, Parameters<typeof task>[0], string][] = [
    ['no criteria', { task_id: 'T', acceptance_criteria: [] }, 'BLOCKED::EMPTY-AC::T'],
    ['no spec and no gap code', { task_id: 'T', related_specs: [] }, 'BLOCKED::MISSING-SPECS::T'],
    ['High risk without tests', { task_id: 'T', risk: 'High', test_verification: [] }, 'BLOCKED::SPEC-REF-GAP::T'],
    ['an id that can not be a branch', { task_id: 'with space' }, 'BLOCKED::BRANCH-NAME::with space'],
    ['provisional before the High ones', { task_id: 'T', provisional: true }, 'BLOCKED::PROVISIONAL::T'],
  ];
  for (const [what, raw, code] of tasks) {
    it(`answer a task with ${what}`, () => {
      assert.deepEqual(blockers(gates(snapshotOf([A, task(raw)]), { taskId: raw.task_id }).findings), [code]);
    });
  }

  it('take a test spec for a test reference, and a gap code for a spec', () => {
    const tested = task({ task_id: 'T', risk: 'High', test_verification: [], related_specs: ['docs/spec-x-Test.md'] });
    assert.deepEqual(gates(snapshotOf([tested]), { taskId: 'T' }).findings, []);
    const gap = task({ task_id: 'T', related_specs: [], gap_codes: ['GAP-NO-SPEC'] });
    assert.deepEqual(gates(snapshotOf([gap]), { taskId: 'T' }).findings, []);
  });

  it('see a branch of the task, in any case and on a remote, and offer to resume it', () => {
    for (const more of [{ branches: ['main', 'feat/a--t01'] }, { remoteBranches: ['feat/A--T01'] }]) {
      const [found] = gates(snapshotOf([A]), { taskId: 'A--T01', git: cleanRepository(more) }).findings;
      assert.equal(found?.fullCode, 'BLOCKED::BRANCH-EXISTS::A--T01');
      assert.equal(found.actions?.[0]?.id, 'resume-branch');
    }
  });

  it('name every missing document with its reason', () => {
    const ref = { kind: 'spec', raw: 'docs/gone.md', path: 'docs/gone.md' } as const;
    const documents: TaskDocuments = { taskId: 'A--T01', context: [{ kind: 'missing', ref, reason: 'it is not there' }], tests: [] };
    const [found] = gates(snapshotOf([A]), { taskId: 'A--T01', documents }).findings;
    assert.equal(found?.fullCode, 'BLOCKED::MISSING-CONTEXT::A--T01');
    assert.match(found?.message ?? '', /docs\/gone\.md \(it is not there\)/);
    const named: TaskDocuments = { taskId: 'A--T01', context: [{ kind: 'missing', ref, reason: '"docs/gone.md" is not there' }], tests: [] };
    const [once] = gates(snapshotOf([A]), { taskId: 'A--T01', documents: named }).findings;
    assert.equal(once?.message, 'A document that A--T01 names can\'t be read: "docs/gone.md" is not there');
  });

  it('name the dependency that is not done, and say that an abandoned one never counts', () => {
    const [found] = gates(snapshotOf([A, B]), { taskId: 'B--T01' }).findings;
    assert.equal(found?.fullCode, 'BLOCKED::DEPENDENCY-NOT-DONE::A--T01');
    const abandoned = gates(snapshotOf([PLAIN, B], { 'A--T01': { status: 'abandoned' } }), { taskId: 'B--T01' }).findings[0];
    assert.match(abandoned?.remedy ?? '', /never counts/);
  });

  it('refuse a task that is not pending', () => {
    for (const status of ['in-progress', 'completed', 'abandoned', 'blocked', 'partial']) {
      const found = blockers(gates(snapshotOf([PLAIN], { 'A--T01': { status } }), { taskId: 'A--T01' }).findings);
      assert.deepEqual(found, ['BLOCKED::TASK-NOT-PENDING::A--T01'], status);
    }
  });

  it('hold the limit of work in progress, and warn when it is passed already', () => {
    const many = ['P', 'Q', 'R', 'S', 'T'].map((task_id) => task({ task_id }));
    const running = (count: number) => Object.fromEntries(many.slice(0, count).map((raw) => [raw.task_id, { status: 'in-progress' }]));
    assert.deepEqual(gates(snapshotOf(many, running(2)), { taskId: 'T' }).findings, []);
    assert.deepEqual(blockers(gates(snapshotOf(many, running(3)), { taskId: 'T' }).findings), ['BLOCKED::WIP-LIMIT']);
    const over = gates(snapshotOf(many, running(4)), { taskId: 'T' }).findings;
    assert.deepEqual(over.map(({ fullCode, effect }) => [fullCode, effect]), [['BLOCKED::WIP-LIMIT', 'block'], ['WARN::WIP-OVERLOAD', 'warn']]);
  });

  it('report all failures together, in order, blocking ones first', () => {
    const git = cleanRepository({ head: { kind: 'branch', name: 'x', commit: 'c' }, dirty: [{ path: 'a', kind: 'staged' }] });
    const bad = task({ task_id: 'T', acceptance_criteria: [], related_specs: [] });
    assert.deepEqual(blockers(gates(snapshotOf([bad]), { git, taskId: 'T' }).findings), [
      'BLOCKED::NOT-ON-MAIN-BRANCH',
      'BLOCKED::DIRTY-GIT-STATUS',
      'BLOCKED::EMPTY-AC::T',
      'BLOCKED::MISSING-SPECS::T',
    ]);
  });

  it('follow the severity settings, but never where safety rests on a gate', () => {
    const settings = { gateSeverity: { 'BLOCKED::MISSING-SPECS': 'warn', 'BLOCKED::DIRTY-GIT-STATUS': 'off' } } as const;
    const git = cleanRepository({ dirty: [{ path: 'a', kind: 'staged' }] });
    const { findings } = gates(snapshotOf([task({ task_id: 'T', related_specs: [] })]), { git, taskId: 'T', settings });
    assert.deepEqual(findings.map(({ fullCode, effect }) => [fullCode, effect]), [
      ['BLOCKED::DIRTY-GIT-STATUS', 'block'],
      ['BLOCKED::MISSING-SPECS::T', 'warn'],
    ]);
  });

  it('say that there are no tasks, and lead to the manifest', () => {
    const [found] = gates(snapshotOf([])).findings;
    assert.equal(found?.code, 'BLOCKED::NO-ELIGIBLE-TASK');
    assert.match(found?.message ?? '', /lists no tasks/);
    assert.deepEqual(found?.actions, [{ id: 'open-manifest' }]);
  });

  it('tell a manifest none of whose tasks can be read from an empty one', () => {
    const found = gates(snapshotOf({ status: 'OK', tasks: [{ id: 'A--T01' }] })).findings.find(({ code }) => code === 'BLOCKED::NO-ELIGIBLE-TASK');
    assert.match(found?.message ?? '', /can be read/);
  });

  it('do not pass what is not there: neither a missing manifest nor a folder without git', () => {
    const absent = { kind: 'missing' } as const;
    const snapshot = buildSnapshot({
      rev: 1,
      backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' },
      manifest: readManifest(absent, 'm.json'),
      state: readState(absent, 's.json'),
    });
    const { results } = gates(snapshot, { git: { kind: 'not-a-repository', reason: '' } });
    const passed = results.filter(({ rule, outcome }) => outcome === 'passed' && [1, 2, 6].includes(rule.gate));
    assert.deepEqual(passed.map(({ rule }) => rule.code), []);
    assert.equal(results.find(({ rule }) => rule.code === 'BLOCKED::NO-ELIGIBLE-TASK')?.outcome, 'waiting');
  });

  it('say that everything is done', () => {
    const [found] = gates(snapshotOf([A], { 'A--T01': { status: 'completed' } })).findings;
    assert.equal(found?.code, 'BLOCKED::NO-ELIGIBLE-TASK');
    assert.match(found?.message ?? '', /completed or abandoned/);
  });
});
