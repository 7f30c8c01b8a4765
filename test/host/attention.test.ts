import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { NO_FACTS } from '../../src/core/facts';
import { EMPTY_FILTER } from '../../src/core/projections/treeFilter';
import type { Attention } from '../../src/core/rules/anomaly';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { ChatLauncher } from '../../src/editor/agents/chatLauncher';
import { attentionCommands } from '../../src/editor/attention/attentionCommands';
import { sendEscalation } from '../../src/editor/attention/sendEscalation';
import { AttentionMemo } from '../../src/editor/attentionMemo';
import type { Backlog, Backlogs } from '../../src/editor/backlog';
import { COMMANDS, type CommandId } from '../../src/editor/ids';
import { taskIdOf, type TreeElement } from '../../src/editor/tree/taskIdOf';
import { TasksTree } from '../../src/editor/tree/tasksTree';
import { anomaly, escalation } from '../support/attention';
import { manifest, snapshotOf, task } from '../support/builders';

const TASKS = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })];
const STATE = { 'A--T01': { status: 'in-progress' } };

describe('what needs attention, in the extension host', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'attention-'));
    mkdirSync(path.join(root, 'docs', 'backlog'), { recursive: true });
    writeFileSync(path.join(root, DEFAULT_SETTINGS.manifestPath), JSON.stringify(manifest(TASKS), null, 2));
    writeFileSync(path.join(root, DEFAULT_SETTINGS.statePath), JSON.stringify({ tasks: STATE }, null, 2));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(root, { recursive: true, force: true });
  });

  function backlogOf(attention: Attention): Backlog {
    const folder = { uri: vscode.Uri.file(root), name: 'sample', index: 0 };
    const given: Partial<Backlog> = { folder, snapshot: snapshotOf(TASKS, STATE), settings: DEFAULT_SETTINGS, attention };
    return given as Backlog;
  }

  function rowsOf(backlog: Backlog): { tree: TasksTree; rows: readonly TreeElement[] } {
    const backlogs: Backlogs = { all: [backlog], active: backlog, isLoaded: true, onDidChange: new vscode.EventEmitter<void>().event };
    const tree = new TasksTree(backlogs, () => ({ grouping: 'phase', filter: EMPTY_FILTER }));
    const [first] = tree.getChildren();
    return { tree, rows: tree.getChildren(first) };
  }

  async function run(backlog: Backlog, id: CommandId, argument: unknown): Promise<void> {
    const chat = { isAvailable: () => Promise.reject(new Error('no chat in this test')), address: () => Promise.reject(new Error('no chat in this test')) };
    await attentionCommands({ backlog: () => backlog, chat }).find((command) => command.id === id)?.run(argument);
  }

  it('opens the entry of the state, or the task where there is none', async () => {
    const backlog = backlogOf({ anomalies: [anomaly({ taskId: 'A--T01' }), anomaly({ taskId: 'B--T01' })], escalations: [] });
    const { tree, rows } = rowsOf(backlog);
    for (const [index, file, words] of [[0, 'task-state.json', '"A--T01"'], [1, 'virtual-task-manifest.json', '"B--T01"']] as const) {
      const row = rows[index];
      assert.ok(row);
      assert.equal(tree.getTreeItem(row).command?.command, COMMANDS.showAttention);
      await run(backlog, COMMANDS.showAttention, row);
      const editor = vscode.window.activeTextEditor;
      assert.equal(path.basename(editor?.document.fileName ?? ''), file);
      assert.equal(editor?.document.getText(editor.selection), words);
    }
    assert.deepEqual(rows.map(taskIdOf), ['A--T01', 'B--T01']);
  });

  it('copies code, message, remedy and evidence as plain text', async () => {
    const backlog = backlogOf({ anomalies: [anomaly({ taskId: 'A--T01', evidence: ['one \u001b[31mred', 'two'] })], escalations: [] });
    await run(backlog, COMMANDS.copyAttention, rowsOf(backlog).rows[0]);
    assert.equal(await vscode.env.clipboard.readText(), 'WARN::STALE-WORK::A--T01\nA--T01 has had no commit for 5 days. Go on with it, or set it free.\none red\ntwo');
  });

  it('trusts nothing in a row’s tooltip', () => {
    const hostile = '[x](command:workbench.action.quit) $(zap) <b>';
    const { tree, rows } = rowsOf(backlogOf({ anomalies: [anomaly({ message: hostile, evidence: [hostile] })], escalations: [escalation({ title: hostile })] }));
    for (const row of rows) {
      const { tooltip } = tree.getTreeItem(row);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
      assert.doesNotMatch(tooltip.value, /(?<!\\)\[x(?<!\\)\]/);
    }
  });

  it('sends an escalation to the agent by either of its names', async () => {
    const sent: unknown[] = [];
    const chat = {
      isAvailable: () => Promise.resolve({ kind: 'available', isReady: true } as const),
      address: (names: readonly string[], launch: { prompt: string; taskId: string }) => {
        sent.push([...names, launch.prompt, launch.taskId]);
        return Promise.resolve({ kind: 'launched', how: 'The prompt was sent to the chat.' } as const);
      },
    };
    await sendEscalation(backlogOf({ anomalies: [], escalations: [] }), escalation({ prompt: 'Look.\u001b[2J\nNow.' }), chat);
    assert.deepEqual(sent, [['testing-strategist', 'Testing Strategist', 'Look.\nNow.', 'A--T01']]);
  });

  it('puts the prompt on the clipboard where there is no such agent', async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const chat = new ChatLauncher(() => ({ preferred: undefined, custom: [], previewPrompt: 'never', chatSubmit: 'prefill', chatModel: undefined }), log);
    const nobody = { name: 'Testing Strategist', agent: 'testing-strategist' } as const;
    await sendEscalation(backlogOf({ anomalies: [], escalations: [] }), escalation({ to: nobody, prompt: 'Look at the tests.' }), chat);
    assert.equal(await vscode.env.clipboard.readText(), 'Look at the tests.');
  });

  it('is found once for each change, and again when time has passed', () => {
    let now = new Date('2025-10-01T09:00:00Z');
    const memo = new AttentionMemo(() => now);
    const started = { 'A--T01': { status: 'in-progress', started_at: '2025-10-01T08:00:00Z' } };
    const looked = { snapshot: snapshotOf(TASKS, started), facts: NO_FACTS, settings: DEFAULT_SETTINGS };
    const first = memo.of(looked);
    assert.equal(memo.of({ ...looked }), first);
    assert.equal(memo.of({ ...looked, snapshot: snapshotOf(TASKS, started) }), first, 'equal findings are one object, so that views stay');
    assert.equal(memo.lookAgain(looked), false);
    now = new Date('2025-10-09T09:00:00Z');
    assert.equal(memo.lookAgain(looked), true);
    assert.ok(memo.of(looked).anomalies.some(({ code }) => code === 'WARN::STALE-WORK'));
  });
});
