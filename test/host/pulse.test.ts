import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GitFacts } from '../../src/core/git';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import type { Backlog } from '../../src/editor/backlog';
import { COMMANDS } from '../../src/editor/ids';
import { registerPulse, type PulsePart } from '../../src/editor/pulse/pulsePart';
import { specExample } from '../unit/core/pulse/specExample';
import { snapshotOf, task } from '../support/builders';

const extensionId = 'implementation-orchestrator.implementation-orchestrator';

/** One backlog whose snapshot the test sets. Only what the pulse reads is there. */
class FakeBacklogs {
  private readonly changes = new vscode.EventEmitter<void>();
  private snapshot: Snapshot | undefined;
  readonly onDidChange = this.changes.event;
  isLoaded = true;

  get active(): Backlog | undefined {
    if (!this.snapshot) return undefined;
    const gitFacts: GitFacts = { kind: 'unread', reason: 'a test' };
    const folder = { uri: vscode.Uri.file('/sample'), name: 'sample', index: 0 };
    return { folder, gitFacts, settings: DEFAULT_SETTINGS, snapshot: this.snapshot } as unknown as Backlog;
  }

  get all(): readonly Backlog[] {
    return this.active ? [this.active] : [];
  }

  set(snapshot: Snapshot | undefined): void {
    this.snapshot = snapshot;
    this.changes.fire();
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 25));
}

const pulseTabs = () =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Implementation Pulse');

describe('the pulse panel in the editor', () => {
  const backlogs = new FakeBacklogs();
  const warnings: string[] = [];
  let part: PulsePart;

  before(() => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    const log = { info: () => undefined, warn: (text: string) => warnings.push(text), error: (text: string) => warnings.push(text) };
    const actions = { reveal: () => undefined, start: () => undefined, openProblem: () => undefined, sendEscalation: () => undefined, plan: () => undefined, list: () => undefined, begin: () => undefined };
    // The product's own part restores the usual view type, and there can be only one that does.
    part = registerPulse({ extensionUri: extension.extensionUri }, backlogs, log, actions, { panel: 'orchestrator.pulseUnderTest', view: 'orchestrator.pulseViewUnderTest' });
  });

  after(() => part.dispose());

  const copy = () => Promise.resolve(part.commands.find(({ id }) => id === COMMANDS.copyPulse)?.run());

  it('opens one tab, whose page asks for the state and gets it', async () => {
    backlogs.set(specExample());
    await part.show();
    await part.show();
    await until(() => part.shown?.kind === 'ready');
    assert.equal(pulseTabs().length, 1);
    assert.deepEqual(warnings, []);
  });

  it('follows the backlog by itself', async () => {
    backlogs.set(snapshotOf([task({ task_id: 'A' })], { A: { status: 'completed' } }));
    await until(() => part.shown?.kind === 'finished');
    backlogs.set(undefined);
    await until(() => part.shown?.kind === 'none');
  });

  it('copies the text of the spec, and says so when there is none', async () => {
    backlogs.set(specExample());
    await copy();
    assert.match(await vscode.env.clipboard.readText(), /^### Implementation Pulse \(.+\)\n- Phase: Phase 1\n/);
    backlogs.set(undefined);
    await assert.rejects(copy(), /no pulse to copy/);
  });

  it('is sent nothing while it is hidden, and the state of then when it is seen again', async () => {
    backlogs.set(specExample());
    await until(() => part.shown?.kind === 'ready');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'over it' }), vscode.ViewColumn.Active);
    await until(() => pulseTabs().every(({ isActive }) => !isActive));
    // The panel is told of it a little later than the tab.
    await until(() => {
      const before = JSON.stringify(part.shown);
      backlogs.set(snapshotOf([task({ task_id: 'A' })], { A: { status: 'completed' } }));
      const isHidden = JSON.stringify(part.shown) === before;
      if (!isHidden) backlogs.set(specExample());
      return isHidden;
    });
    assert.equal(part.shown?.kind, 'ready', 'what it was given before');
    await part.show();
    await until(() => part.shown?.kind === 'finished');
    await vscode.commands.executeCommand('workbench.action.closeEditorsInGroup');
    await until(() => part.shown === undefined);
    await part.show();
  });

  it('can be closed and opened again', async () => {
    await vscode.window.tabGroups.close(pulseTabs());
    await until(() => part.shown === undefined && pulseTabs().length === 0);
    backlogs.set(specExample());
    await part.show();
    await until(() => part.shown?.kind === 'ready');
  });
});
