import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { batchUnderWay } from './batchScene';
import { MANIFEST, STATE } from './sample';
import { drag, makeSample, openAt, openAtText, openTree, pageWith, type Scene, showPage } from './scene';
import type { Workbench } from './workbench';

const WINDOW = { width: 1060, height: 710 };
const LOW = { width: 1040, height: 560 };
const MIDDLE = { width: 1040, height: 580 };
const SMALL = { width: 880, height: 440 };
const TREE = '.pane:has(.pane-header[aria-label^="Tasks"])';
const PICK = '.quick-input-widget';
const PULSE = ['h1', '.views', '.progress .number', '.progress .stack', '.wip .pips', '.next-card h3', '.next-card .button', '.phase-list'];
const AT_WORK = ['h1', '.progress .number', '.wip .pips', '.agents .row'];
const PLAN = ['h1', '.waves > .wave', '.waves [data-card]'];
const GRAPH = ['h1', '.graph-canvas', '.graph-node .graph-title', '.graph-legend'];
const HISTORY = ['h1', '.section h2', 'svg path'];
const TO_CHAT = { 'orchestrator.agents.default': 'chat', 'orchestrator.agents.chat.submit': 'submit', 'orchestrator.agents.chat.model': { vendor: 'scripted' }, 'orchestrator.agents.previewPrompt': 'never' };

const row = (name: string): string => `${TREE} .monaco-list-row[aria-label^="${name}"]`;
const statusItem = (name: string): string => `.statusbar-item[aria-label^="${name}"], .statusbar-item:has([aria-label^="${name}"])`;

/** A panel that has the window for itself. */
function panel(name: string, title: RegExp, page: readonly string[], show: (bench: Workbench) => Promise<void>): Scene {
  return {
    name,
    viewport: WINDOW,
    page,
    workbench: [['.tab.active', title, 'theirs']],
    crop: ['.part.editor'],
    open: async (editor) => {
      const bench = await openAt(editor, await makeSample(editor), WINDOW);
      await show(bench);
      await bench.execute('workbench.action.closeSidebar');
      await pageWith(bench, page);
      return bench;
    },
  };
}

const overview: Scene = {
  name: 'overview',
  viewport: WINDOW,
  page: PULSE,
  workbench: [
    [row('Phase 1'), /Phase 1/],
    [row('LEDGER_SCHEMA--T01'), /LEDGER_SCHEMA--T01/],
    [statusItem('Orchestrator'), /1\/3 · LEDGER_SCHEMA--T01 3\/5/],
  ],
  open: async (editor) => {
    const bench = await openAt(editor, await makeSample(editor), WINDOW);
    await (await openTree(bench)).expand(/LEDGER_SCHEMA--T01/);
    // Its row would show its buttons as long as it is the one.
    await bench.page.keyboard.press('Escape');
    await showPage(bench, 'Orchestrator: Show Pulse', PULSE);
    return bench;
  },
};

const started: Scene = {
  name: 'started',
  viewport: LOW,
  workbench: [
    [row('MONEY_TYPE--T02'), /in progress/],
    [statusItem('Orchestrator'), /2\/3 · MONEY_TYPE--T02 0\/5/],
    ['.part.statusbar', /feat\/MONEY_TYPE--T02/, 'theirs'],
    ['.editor-instance .view-line:has-text("MONEY_TYPE--T02")', /MONEY_TYPE--T02/, 'theirs'],
    ['.part.auxiliarybar .interactive-session', /begin with the first criterion/, 'theirs'],
  ],
  open: async (editor) => {
    const folder = await makeSample(editor);
    const bench = await openAt(editor, folder, LOW, TO_CHAT);
    await openTree(bench, 345);
    bench.chat.script([{ text: 'I have read the spec, both decisions and both guides, and begin with the first criterion: a failing test.' }]);
    await bench.chatReady();
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/is started on/);
    await bench.page.getByText('begin with the first criterion').first().waitFor();
    // The editor's advertisement for models of its own.
    await bench.page.locator('.chat-input-notification-dismiss').first().click();
    await drag(bench, '.part.auxiliarybar', 'left', 700);
    await openAtText(bench, path.join(folder, STATE), 'MONEY_TYPE--T02');
    await bench.execute('notifications.clearAll');
    return bench;
  },
};

const blocked: Scene = {
  name: 'blocked',
  viewport: WINDOW,
  workbench: [
    [`${PICK} .quick-input-title`, /2 gates block a start/, 'theirs'],
    [`${PICK} .monaco-list-row:nth-child(1)`, /BLOCKED::NOT-ON-MAIN-BRANCH/, 'theirs'],
    [`${PICK} .monaco-list-row:nth-child(2)`, /BLOCKED::DIRTY-GIT-STATUS/, 'theirs'],
  ],
  crop: [PICK],
  rows: `${PICK} .monaco-list-row`,
  open: async (editor) => {
    const folder = await makeSample(editor);
    const bench = await openAt(editor, folder, WINDOW);
    await openTree(bench);
    editor.git(folder, 'switch', '--quiet', '--create', 'spike');
    writeFileSync(path.join(folder, 'scratch.md'), 'Notes\n');
    await bench.runCommand('Orchestrator: Check Readiness');
    await bench.quickPick.opened();
    return bench;
  },
};

const backlog: Scene = {
  name: 'backlog',
  viewport: SMALL,
  workbench: [
    [row('Phase 1'), /Phase 1/],
    ['.editor-instance .view-line:has-text("LEDGER_SCHEMA--T01")', /task_id/, 'theirs'],
    ['.codelens-decoration', /3\/5 criteria · in progress/, 'theirs'],
  ],
  crop: ['.part.sidebar', '.part.editor'],
  open: async (editor) => {
    const folder = await makeSample(editor);
    const bench = await openAt(editor, folder, SMALL);
    await openTree(bench, 350);
    await openAtText(bench, path.join(folder, MANIFEST), '"task_id": "LEDGER_SCHEMA--T01"');
    await bench.page.locator('.codelens-decoration:visible').first().waitFor();
    return bench;
  },
};

const agents: Scene = {
  name: 'agents',
  viewport: WINDOW,
  workbench: [[`${PICK} .quick-input-title`, /Choose Agent/, 'theirs']],
  crop: [PICK],
  open: async (editor) => {
    for (const program of ['claude', 'copilot', 'codex']) editor.standIn(program, '#!/bin/sh\n');
    const bench = await openAt(editor, await makeSample(editor), WINDOW);
    await openTree(bench);
    await bench.chatReady();
    await bench.runCommand('Orchestrator: Choose Agent…');
    await bench.quickPick.opened();
    return bench;
  },
};

const batch: Scene = {
  name: 'batch',
  viewport: MIDDLE,
  page: AT_WORK,
  workbench: [
    [row('Agents at work'), /Agents at work/],
    [row('Agent of CONFIG_LOADING--T01'), /criteria done/],
    [row('Agent of TESTKIT_BUILDERS--T01'), /criteria done/],
    [row('Agent of CLI_SHELL--T01'), /criteria done/],
    [statusItem('Orchestrator'), /3\/3/],
  ],
  open: async (editor) => {
    const bench = await batchUnderWay(editor, MIDDLE);
    const frame = await showPage(bench, 'Orchestrator: Show Pulse', AT_WORK);
    // What the last of them has done, and who else is at work.
    await frame.getByRole('heading', { name: 'Build the shell' }).evaluate((title) => title.ownerDocument.defaultView.scrollBy(0, title.getBoundingClientRect().top - 60));
    return bench;
  },
};

/** A task with what it waits on and what waits on it: of the whole graph a picture shows either little or nothing legible. */
async function showGraph(bench: Workbench): Promise<void> {
  await (await openTree(bench)).contextAction(/LEDGER_SCHEMA--T01/, 'Show in Graph');
  const frame = await pageWith(bench, ['.graph-focus', '.graph-card']);
  await bench.execute('workbench.action.closeSidebar');
  await frame.locator('.graph-focus input[type=checkbox]').check();
  await frame.locator('.graph-zoom button').first().click();
}

export const SCENES: readonly Scene[] = [
  overview,
  started,
  blocked,
  batch,
  backlog,
  agents,
  panel('graph', /Implementation Pulse/, GRAPH, showGraph),
  panel('plan', /Parallel Plan/, PLAN, (bench) => bench.runCommand('Orchestrator: Plan Parallel Batch')),
  panel('history', /Implementation Pulse/, HISTORY, (bench) => bench.runCommand('Orchestrator: Show History')),
];
