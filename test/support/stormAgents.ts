import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { manifest, task } from './builders';

/** Runs an operation by its id; the order of the input's keys is that of the words of `vtm`. */
export type Execute = (operation: string, input: Readonly<Record<string, string | readonly string[]>>) => Promise<{ readonly isDone: boolean; readonly text: string }>;

/** What an agent may do besides recording criteria and blocking: what models are not offered. */
interface Abilities {
  readonly all: boolean;
}

/** What the entry of a task must be by all that was acknowledged. */
interface Expected {
  status: string;
  reason?: string;
  readonly done: Set<string>;
  readonly notes: string[];
}

const CRITERIA = 8;
const STATUSES = ['in-progress', 'in-progress', 'blocked'] as const;
/** A task that all agents record at, each its own criteria. */
const SHARED = 'SHARED--T01';
/** A refusal of these means that others were faster for too long; nothing was changed, and it is tried again. */
const BUSY = /STATE-LOCKED|STATE-CHANGED/;

const tasksOf = (agent: string): string[] => STATUSES.map((_, index) => `${agent}--T0${index + 1}`);
const criteriaOf = (taskId: string, prefix: string): string[] => Array.from({ length: CRITERIA }, (_, index) => `${taskId.replace(/--T/, '-')}-${prefix}${index}`);

/** The task that a window completes and takes up again. */
export const windowTask = (window: string): string => `${window}--T01`;

/** The files of a backlog on which these agents work at once, and these windows. */
export function stormBacklog(agents: readonly string[], windows: readonly string[] = []): Record<string, string> {
  const made = (id: string, criteria: readonly string[]) =>
    task({ task_id: id, risk: 'Low', acceptance_criteria: criteria.map((one) => ({ id: one, text: one })), related_specs: ['docs/spec.md'], test_verification: [] });
  const own = agents.flatMap((agent) => tasksOf(agent).map((id) => made(id, criteriaOf(id, ''))));
  const shared = made(SHARED, agents.flatMap((agent) => criteriaOf(SHARED, agent)));
  const entry = (id: string, index: number) => [id, { status: STATUSES[index], started_at: '2026-01-01T00:00:00Z', ...(STATUSES[index] === 'blocked' ? { blocked_reason: 'at first' } : {}) }];
  const ready = windows.map((window) => made(windowTask(window), criteriaOf(windowTask(window), '')));
  const readyEntries = windows.map((window) => [windowTask(window), { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: criteriaOf(windowTask(window), '') }]);
  const entries = Object.fromEntries([[SHARED, { status: 'in-progress' }], ...readyEntries, ...agents.flatMap((agent) => tasksOf(agent).map(entry))]) as object;
  return {
    'docs/spec.md': '# Spec\n',
    'docs/master/prd-master.md': '# Requirements\n',
    [DEFAULT_SETTINGS.manifestPath]: `${JSON.stringify(manifest([shared, ...ready, ...own]), null, 2)}\n`,
    [DEFAULT_SETTINGS.statePath]: `${JSON.stringify({ kept: 1.5, tasks: entries }, null, 2)}\n`,
  };
}

/** One who records at random what is legal, and remembers what was acknowledged. */
export class StormAgent {
  readonly latencies: number[] = [];
  /** Refusals that no other writer explains: there must be none. */
  readonly refusals: string[] = [];
  busy = 0;
  private readonly expected: ReadonlyMap<string, Expected>;
  private number = 0;

  /** @param random gives numbers from 0 to below 1 */
  constructor(
    readonly name: string,
    private readonly execute: Execute,
    private readonly can: Abilities,
    private readonly random: () => number,
  ) {
    const own = tasksOf(name).map((id, index): [string, Expected] => [id, { status: STATUSES[index] ?? '', done: new Set(), notes: [], ...(STATUSES[index] === 'blocked' ? { reason: 'at first' } : {}) }]);
    this.expected = new Map([...own, [SHARED, { status: 'in-progress', done: new Set(), notes: [] }]]);
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.one(isOver);
  }

  private async one(isOver: () => boolean): Promise<void> {
    const [taskId, expected] = this.pick([...this.expected]);
    const step = this.pick(this.steps(taskId, expected));
    for (;;) {
      const begin = performance.now();
      const { isDone, text } = await this.execute(step.operation, { task: taskId, ...step.input });
      if (isDone) {
        this.latencies.push(performance.now() - begin);
        step.then();
        return;
      }
      if (!BUSY.test(text)) this.refusals.push(`${step.operation} ${taskId}: ${text.trim()}`);
      else this.busy++;
      if (!BUSY.test(text) || isOver()) return;
    }
  }

  /** All that is legal now for this task. */
  private steps(taskId: string, expected: Expected): Step[] {
    const mine = criteriaOf(taskId, taskId === SHARED ? this.name : '');
    const note = `${this.name} says ${++this.number}`;
    const noted = () => void expected.notes.push(note);
    const step = (operation: string, input: Step['input'], then: () => void): Step => ({ operation, input, then });
    const block = step('block', { reason: note }, () => Object.assign(expected, { status: 'blocked', reason: note }));
    const addNote = step('note', { text: note }, noted);
    if (expected.status === 'completed') return [step('reopen', {}, () => void (expected.status = 'in-progress'))];
    if (expected.status === 'blocked') {
      const unblock = step('unblock', {}, () => {
        expected.status = 'in-progress';
        delete expected.reason;
      });
      return this.can.all ? [unblock, unblock, addNote, block] : [block];
    }
    const one = this.pick(mine);
    const done = step('ac-done', { criteria: [one] }, () => void expected.done.add(one));
    if (!this.can.all) {
      const both = () => [noted(), expected.done.add(one)];
      return [done, step('ac-done', { criteria: [one], note }, both)];
    }
    const undo = [...expected.done].map((id) => step('ac-undo', { criteria: [id] }, () => void expected.done.delete(id)));
    const isAll = taskId !== SHARED && expected.done.size === mine.length;
    const complete = step('complete', {}, () => void (expected.status = 'completed'));
    return [done, done, done, addNote, ...(taskId === SHARED ? [] : [block]), ...undo.slice(0, 1), ...(isAll ? [complete, complete, complete] : [])];
  }

  /** Fails where anything that was acknowledged is not in the state file, or something is there that nobody recorded. */
  assertNothingLost(root: string): void {
    assert.deepEqual(this.refusals, [], `${this.name} was refused what is legal`);
    const { tasks } = JSON.parse(readFileSync(path.join(root, DEFAULT_SETTINGS.statePath), 'utf8')) as { tasks: Record<string, Entry> };
    for (const [taskId, { status, reason, done, notes }] of this.expected) {
      const entry = tasks[taskId];
      const mine = new Set(criteriaOf(taskId, taskId === SHARED ? this.name : ''));
      assert.equal(entry?.status, status, taskId);
      assert.equal(entry.blocked_reason, reason, taskId);
      assert.deepEqual((entry.acs_completed ?? []).filter((id) => mine.has(id)).sort(), [...done].sort(), taskId);
      const found = (entry.notes ?? '').split('\n').map((line) => line.slice('2026-01-01T00:00:00Z: '.length));
      assert.deepEqual(found.filter((line) => line.startsWith(`${this.name} says `)), notes, taskId);
    }
  }

  /** Ids of the agent's own tasks by the status that was acknowledged last. */
  get statuses(): ReadonlyMap<string, string> {
    return new Map([...this.expected].map(([id, { status }]) => [id, status]));
  }

  private pick<T>(from: readonly T[]): T {
    const chosen = from[Math.floor(this.random() * from.length)];
    assert.ok(chosen !== undefined, 'there is nothing to choose from');
    return chosen;
  }
}

interface Step {
  readonly operation: string;
  readonly input: Readonly<Record<string, string | readonly string[]>>;
  readonly then: () => unknown;
}

interface Entry {
  readonly status?: string;
  readonly blocked_reason?: string;
  readonly acs_completed?: readonly string[];
  readonly notes?: string;
}

const VTM = path.resolve('dist', 'vtm.js');

/** Every operation in a process of its own, as a terminal or a hook runs it. */
export function throughVtm(root: string): Execute {
  return (operation, input) =>
    new Promise((resolve) => {
      const words = [operation, ...Object.values(input).flat()];
      execFile(process.execPath, [VTM, ...words], { cwd: root, encoding: 'utf8' }, (error, stdout, stderr) => resolve({ isDone: !error, text: `${stdout}${stderr}${error && stderr === '' ? error.message : ''}` }));
    });
}

/** One server for all operations, as an agent keeps it open. */
export async function throughMcp(root: string, name: string): Promise<{ readonly execute: Execute; close(): Promise<void> }> {
  const client = new Client({ name, version: '1.0.0' });
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [VTM, 'mcp'], cwd: root, env, stderr: 'ignore' }));
  return {
    execute: async (operation, input) => {
      const { content, isError } = await client.callTool({ name: operation, arguments: input });
      return { isDone: isError !== true, text: JSON.stringify(content) };
    },
    close: () => client.close(),
  };
}

/** Some operations one way and some the other; those that models are not offered go through `vtm`. */
export function throughEither(vtm: Execute, mcp: Execute, random: () => number): Execute {
  const offered = new Set(['ac-done', 'block', 'complete']);
  return (operation, input) => (offered.has(operation) && random() < 0.5 ? mcp : vtm)(operation, input);
}

/** Numbers from 0 to below 1 that are the same for the same seed (a linear congruence). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
