import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import type { Operation } from '../../../../src/core/operations/operation';
import { OPERATIONS } from '../../../../src/core/operations/table';
import type { World } from '../../../../src/core/operations/world';
import { err, ok } from '../../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { withState } from '../../../../src/core/snapshot';
import { claimPatch } from '../../../../src/core/state/claim';
import { createWorld } from '../../../../src/io/world';
import { manifest, type RawTask } from '../../../support/builders';
import { removeTemporary, temporaryFolder } from '../../../support/repository';
import { fakeWorld } from '../../../support/world';
import { calls, handMade, START, type Call, type HandMade } from './handMade';
import { checkLists, checkStep, checkTimes, checkUntouched, criteriaOf, entryIn, listIn, meant, statusIn } from './invariants';

/** A backlog that operations run on, with a look at the bytes of its state file. */
interface Bench {
  readonly world: World;
  readonly read: () => string | undefined;
  readonly setTime: (now: Date) => void;
}

type Outcome = { readonly ok: true; readonly said?: string } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string; readonly remedy: string } };

function named(id: string): Operation {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation, id);
  return operation;
}

/** A claim as Start makes it: under the store's lock, without branch and commit. */
async function claim({ world }: Bench, taskId: unknown, now: Date): Promise<Outcome> {
  const view = (await world.here.snapshot()).byId.get(String(taskId).trim());
  if (!view) return { ok: false, error: { code: 'X', message: 'x', remedy: 'x' } };
  return world.here.store.update((state) => {
    const patch = claimPatch(withState(view, state), now);
    return patch.ok ? ok(patch.value) : err({ code: 'NOT-CLAIMED', message: patch.error, remedy: 'Choose another.' });
  }, `start ${view.task.id}`);
}

/** What must be so of every answer, and the answer. */
async function run(bench: Bench, { id, input }: Pick<Call, 'id' | 'input'>, now: Date): Promise<Outcome> {
  if (id === 'claim') return claim(bench, input['task'], now);
  const operation = named(id);
  const before = bench.read();
  const preview = await operation.preview?.(bench.world, input);
  assert.equal(bench.read(), before, 'a preview writes nothing');
  const result = await operation.run(bench.world, input);
  assert.equal(preview?.ok, result.ok, `preview and run of ${id} agree: ${JSON.stringify([preview, result])}`);
  if (result.ok && preview?.ok && id !== 'undo') {
    const changes = !preview.value.lines.some((line) => line.startsWith('Nothing changes: '));
    assert.equal(bench.read() !== before, changes, `the preview of ${id} says whether something changes: ${preview.value.lines.join(' | ')}`);
  }
  for (const text of result.ok ? [result.value.text] : [result.error.message, result.error.remedy]) {
    assert.ok(text.trim() !== '' && !/(?!\n)[\p{Cc}\p{Surrogate}]/u.test(text), JSON.stringify(text));
    assert.doesNotMatch(text, /reset --hard|clean -|checkout -f|delete|remove the branch/i);
  }
  return result.ok ? { ok: true, said: result.value.text } : result;
}

function isVisible(text: unknown): boolean {
  return text === undefined || (typeof text === 'string' && /^(?:all|two|red|half|"q)/.test(text));
}

/** The same call on the same file, given by the rules of DESIGN alone; undefined where they are not asked. */
function expected({ id, input }: Call, task: RawTask | undefined, text: string | undefined, hasTests: boolean): boolean | undefined {
  if (!task || typeof input['task'] !== 'string' || Object.keys(input).includes('extra')) return undefined;
  const entry = entryIn(text, task.task_id);
  const status = statusIn(text, task.task_id);
  const done = listIn(entry, 'acs_completed');
  const isOdd = done === 'odd' || listIn(entry, 'acs_remaining') === 'odd' || [entry?.['notes'], entry?.['blocked_reason']].some((value) => value != null && typeof value !== 'string');
  if (isOdd || !['note', 'text', 'reason'].every((key) => isVisible(input[key]))) return undefined;
  if (status === 'unknown') return false;
  const isDone = meant(task, done);
  switch (id) {
    case 'claim':
      return status === 'pending' || status === 'blocked';
    case 'complete':
      return status === 'completed' || (status === 'in-progress' && isDone.size === criteriaOf(task).size && (task['risk'] !== 'High' || hasTests));
    case 'block':
      return status === 'pending' || status === 'in-progress' || status === 'blocked';
    case 'unblock':
      return status === 'pending' || status === 'in-progress' || status === 'blocked';
    case 'abandon':
      return status !== 'completed';
    case 'reopen':
      return status !== 'blocked';
    case 'note':
      return true;
    default:
      return id.startsWith('ac-') ? expectedOfTicks({ id, input }, task, status, isDone) : undefined;
  }
}

function expectedOfTicks({ id, input }: Pick<Call, 'id' | 'input'>, task: RawTask, status: string, isDone: ReadonlySet<string>): boolean | undefined {
  const words = input['criteria'];
  if (input['note'] !== undefined || !Array.isArray(words) || words.length === 0 || words.includes('')) return undefined;
  const ids = words.map((word) => [...meant(task, [String(word)])][0]);
  if (ids.includes(undefined)) return false;
  return status === 'in-progress' || ids.every((one) => isDone.has(one ?? '') === (id === 'ac-done'));
}

/** Runs the calls one after the other and looks at the file after each; tells of each operation how often it changed it. */
async function play(bench: Bench, { tasks, documents }: HandMade, script: readonly Call[], changed: Map<string, number>): Promise<void> {
  const past: { readonly text: string | undefined; readonly isStart: boolean }[] = [];
  let now = START;
  for (const given of script) {
    now += given.seconds * 1000;
    bench.setTime(new Date(now));
    const task = tasks.find(({ task_id: id }) => id === String(given.input['task']).trim());
    const call = spelledOut(given, task);
    const before = bench.read();
    const hasTests = (task?.['test_verification'] as string[] | undefined)?.every((path) => Object.hasOwn(documents, path)) === true;
    const hoped = expected(call, task, before, hasTests);
    const outcome = await run(bench, call, new Date(now));
    const after = bench.read();
    if (hoped !== undefined) assert.equal(outcome.ok, hoped, `${JSON.stringify(call)} on ${before}: ${JSON.stringify(outcome)}`);
    if (!outcome.ok) {
      assert.equal(after, before, 'a refused operation changes no byte');
      assert.ok(outcome.error.code && outcome.error.message && outcome.error.remedy, JSON.stringify(outcome.error));
    }
    if (call.id === 'undo') {
      const last = past.at(-1);
      assert.equal(outcome.ok, last !== undefined && !last.isStart);
      if (outcome.ok) assert.equal(after, past.pop()?.text, 'undone to the byte');
      if (outcome.ok) changed.set('undo', (changed.get('undo') ?? 0) + 1);
      continue;
    }
    if (after === before) continue;
    changed.set(call.id, (changed.get(call.id) ?? 0) + 1);
    past.push({ text: before, isStart: call.id === 'claim' });
    assert.ok(task && after !== undefined);
    checkChange(before, after, task, call, now);
    if (call.id === 'claim') continue;
    assert.equal((await run(bench, call, new Date(now))).ok, true, 'a call that is repeated is answered');
    assert.equal(bench.read(), after, 'and changes nothing');
  }
  for (let last = past.pop(); last && !last.isStart; last = past.pop()) {
    assert.equal((await run(bench, { id: 'undo', input: {} }, new Date(now))).ok, true);
    assert.equal(bench.read(), last.text, 'undone to the byte');
  }
}

/** `all-done` and `all-open` are calls that name every criterion of the task. */
function spelledOut(call: Call, task: RawTask | undefined): Call {
  if (!call.id.startsWith('all-')) return call;
  return { ...call, id: call.id === 'all-done' ? 'ac-done' : 'ac-undo', input: { ...call.input, criteria: task ? [...criteriaOf(task)] : ['AC01'] } };
}

function checkChange(before: string | undefined, after: string, task: RawTask, { id }: Call, now: number): void {
  checkStep(before, after, task.task_id);
  checkTimes(before, after, task.task_id);
  if (before !== undefined) checkUntouched(before, after, task.task_id);
  if (['claim', 'ac-done', 'ac-undo', 'complete'].includes(id) && statusIn(after, task.task_id) !== 'completed') checkLists(after, task);
  if (id === 'complete' && statusIn(before, task.task_id) !== 'completed') checkLists(after, task);
  const { last_updated: last } = JSON.parse(after.replace(/^\ufeff/, '')) as { last_updated?: string };
  assert.equal(last, new Date(now).toISOString().replace('.000Z', 'Z'));
}

const game = handMade.chain((backlog) => fc.tuple(fc.constant(backlog), calls(backlog.tasks.map(({ task_id: id }) => id))));

/** What is more than the record of one task (a start, a new project, a link, a migration) has tests of its own. */
const EVERY = ['claim', ...OPERATIONS.filter(({ effect, id }) => effect === 'write' && !['init', 'start', 'start-batch', 'clean-up', 'link', 'migrate', 'rebaseline'].includes(id)).map(({ id }) => id)];

describe('any sequence of operations', function () {
  this.timeout(120_000);

  it('keeps the invariants on a state file made by hand, changes nothing else, and can be undone to the byte', async () => {
    const changed = new Map<string, number>();
    const property = fc.asyncProperty(game, async ([backlog, script]) => {
      const world = fakeWorld({ manifest: backlog.tasks, documents: backlog.documents, ...(backlog.state === undefined ? {} : { state: backlog.state }) });
      await play({ world, read: () => world.here.stateText, setTime: (now) => (world.now = now) }, backlog, script, changed);
    });
    await fc.assert(property, { numRuns: 150 });
    assert.deepEqual([...changed.keys()].sort(), [...EVERY].sort(), 'every operation that writes had its turn');
    console.log(`      ${[...changed.values()].reduce((sum, count) => sum + count)} changes`);
  });

  it('does so on real files too, through the real store and its journal', async () => {
    const folders: string[] = [];
    try {
      const property = fc.asyncProperty(game, async ([backlog, script]) => {
        const root = temporaryFolder();
        folders.push(root);
        const bench = realBench(root, backlog);
        await play(bench, backlog, script, new Map());
      });
      await fc.assert(property, { numRuns: 12 });
    } finally {
      folders.forEach(removeTemporary);
    }
  });
});

/** A backlog on disk, outside any repository, with its journal beside it. */
function realBench(root: string, { tasks, state, documents }: HandMade): Bench {
  const statePath = path.join(root, DEFAULT_SETTINGS.statePath);
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  write(DEFAULT_SETTINGS.manifestPath, JSON.stringify(manifest(tasks)));
  for (const [file, text] of Object.entries(documents)) write(file, text);
  if (state !== undefined) write(DEFAULT_SETTINGS.statePath, state);
  let now = new Date(START);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const world = createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => false, by: 'a test', log, clock: { now: () => now }, dataFolder: path.join(path.dirname(root), 'data') });
  return { world, read: () => (fs.existsSync(statePath) ? fs.readFileSync(statePath, 'utf8') : undefined), setTime: (time) => (now = time) };
}
