import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { EMPTY_FILTER } from '../../../src/core/projections/treeFilter';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { FolderBacklog } from '../../../src/editor/folderBacklog';
import { AllowedCodes } from '../../../src/editor/start/allowedCodes';
import { TasksTree } from '../../../src/editor/tree/tasksTree';
import type { TreeElement } from '../../../src/editor/tree/taskIdOf';
import type { Backlog } from '../../../src/editor/backlog';
import type { OrchestratorApi } from '../../../src/extension';
import { activeProduct, writeWhole } from '../../host/support/product';
import { manifest, task } from '../../support/builders';
import { generatedBacklog } from '../../support/generatedBacklog';
import { makeRepository } from '../../support/repository';
import { until } from '../../support/until';
import { FIGURES } from '../figures';
import { loaded, parsed } from '../loaded';
import { exponentOf, median, msText, ratioOf, ratioRow, type Row } from '../measure';

const ROUNDS = 15;
const STORM = 10_000;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const { manifestPath, statePath } = DEFAULT_SETTINGS;

/** Called in the extension host: measures there what can be measured nowhere else. */
export async function run(): Promise<void> {
  const { api, root } = await activeProduct();
  writeWhole(root, manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01' })])));
  writeWhole(root, statePath, '{"tasks": {}}');
  await until('the backlog', () => api.backlogs.active?.snapshot.tasks.length === 1);
  const rows = [await gitBeforeView(), await watching(api, root), ...(await storm(api, root)), ...(await trees())];
  rmSync(path.join(root, 'docs'), { recursive: true });
  writeFileSync(process.env['ORCHESTRATOR_RESULTS'] ?? '', JSON.stringify(rows));
}

/** Every process that the first reading of a repository's backlog starts. That the next one asks git shows that they are seen. */
async function gitBeforeView(): Promise<Row> {
  let processes = 0;
  subscribe('child_process', () => processes++);
  const files = { [manifestPath]: JSON.stringify(manifest([task({ task_id: 'A--T01' })])) };
  const repository = makeRepository({ files });
  const before = processes;
  const memento = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] } as never;
  const backlog = new FolderBacklog({ uri: vscode.Uri.file(repository.root), name: 'bench', index: 0 }, SILENT, new AllowedCodes(memento, 'none'));
  try {
    await backlog.load();
    const measured = processes - before;
    assert.equal(backlog.snapshot.tasks.length, 1);
    await backlog.readGit();
    assert.ok(processes > before + measured, 'no process of git was seen');
    return { ...FIGURES.gitBeforeView, measured };
  } finally {
    backlog.dispose();
    repository.dispose();
  }
}

/** Resolves with the moment at which the views are told of a state. */
function told(api: OrchestratorApi, isIt: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const listening = api.backlogs.onDidChange(() => {
      if (!isIt()) return;
      listening.dispose();
      resolve(Date.now());
    });
  });
}

async function watching(api: OrchestratorApi, root: string): Promise<Row> {
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const status = round % 2 ? 'blocked' : 'in-progress';
    const shown = told(api, () => api.backlogs.active?.snapshot.byId.get('A--T01')?.status === status);
    writeWhole(root, statePath, JSON.stringify({ tasks: { 'A--T01': { status } } }));
    const began = Date.now();
    delays.push((await shown) - began);
  }
  return { ...FIGURES.watching, measured: median(delays), note: `at most ${msText(Math.max(...delays))}` };
}

/** Another program replaces the state file as fast as it can; its last line is the moment of the last one. */
const WRITER = `const fs = require('node:fs');
const [file, count] = process.argv.slice(1);
for (let at = 1; at <= count; at++) {
  fs.writeFileSync(file + '.storm', JSON.stringify({ at, tasks: { 'A--T01': { status: at == count ? 'completed' : at % 2 ? 'blocked' : 'in-progress' } } }));
  fs.renameSync(file + '.storm', file);
}
console.log(Date.now());`;

async function storm(api: OrchestratorApi, root: string): Promise<Row[]> {
  let [longest, last, changes] = [0, performance.now(), 0];
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const counting = api.backlogs.onDidChange(() => changes++);
  const shown = told(api, () => api.backlogs.active?.snapshot.byId.get('A--T01')?.status === 'completed');
  const began = Date.now();
  const ended = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', WRITER, path.join(root, statePath), String(STORM)], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(Number(said)));
  });
  const delay = (await shown) - ended;
  clearInterval(beat);
  counting.dispose();
  const note = `written in ${msText(ended - began)}, told ${changes} times`;
  return [
    { ...FIGURES.stormShown, measured: delay, note },
    { ...FIGURES.stormAnswers, measured: longest },
  ];
}

/** A tree of which every group is opened: its children, and an item for each. */
function opened(tree: TasksTree): number {
  let count = 0;
  const pending: (TreeElement | undefined)[] = [undefined];
  while (pending.length > 0) {
    for (const element of tree.getChildren(pending.pop())) {
      count++;
      tree.getTreeItem(element);
      if (element.node?.kind === 'group') pending.push(element);
    }
  }
  return count;
}

async function trees(): Promise<Row[]> {
  const rows: Row[] = [];
  const costs: [number, number][] = [];
  for (const tasks of [50, 1_000, 10_000, 100_000]) {
    const texts = generatedBacklog({ tasks, isTerse: true });
    const given: Partial<Backlog> = { folder: { uri: vscode.Uri.file('/bench'), name: 'bench', index: 0 }, snapshot: loaded(texts), settings: DEFAULT_SETTINGS, attention: { anomalies: [], escalations: [] }, agents: [] };
    const backlog = given as Backlog;
    const backlogs = { all: [backlog], active: backlog, isLoaded: true } as never;
    const expand = () => {
      const tree = new TasksTree(backlogs, () => ({ grouping: 'phase', filter: EMPTY_FILTER }));
      assert.ok(opened(tree) > tasks);
      tree.dispose();
    };
    const ratio = await ratioOf(tasks < 100_000 ? 21 : 5, () => parsed(texts), expand);
    costs.push([tasks, ratio.subjectMs]);
    rows.push(ratioRow({ what: `tree of ${tasks} tasks, every group opened, to JSON.parse`, ...(tasks < 1_000 ? {} : { limit: 3 }) }, ratio));
  }
  return [...rows, { what: 'growth of opening the tree, from 1 000 tasks', measured: exponentOf(costs.slice(1)), unit: 'exponent', limit: 1.4 }];
}
