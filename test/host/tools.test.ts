import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { MODEL_OPERATIONS } from '../../src/core/operations/table';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { toolName } from '../../src/editor/tools/contribution';
import { OperationTool, type ToolServices } from '../../src/editor/tools/operationTool';
import type { OrchestratorApi } from '../../src/extension';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { activeProduct, writeWhole } from './support/product';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const HOSTILE = '$(zap) [x](command:evil) <b>bold</b> `code` **strong**';

const isTrue = (value: boolean) => (value ? true : undefined);

describe('the tools for models in the extension host', () => {
  let api: OrchestratorApi;
  let root: string;

  const write = (file: string, text: string): void => writeWhole(root, file, text);
  const entry = (id: string): Record<string, unknown> | undefined =>
    (JSON.parse(readFileSync(path.join(root, statePath), 'utf8')) as { tasks: Record<string, Record<string, unknown>> }).tasks[id];
  const none = new vscode.CancellationTokenSource().token;

  async function call(id: string, input: object): Promise<string> {
    const { content } = await vscode.lm.invokeTool(toolName(id), { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  }

  function toolOf(id: string, services: Partial<ToolServices> = {}): OperationTool {
    const operation = MODEL_OPERATIONS.find((one) => one.id === id);
    assert.ok(operation);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    return new OperationTool(operation, { loaded: () => api.loaded, backlogs: () => api.backlogs, confirmation: () => 'always', isTrusted: () => true, log, ...services });
  }

  before(async () => {
    ({ api, root } = await activeProduct());
  });

  beforeEach(async () => {
    write('docs/features/spec.md', '# Spec\n\nRead me.\n');
    write('docs/master/prd-master.md', '# Requirements\n');
    write(manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01', test_verification: [] }), task({ task_id: 'B--T01', title: HOSTILE, risk: 'Low' })]), null, 2));
    write(statePath, `${JSON.stringify({ kept: 'as it is', tasks: { 'A--T01': { status: 'in-progress', started_at: '2025-10-01T08:00:00Z', acs_completed: [], acs_remaining: ['A-AC01', 'A-AC02'] } } }, null, 2)}\n`);
    await until('the backlog', () => isTrue(api.backlogs.active?.snapshot.byId.get('A--T01')?.status === 'in-progress' && api.backlogs.active.snapshot.tasks.length === 2));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of ['docs', '.git']) rmSync(path.join(root, file), { recursive: true, force: true });
    await until('the backlog to be gone', () => isTrue(api.backlogs.all.length === 0));
  });

  it('are offered, each with the schema of its operation', async () => {
    await until('the tools', () => isTrue(MODEL_OPERATIONS.every(({ id }) => vscode.lm.tools.some(({ name }) => name === toolName(id)))));
    for (const { id, forModels } of MODEL_OPERATIONS) {
      const tool = vscode.lm.tools.find(({ name }) => name === toolName(id));
      assert.equal(tool?.description, forModels.description);
      assert.equal((tool.inputSchema as { type?: string }).type, 'object');
    }
  });

  it('answer what reads', async () => {
    assert.match(await call('next', {}), /B--T01/);
    assert.match(await call('task', { task: 'A--T01' }), /A-AC01: The first thing holds/);
    assert.match(await call('pulse', {}), /^### Implementation Pulse/);
    assert.match(await call('context', { task: 'A--T01' }), /Read me\.|spec\.md/);
  });

  it('record criteria, completion and a block in the real file, and the views follow', async () => {
    const first = await call('ac-done', { task: 'A--T01', criteria: ['AC01'] });
    assert.match(first, /A--T01: A-AC01 is recorded as done\. In progress, 1 of 2 criteria done\./);
    assert.match(first, /Next: commit A-AC01 together with the state file\. Then build A-AC02/);
    assert.deepEqual(entry('A--T01')?.['acs_completed'], ['A-AC01']);
    assert.match(await call('complete', { task: 'A--T01' }), /^BLOCKED::CRITERIA-OPEN::A--T01: .*A-AC02.* record it with ac-done/s);
    await call('ac-done', { task: 'A--T01', criteria: ['A-AC02'], note: 'all there' });
    assert.match(await call('complete', { task: 'A--T01' }), /A--T01: it is completed/);
    assert.equal(entry('A--T01')?.['status'], 'completed');
    assert.match(readFileSync(path.join(root, statePath), 'utf8'), /^\{\n {2}"kept": "as it is",\n/, 'what was there stays');
    await until('the tree to follow', () => isTrue(api.backlogs.active?.snapshot.byId.get('A--T01')?.status === 'completed'));
    assert.match(await call('block', { task: 'B--T01', reason: 'no access' }), /B--T01: it is recorded as blocked/);
    assert.equal(entry('B--T01')?.['blocked_reason'], 'no access');
  });

  it('refuse what is wrong with words, and change nothing', async () => {
    const before = readFileSync(path.join(root, statePath), 'utf8');
    assert.match(await call('ac-done', { task: 'A--T02', criteria: ['AC01'] }), /^UNKNOWN-TASK::A--T02: .*Did you mean A--T01/s);
    assert.match(await call('ac-done', { task: 'A--T01', criteria: ['AC09'] }), /^UNKNOWN-CRITERION::AC09: .*Its criteria are A-AC01, A-AC02/s);
    assert.match(await call('ac-done', { task: 'A--T01', criteria: 'AC01' }), /^INVALID-INPUT: ac-done: criteria: .*takes task, criteria, \[note\]\.$/s);
    assert.match(await call('ac-done', { task: 'A--T01', criteria: ['AC01'], notes: 'x' }), /did you mean note\?/);
    assert.match(await call('ac-done', { task: '__proto__', criteria: ['AC01'] }), /^UNKNOWN-TASK::__proto__/);
    assert.match(await call('complete', { task: 'B--T01' }), /^WRONG-STATUS::B--T01: .*Start it first\.$/s);
    assert.match(await call('start', { task: 'B--T01' }), /BLOCKED::NOT-A-GIT-REPOSITORY/);
    assert.equal(readFileSync(path.join(root, statePath), 'utf8'), before);
  });

  it('record nothing over edits of a person that are not saved, and read on', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(root, statePath));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), ' '));
    assert.ok(document.isDirty);
    const before = readFileSync(path.join(root, statePath), 'utf8');
    assert.match(await call('ac-done', { task: 'A--T01', criteria: ['AC01'] }), /^STATE-UNSAVED: .*save or revert it/s);
    assert.match(await call('task', { task: 'A--T01' }), /A-AC01/);
    assert.equal(readFileSync(path.join(root, statePath), 'utf8'), before);
    const { confirmationMessages } = await toolOf('ac-done').prepareInvocation({ input: { task: 'A--T01', criteria: ['AC01'] } }, none);
    assert.equal(confirmationMessages, undefined, 'nobody is asked about what is refused');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.match(await call('ac-done', { task: 'A--T01', criteria: ['AC01'] }), /recorded as done/);
  });

  describe('before they run', () => {
    const asked = async (id: string, input: object, services: Partial<ToolServices> = {}) => {
      const { confirmationMessages, invocationMessage } = await toolOf(id, services).prepareInvocation({ input }, none);
      const { message } = confirmationMessages ?? {};
      assert.ok(message === undefined || message instanceof vscode.MarkdownString);
      assert.ok(invocationMessage instanceof vscode.MarkdownString);
      return { title: confirmationMessages?.title, message, doing: invocationMessage.value };
    };

    it('show the task as it was found and every change, and ask', async () => {
      const { title, message, doing } = await asked('ac-done', { task: 'A--T01', criteria: ['AC01', 'A-AC02'] });
      assert.equal(doing, 'Record Criteria as Done: A--T01');
      assert.equal(title, 'Record Criteria as Done?', 'the editor spoils ids in a title');
      const shown = message?.value.replaceAll('\\', '') ?? '';
      assert.match(shown, /^A--T01: Build A--T01\n/);
      assert.match(shown, /^- A-AC01: open -> done \(The first thing holds\)$/m);
      assert.match(shown, /^- A-AC02: open -> done/m);
    });

    it('show the words of a manifest as words, trusted with nothing', async () => {
      const { message } = await asked('block', { task: 'B--T01', reason: HOSTILE });
      assert.ok(message);
      assert.ok(message.isTrusted !== true && message.supportThemeIcons !== true && message.supportHtml !== true);
      assert.doesNotMatch(message.value.replace(/\\./g, ''), /\[x\]|\*\*|`|<b>/, message.value);
      assert.ok(message.value.includes('command:evil'), 'a person sees what is there');
    });

    it('ask nothing before what reads, what is refused, and criteria where the person said so', async () => {
      for (const id of ['next', 'pulse']) assert.equal((await asked(id, {})).title, undefined, id);
      assert.equal((await asked('task', { task: 'A--T01' })).title, undefined);
      assert.equal((await asked('complete', { task: 'A--T01' })).title, undefined);
      assert.equal((await asked('ac-done', { task: 'NONE', criteria: ['AC01'] })).title, undefined);
      assert.equal((await asked('ac-done', { nonsense: true })).title, undefined);
      const lifted = { confirmation: () => 'except-criteria' as const };
      assert.equal((await asked('ac-done', { task: 'A--T01', criteria: ['AC01'] }, lifted)).title, undefined);
      assert.match((await asked('block', { task: 'A--T01', reason: 'stuck' }, lifted)).title ?? '', /Block/);
    });
  });

  it('do nothing that a person was not asked about, since it was refused when the call was prepared', async () => {
    const complete = toolOf('complete');
    const input = { task: 'A--T01' };
    const textOf = async () => ((await complete.invoke({ input }, none)).content[0] as vscode.LanguageModelTextPart).value;
    assert.equal((await complete.prepareInvocation({ input }, none)).confirmationMessages, undefined);
    await call('ac-done', { task: 'A--T01', criteria: ['AC01', 'AC02'] });
    assert.match(await textOf(), /^NOT-CONFIRMED: .*Call this tool again/s);
    assert.equal(entry('A--T01')?.['status'], 'in-progress');
    assert.ok((await complete.prepareInvocation({ input }, none)).confirmationMessages);
    assert.match(await textOf(), /it is completed/);
  });

  it('only read where the workspace is not trusted', async () => {
    const invoke = async (id: string, input: object) => {
      const { content } = await toolOf(id, { isTrusted: () => false }).invoke({ input }, none);
      return (content[0] as vscode.LanguageModelTextPart).value;
    };
    const before = readFileSync(path.join(root, statePath), 'utf8');
    for (const { id, effect } of MODEL_OPERATIONS) {
      const text = await invoke(id, { task: 'A--T01', criteria: ['AC01'], reason: 'x' });
      if (effect !== 'read') assert.match(text, /^UNTRUSTED-WORKSPACE: .*Ask the person to trust the workspace first\.$/s, id);
    }
    assert.match(await invoke('next', {}), /B--T01/);
    assert.equal(readFileSync(path.join(root, statePath), 'utf8'), before);
  });

  it('stop when the call was cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    const before = readFileSync(path.join(root, statePath), 'utf8');
    await assert.rejects(toolOf('ac-done').invoke({ input: { task: 'A--T01', criteria: ['AC01'] } }, source.token), vscode.CancellationError);
    assert.equal(readFileSync(path.join(root, statePath), 'utf8'), before);
  });

  it('say so when something fails that nobody thought of, and log it', async () => {
    const errors: string[] = [];
    const log = { info: () => undefined, warn: () => undefined, error: (text: string) => void errors.push(text) };
    const broken = () => {
      throw new Error('secret path');
    };
    const { content } = await toolOf('pulse', { log, backlogs: broken }).invoke({ input: {} }, none);
    const text = (content[0] as vscode.LanguageModelTextPart).value;
    assert.match(text, /^UNEXPECTED-ERROR: /);
    assert.doesNotMatch(text, /secret/);
    assert.deepEqual(errors, ['orchestrator_pulse failed']);
  });
});
