import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { ChatMetadata } from '../../src/editor/chat/followUps';
import { answerRequest } from '../../src/editor/chat/participant';
import { COMMANDS } from '../../src/editor/ids';
import type { OrchestratorApi } from '../../src/extension';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { activeProduct, writeWhole } from './support/product';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

/** A response that keeps what it is given. */
class Shown {
  readonly parts: vscode.MarkdownString[] = [];
  readonly buttons: vscode.Command[] = [];
  readonly references: string[] = [];
  readonly anchors: (string | undefined)[] = [];

  markdown(value: string | vscode.MarkdownString): void {
    assert.ok(value instanceof vscode.MarkdownString && value.isTrusted !== true && value.supportThemeIcons !== true && value.supportHtml !== true);
    this.parts.push(value);
  }

  button(command: vscode.Command): void {
    this.buttons.push(command);
  }

  reference(value: vscode.Uri | vscode.Location): void {
    const uri = value instanceof vscode.Location ? value.uri : value;
    this.references.push(`${path.basename(uri.path)}${value instanceof vscode.Location ? `:${value.range.start.line + 1}` : ''}`);
  }

  anchor(_value: vscode.Uri | vscode.Location, title?: string): void {
    this.anchors.push(title);
  }

  get text(): string {
    return this.parts.map(({ value }) => value).join('');
  }
}

describe('@orchestrator in the extension host', () => {
  let api: OrchestratorApi;
  let root: string;
  let folder: string;

  const write = (file: string, text: string): void => writeWhole(root, file, text);

  async function ask(prompt: string, command?: string): Promise<{ shown: Shown; metadata: ChatMetadata }> {
    const shown = new Shown();
    const services = { loaded: () => api.loaded, backlogs: () => api.backlogs };
    const { metadata } = await answerRequest(services, { prompt, command }, shown, new vscode.CancellationTokenSource().token);
    return { shown, metadata };
  }

  before(async () => {
    ({ api, root } = await activeProduct());
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
    write('docs/features/spec.md', '# Spec\n');
    write('docs/master/prd-master.md', '# Requirements\n');
    write(manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01', risk: 'High' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] })]), null, 2));
    write(statePath, '{"tasks": {}}');
    await until('the backlog', () => (api.backlogs.active?.snapshot.tasks.length === 2 ? true : undefined));
  });

  after(async () => {
    rmSync(path.join(root, 'docs'), { recursive: true, force: true });
    await until('the backlog to be gone', () => (api.backlogs.all.length === 0 ? true : undefined));
  });

  it('says what is next, where that stands, and offers to start it', async () => {
    const { shown, metadata } = await ask('', 'next');
    assert.match(shown.text, /\*\*A--T01\*\*/);
    assert.deepEqual(metadata, { command: 'next', taskId: 'A--T01', codes: [], near: [] });
    assert.equal(shown.references.length, 2);
    assert.match(shown.references[0] ?? '', /^virtual-task-manifest\.json:\d\d/);
    assert.equal(shown.references[1], 'spec.md');
    assert.deepEqual(shown.anchors, ['A--T01']);
    assert.deepEqual(shown.buttons.map(({ command }) => command), [COMMANDS.startTask, COMMANDS.explainTask, COMMANDS.revealTask]);
    for (const { arguments: given } of shown.buttons) assert.deepEqual(given, [{ taskId: 'A--T01', folder }]);
  });

  it('says of a task why it waits, also when it is only mentioned', async () => {
    for (const { shown, metadata } of [await ask('B--T01', 'explain'), await ask('Why can I not begin with b--t01?')]) {
      assert.match(shown.text, /B--T01 is not next: it waits on A--T01/);
      assert.deepEqual([metadata.command, metadata.taskId], ['explain', 'B--T01']);
    }
  });

  it('names the tasks that may have been meant by an id that is none', async () => {
    const { shown, metadata } = await ask('A--T001', 'explain');
    assert.match(shown.text, /\*\*UNKNOWN-TASK::A--T001\*\*/);
    assert.deepEqual(metadata, { command: 'explain', codes: ['UNKNOWN-TASK::A--T001'], near: ['A--T01', 'B--T01'] });
    assert.deepEqual(shown.buttons.map(({ title, arguments: given }) => [title, given]), metadata.near.map((id) => [`Explain ${id}`, [{ taskId: id, folder }]]));
  });

  it('says what keeps a task from being started, code by code, and offers no start', async () => {
    const { shown, metadata } = await ask('B--T01', 'start');
    assert.match(shown.text, /- \*\*BLOCKED::NOT-A-GIT-REPOSITORY\*\*/);
    assert.match(shown.text, /- \*\*BLOCKED::DEPENDENCY-NOT-DONE::A--T01\*\*/);
    assert.ok(metadata.codes.includes('BLOCKED::NOT-A-GIT-REPOSITORY'));
    assert.ok(!shown.buttons.some(({ command }) => command === COMMANDS.startTask));
  });

  it('answers a sentence about nothing with the next task and its commands', async () => {
    const { shown, metadata } = await ask('hello');
    assert.match(shown.text, /\*\*A--T01\*\*/);
    assert.match(shown.text, /You can also ask `\/next`, `\/pulse`/);
    assert.equal(metadata.command, 'next');
  });

  for (const command of ['pulse', 'status', 'blocked', 'plan', 'check']) {
    it(`answers /${command}`, async () => {
      const { shown, metadata } = await ask('', command);
      assert.ok(shown.text.length > 20 && !shown.text.includes('\u0001'), shown.text);
      assert.equal(metadata.command, command);
    });
  }

  it('is reached through the chat of the editor', async () => {
    await vscode.commands.executeCommand('scriptedModel.ready');
    const send = (query: string) =>
      vscode.commands.executeCommand<{ metadata?: ChatMetadata; errorDetails?: unknown }>('workbench.action.chat.open', { query, modelSelector: { vendor: 'scripted' }, blockOnResponse: true });
    const next = await send('@orchestrator /next');
    assert.deepEqual(next.metadata, { command: 'next', taskId: 'A--T01', codes: [], near: [] }, JSON.stringify(next));
    const explained = await send('@orchestrator /explain B--T01');
    assert.deepEqual([explained.metadata?.command, explained.metadata?.taskId], ['explain', 'B--T01']);
  }).timeout(100_000);

  it('says so where no manifest can be read', async () => {
    write(manifestPath, '{"tasks": [');
    await until('the broken manifest', () => (api.backlogs.active?.snapshot.manifestHealth === 'stale' ? true : undefined));
    const { shown, metadata } = await ask('', 'next');
    assert.match(shown.text, /\*\*BLOCKED::MANIFEST-INVALID\*\*/);
    assert.deepEqual(metadata.codes, ['BLOCKED::MANIFEST-INVALID']);
  });
});
