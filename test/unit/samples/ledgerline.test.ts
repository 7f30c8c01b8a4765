import * as assert from 'node:assert';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { recent } from '../../../samples/recent.mjs';

interface Task {
  task_id: string;
  capability_id: string;
  phase: string;
  slice: string;
  title: string;
  description: string;
  acceptance_criteria: { id: string; text: string }[];
  risk: string;
  est: { size: string };
  depends_on_tasks: string[];
  related_specs: string[];
  related_adrs: string[];
  related_guides: string[];
  test_verification: string[];
  gap_codes: string[];
  provisional: boolean;
  parallel: boolean;
  conflicts_with: string[];
  parallelism_group: string;
  file_scope: string[];
}

interface Entry {
  status: string;
  started_at?: string;
  completed_at?: string;
  acs_completed?: string[];
  acs_remaining?: string[];
}

interface Manifest {
  status: string;
  timestamp: string;
  manifest_hash: string;
  gaps: unknown[];
  tasks: Task[];
}

interface State {
  manifest_hash: string;
  last_updated: string;
  tasks: Record<string, Entry>;
}

/** The tests run from `out/`, the sample stays where it is: look upwards for it. */
function findSample(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'samples', 'ledgerline');
    if (fs.existsSync(path.join(candidate, 'docs'))) return candidate;
    if (folder === path.dirname(folder)) throw new Error('samples/ledgerline was not found above the tests');
  }
}

const root = findSample();
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('docs/backlog/virtual-task-manifest.json')) as Manifest;
const state = JSON.parse(read('docs/backlog/task-state.json')) as State;
const { tasks } = manifest;
const byId = new Map(tasks.map((task) => [task.task_id, task]));
const statusOf = (id: string): string => state.tasks[id]?.status ?? 'pending';
const withStatus = (status: string): Task[] => tasks.filter((task) => statusOf(task.task_id) === status);
const high = (list: readonly Task[]): Task[] => list.filter((task) => task.risk === 'High');
const criteria = (task: Task): string[] => task.acceptance_criteria.map((criterion) => criterion.id);

function assertUnique(values: readonly string[]): void {
  assert.deepStrictEqual(values.filter((value, index) => values.indexOf(value) !== index), []);
}

/** How many tasks can be ordered with every dependency before its dependant: all of them, if there is no cycle. */
function countOrderable(): number {
  const waiting = new Map(tasks.map((task) => [task.task_id, task.depends_on_tasks.length]));
  const ready = tasks.filter((task) => task.depends_on_tasks.length === 0).map((task) => task.task_id);
  let ordered = 0;
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    ordered++;
    for (const dependant of tasks.filter((task) => task.depends_on_tasks.includes(id))) {
      const left = (waiting.get(dependant.task_id) ?? 0) - 1;
      waiting.set(dependant.task_id, left);
      if (left === 0) ready.push(dependant.task_id);
    }
  }
  return ordered;
}

/** An ADR by id, by id and title, or by path. */
function adrFile(reference: string): string | undefined {
  const number = /^ADR-(\d{4})(?::|$)/.exec(reference)?.[1];
  if (number === undefined) return reference;
  const found = fs.readdirSync(path.join(root, 'docs/adr')).find((file) => new RegExp(`^(?:ADR-)?${number}-`).test(file));
  return found && `docs/adr/${found}`;
}

function slugs(markdown: string): string[] {
  const headings = markdown.split('\n').filter((line) => /^#{1,6} /.test(line));
  return headings.map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));
}

describe('sample backlog: Ledgerline', () => {
  describe('manifest', () => {
    it('holds 68 tasks in two phases, 35 of High risk', () => {
      assert.strictEqual(manifest.status, 'OK');
      assert.deepStrictEqual(manifest.gaps, []);
      assert.strictEqual(tasks.length, 68);
      assert.strictEqual(high(tasks).length, 35);
      assert.deepStrictEqual([...new Set(tasks.map((task) => task.phase))], ['Phase 1', 'Phase 2']);
      assert.deepStrictEqual([...new Set(tasks.map((task) => task.risk))].sort(), ['High', 'Low', 'Medium']);
    });

    it('has three or four slices in each phase', () => {
      for (const number of ['1', '2']) {
        const slices = new Set(tasks.filter((task) => task.phase === `Phase ${number}`).map((task) => task.slice));
        assert.ok(slices.size >= 3 && slices.size <= 4);
        for (const slice of slices) assert.match(slice, new RegExp(`^Slice ${number}\\.\\d$`));
      }
    });

    it('gives every task complete and well-formed fields', () => {
      for (const task of tasks) {
        const [capability, number] = task.task_id.split('--');
        assert.strictEqual(capability, task.capability_id);
        assert.match(number ?? '', /^T\d\d$/, task.task_id);
        assert.ok(task.title.length > 5 && task.description.length > 80, task.task_id);
        assert.match(task.est.size, /^[SML]$/, task.task_id);
        assert.ok(task.acceptance_criteria.length >= 2 && task.acceptance_criteria.length <= 5, task.task_id);
        assert.ok(criteria(task).every((id) => new RegExp(`^${task.capability_id}-AC\\d\\d$`).test(id)), task.task_id);
        assert.deepStrictEqual(task.gap_codes, [], task.task_id);
        assert.ok(task.related_specs.length > 0 && task.file_scope.length > 0, task.task_id);
        assert.notStrictEqual(task.parallelism_group, '', task.task_id);
      }
    });

    it('has unique task and criterion ids', () => {
      assertUnique(tasks.map((task) => task.task_id));
      assertUnique(tasks.flatMap(criteria));
    });

    it('has known dependencies without a cycle, and none from Phase 1 on Phase 2', () => {
      for (const task of tasks) {
        assertUnique(task.depends_on_tasks);
        for (const id of task.depends_on_tasks) {
          const dependency = byId.get(id);
          assert.ok(dependency, `${task.task_id} depends on ${id}`);
          assert.ok(dependency.phase <= task.phase, `${task.task_id} depends on ${id}`);
        }
      }
      assert.strictEqual(countOrderable(), tasks.length);
    });

    it('ties every High risk task to tests, and never runs one in parallel', () => {
      for (const task of high(tasks)) {
        assert.ok(task.test_verification.length > 0, task.task_id);
        assert.strictEqual(task.parallel, false, task.task_id);
        assert.strictEqual(task.provisional, false, task.task_id);
      }
      assert.strictEqual(tasks.filter((task) => task.provisional).length, 2);
    });

    it('names conflicts on both sides', () => {
      for (const task of tasks) {
        for (const id of task.conflicts_with) assert.ok(byId.get(id)?.conflicts_with.includes(task.task_id), `${task.task_id} and ${id}`);
      }
    });

    it('refers only to documents and sections that exist', () => {
      for (const task of tasks) {
        for (const reference of [...task.related_specs, ...task.related_adrs, ...task.related_guides]) {
          const [file = '', section] = (adrFile(reference) ?? '').split('#');
          assert.ok(file !== '' && fs.existsSync(path.join(root, file)), `${task.task_id}: ${reference}`);
          if (section !== undefined) assert.ok(slugs(read(file)).includes(section), `${task.task_id}: ${reference}`);
        }
      }
      for (const file of ['docs/master/prd-master.md', 'docs/master/roadmap.md']) assert.ok(read(file).length > 1000, file);
    });

    it('refers to decisions by id, by id and title, and by path', () => {
      const all = tasks.flatMap((task) => task.related_adrs);
      for (const form of [/^ADR-\d{4}$/, /^ADR-\d{4}: ./, /^docs\/adr\/.+\.md$/]) assert.ok(all.some((each) => form.test(each)), String(form));
    });
  });

  describe('state', () => {
    it('belongs to the manifest', () => {
      const hash = createHash('sha256').update(JSON.stringify(tasks, null, 2)).digest('hex');
      assert.strictEqual(manifest.manifest_hash, hash);
      assert.strictEqual(state.manifest_hash, hash);
      assert.deepStrictEqual(Object.keys(state.tasks).filter((id) => !byId.has(id)), []);
    });

    it('shows the figures of the example pulse', () => {
      const counts = ['pending', 'in-progress', 'blocked', 'completed', 'abandoned'].map((status) => withStatus(status).length);
      assert.deepStrictEqual(counts, [62, 1, 0, 5, 0]);
      assert.strictEqual(high(withStatus('completed')).length, 3);
      assert.strictEqual(high(tasks).length - high(withStatus('completed')).length, 32);
    });

    it('completed only what is done: dependencies, criteria, tests', () => {
      for (const task of withStatus('completed')) {
        const entry = state.tasks[task.task_id];
        assert.deepStrictEqual(entry?.acs_completed, criteria(task), task.task_id);
        for (const id of task.depends_on_tasks) {
          assert.strictEqual(statusOf(id), 'completed', `${task.task_id} depends on ${id}`);
          assert.ok((state.tasks[id]?.completed_at ?? '?') <= (entry.started_at ?? ''), `${task.task_id} started before ${id} was done`);
        }
        assert.ok(task.test_verification.length > 0, task.task_id);
        for (const file of task.test_verification) assert.ok(fs.existsSync(path.join(root, file)), `${task.task_id}: ${file}`);
      }
    });

    it('has one High risk task in progress, three criteria done and two to go', () => {
      const [task, ...others] = withStatus('in-progress');
      assert.ok(task && others.length === 0 && task.risk === 'High');
      const { acs_completed: done = [], acs_remaining: remaining = [] } = state.tasks[task.task_id] ?? {};
      assert.deepStrictEqual([done.length, remaining.length], [3, 2]);
      assert.deepStrictEqual([...done, ...remaining], criteria(task));
      assert.ok(task.depends_on_tasks.every((id) => statusOf(id) === 'completed'));
    });

    it('leaves at least two High risk tasks eligible, and three that can run in parallel', () => {
      const eligible = withStatus('pending').filter((task) => task.depends_on_tasks.every((id) => statusOf(id) === 'completed'));
      assert.deepStrictEqual(high(eligible).map((task) => task.task_id), ['MONEY_TYPE--T02', 'AUDIT_CHAIN--T01']);
      assert.ok(eligible.filter((task) => task.parallel && task.slice === 'Slice 1.1' && task.conflicts_with.length === 0).length >= 3);
    });

    it('passes the gates of a start: most of its High risk work is ahead, and its plan is older than its manifest', () => {
      const pending = high(tasks).filter((task) => statusOf(task.task_id) === 'pending').length;
      // Two more are started when a person tries it out.
      assert.ok((pending - 2) / high(tasks).length >= 0.7, `${pending} of ${high(tasks).length} High risk tasks are pending`);
      const script = fs.readFileSync(path.join(root, '..', 'start.mjs'), 'utf8');
      const planned = /date: '([^']+)', message: 'Plan Ledgerline', paths: \['docs\/master'/.exec(script)?.[1];
      assert.ok(planned !== undefined && planned < manifest.timestamp, planned);
    });

    it('runs its clock forwards, within September 2025', () => {
      const latest = new Date(state.last_updated).getTime();
      for (const [id, entry] of Object.entries(state.tasks)) {
        const times = [manifest.timestamp, entry.started_at, entry.completed_at].filter((time) => time !== undefined);
        assert.ok(times.every((time) => /^2025-09-\d\dT\d\d:\d\d:\d\dZ$/.test(time)), id);
        assert.deepStrictEqual([...times].sort(), times, id);
        assert.ok(times.every((time) => new Date(time).getTime() <= latest), id);
      }
    });
  });

  it('weighs less than 450 KB', () => {
    const files = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.reduce((sum, file) => sum + fs.statSync(path.join(file.parentPath, file.name)).size, 0);
    assert.ok(bytes < 450_000, `${bytes} bytes`);
  });
});

describe('recent', () => {
  it('moves the times of the sample so that it was last written now, and leaves their distances', () => {
    const now = Date.parse('2030-01-02T03:04:05Z');
    const moved = JSON.parse(recent(read('docs/backlog/task-state.json'), now)) as State;
    assert.strictEqual(moved.last_updated, '2030-01-02T03:04:05Z');
    const shift = now - Date.parse(state.last_updated);
    for (const [id, entry] of Object.entries(state.tasks)) {
      for (const key of ['started_at', 'completed_at'] as const) {
        const time = entry[key];
        assert.strictEqual(Date.parse(moved.tasks[id]?.[key] ?? ''), time === undefined ? NaN : Date.parse(time) + shift, `${id} ${key}`);
      }
    }
  });
});
