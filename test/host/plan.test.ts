import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GitFacts } from '../../src/core/git';
import type { PlanBoard } from '../../src/core/planProtocol';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import type { Backlog } from '../../src/editor/backlog';
import { panelHtml, webviewRoot } from '../../src/editor/panel/panelHtml';
import { ModelPanel } from '../../src/editor/panel/modelPanel';
import { ChosenPlans } from '../../src/editor/plan/chosenPlans';
import { registerPlan, type PlanPart } from '../../src/editor/plan/planPart';
import { planParts } from '../../src/editor/plan/planParts';
import { PlanSource } from '../../src/editor/plan/planSource';
import { snapshotOf, task } from '../support/builders';
import { until } from '../support/until';

const extensionId = 'implementation-orchestrator.implementation-orchestrator';
const SIDE = { parallel: true, conflicts_with: [] };
const FOLDER = vscode.Uri.file('/sample');

/** One backlog whose snapshot the test sets. Only what the plan reads is there. */
class FakeBacklogs {
  private readonly changes = new vscode.EventEmitter<void>();
  private snapshot: Snapshot | undefined;
  readonly onDidChange = this.changes.event;
  isLoaded = true;

  get active(): Backlog | undefined {
    if (!this.snapshot) return undefined;
    const gitFacts: GitFacts = { kind: 'unread', reason: 'a test' };
    return { folder: { uri: FOLDER, name: 'sample', index: 0 }, gitFacts, settings: DEFAULT_SETTINGS, snapshot: this.snapshot } as unknown as Backlog;
  }

  get all(): readonly Backlog[] {
    return this.active ? [this.active] : [];
  }

  set(snapshot: Snapshot | undefined): void {
    this.snapshot = snapshot;
    this.changes.fire();
  }
}

/** What the workbench gives an extension for a workspace. */
class FakeMemento implements vscode.Memento {
  private readonly values = new Map<string, unknown>();
  keys = () => [...this.values.keys()];
  get = (key: string): undefined => this.values.get(key) as undefined;
  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

/** A page that the test plays. */
class FakePanel {
  private readonly received = new vscode.EventEmitter<unknown>();
  private readonly disposed = new vscode.EventEmitter<void>();
  readonly posted: { type: string; model?: PlanBoard }[] = [];
  readonly webview = {
    options: {},
    html: '',
    cspSource: 'https://pages.example',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: this.received.event,
    postMessage: (message: { type: string }) => Promise.resolve(this.posted.push(message) > 0),
  };
  visible = true;
  readonly onDidChangeVisibility = new vscode.EventEmitter<unknown>().event;
  readonly onDidDispose = this.disposed.event;
  iconPath: unknown;
  reveal = () => undefined;
  dispose = () => this.disposed.fire();
  send = (message: unknown) => this.received.fire(message);
  last = () => this.posted.findLast(({ type }) => type === 'state')?.model;
}

const planTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Parallel Plan');

const tasks = () =>
  snapshotOf([
    task({ task_id: 'A--T01', ...SIDE, file_scope: ['src/a/**'] }),
    task({ task_id: 'B--T01', ...SIDE, file_scope: ['src/b/**'] }),
    task({ task_id: 'C--T01', ...SIDE, file_scope: ['src/c/**'], slice: 'Slice 1.2' }),
  ]);

describe('the plan panel in the editor', () => {
  const backlogs = new FakeBacklogs();
  const warnings: string[] = [];
  const calls: unknown[] = [];
  const memento = new FakeMemento();
  let extensionUri: vscode.Uri;
  let part: PlanPart;

  const log = { info: () => undefined, warn: (text: string) => warnings.push(text), error: (text: string) => warnings.push(text) };
  const note = (kind: string) => (given: unknown) => calls.push([kind, given]);
  const actions = { reveal: note('reveal'), startBatch: note('batch'), startTask: note('task'), openProblem: note('problem'), begin: note('begin') };

  before(() => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    ({ extensionUri } = extension);
    part = registerPlan({ extensionUri, workspaceState: memento }, { backlogs, log, choose: () => Promise.resolve() }, actions, 'orchestrator.planUnderTest');
  });

  after(() => part.dispose());

  it('opens one tab with the slice where the work is, and follows the backlog by itself', async () => {
    backlogs.set(tasks());
    await part.show();
    await part.show();
    const shown = await until('the plan', () => (part.shown?.kind === 'plan' ? part.shown : undefined));
    assert.equal(planTabs().length, 1);
    assert.deepEqual(shown.choices, { scope: { kind: 'slice', slice: 'Slice 1.1' }, max: 3, excluded: [] });
    assert.deepEqual(shown.waves.map(({ cards }) => cards.map(({ id }) => id)), [['A--T01', 'B--T01']]);
    backlogs.set(undefined);
    await until('no backlog', () => part.shown?.kind === 'none');
    assert.deepEqual(warnings, []);
  });

  it('plans the phase or slice of the row that it is called on', async () => {
    backlogs.set(tasks());
    const scope = { kind: 'slice', slice: 'Slice 1.2' };
    await part.show({ backlog: backlogs.active, node: { kind: 'group', scope }, parent: undefined });
    const shown = await until('the other slice', () => (part.shown?.kind === 'plan' && part.shown.waves[0]?.cards[0]?.id === 'C--T01' ? part.shown : undefined));
    assert.deepEqual(shown.choices.scope, scope);
    await vscode.window.tabGroups.close(planTabs());
    await until('the tab to close', () => part.shown === undefined && planTabs().length === 0);
  });

  it('holds a page to its protocol, and answers what it asks for', async () => {
    const panel = new FakePanel();
    const chosen = new ChosenPlans(memento);
    const source = new PlanSource(backlogs, chosen);
    const told = { update: () => open.update(), tellCopied: () => open.tellCopied() };
    const open = new ModelPanel(panel, planParts({ backlogs, chosen, source, actions, panel: told }), { extensionUri, log });
    panel.send({ type: 'ready', choices: { scope: { kind: 'backlog' }, max: 2, excluded: ['B--T01'] } });
    assert.deepEqual(panel.last()?.choices, { scope: { kind: 'slice', slice: 'Slice 1.2' }, max: 2, excluded: ['B--T01'] }, 'the scope is the workspace’s, the rest the page’s');
    panel.send({ type: 'scope', scope: { kind: 'backlog' } });
    await until('the backlog', () => panel.last()?.choices.scope.kind === 'backlog');
    assert.deepEqual(panel.last()?.excluded.map(({ id }) => id), ['B--T01']);
    panel.send({ type: 'tick', taskId: 'B--T01', isIn: true });
    panel.send({ type: 'max', max: 3 });
    await until('three at once', () => panel.last()?.waves[0]?.cards.length === 3);
    panel.send({ type: 'start', taskIds: ['A--T01', 'B--T01'] });
    panel.send({ type: 'start', taskIds: ['A--T01'] });
    panel.send({ type: 'reveal', taskId: 'A--T01' });
    const folder = FOLDER.toString();
    await until('the calls', () => calls.length === 3);
    assert.deepEqual(calls, [
      ['batch', { taskIds: ['A--T01', 'B--T01'], of: 'the backlog', folder }],
      ['task', { taskId: 'A--T01', folder }],
      ['reveal', { taskId: 'A--T01', folder }],
    ]);
    panel.send({ type: 'copy' });
    await until('the text to be copied', () => panel.posted.some(({ type }) => type === 'copied'));
    assert.match(await vscode.env.clipboard.readText(), /^Side by side.*\n\nWave 1: 3 tasks, 30 min, 1 h 30 min one after the other\n {2}A--T01 {2}Build A--T01\n/);
    const before = panel.posted.length;
    panel.send({ type: 'exec', command: 'workbench.action.quit' });
    open.update();
    assert.equal(panel.posted.length, before, 'nothing is posted where nothing has changed');
    assert.match(warnings.join(), /Parallel Plan.*not of its protocol/);
    open.dispose();
  });

  it('gives the page no source but its own, and no data', () => {
    const html = panelHtml(new FakePanel().webview, extensionUri, { name: 'plan', title: 'Parallel Plan' });
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /^default-src 'none'; style-src https:\/\/pages\.example; font-src https:\/\/pages\.example; script-src 'nonce-[\w-]{22}'$/);
    assert.ok(html.includes('data-page="plan"') && html.includes(webviewRoot(extensionUri).path));
    assert.doesNotMatch(html, /unsafe|A--T01/);
  });
});
