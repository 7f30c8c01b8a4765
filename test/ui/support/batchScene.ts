import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { makeSample, MOMENT, openAt, openTree, runAt, type Scene } from './scene';
import { startBatch } from './startBatch';
import type { Editor } from './useEditor';
import type { Workbench } from './workbench';

/** The agents of the picture, and how many criteria each has built. */
const DONE = { 'CONFIG_LOADING--T01': 3, 'TESTKIT_BUILDERS--T01': 1, 'CLI_SHELL--T01': 2 };
const SCOPES = { 'CONFIG_LOADING--T01': 'packages/config/src', 'TESTKIT_BUILDERS--T01': 'packages/testkit/src', 'CLI_SHELL--T01': 'packages/cli/src/shell' };

/** Stands in for an agent that builds some criteria, records them with `vtm`, commits them, and is still at work until `gate` is gone. */
const agent = (gate: string): string => `#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, PICTURE_MOMENT: ${JSON.stringify(MOMENT)} } }).trim();
const vtm = (...args) => run(process.execPath, '--require', ${JSON.stringify(path.resolve('test', 'editor', 'scripted-model', 'clock.js'))}, ${JSON.stringify(path.resolve('dist', 'vtm.js'))}, ...args);
const id = run('git', 'branch', '--show-current').replace('feat/', '');
const scope = ${JSON.stringify(SCOPES)}[id];
for (let number = 1; number <= ${JSON.stringify(DONE)}[id]; number++) {
  fs.mkdirSync(scope, { recursive: true });
  fs.writeFileSync(scope + '/part' + number + '.ts', 'export {};\\n');
  vtm('ac-done', id, 'AC0' + number);
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', 'feat(' + id + '): [AC0' + number + ']');
}
setInterval(() => fs.existsSync(${JSON.stringify(gate)}) || process.exit(), 200);
`;

/** Completes the task that is under way in the sample, so that others can start beside each other. */
function finishWorkAtHand(editor: Editor, folder: string): void {
  const id = 'LEDGER_SCHEMA--T01';
  runAt(editor, folder, 'vtm', 'merge-driver');
  runAt(editor, folder, 'git', 'add', '.gitattributes');
  runAt(editor, folder, 'git', 'commit', '--quiet', '--message', 'Merge the task state task by task');
  runAt(editor, folder, 'git', 'switch', '--quiet', `feat/${id}`);
  for (const criterion of ['AC04', 'AC05']) runAt(editor, folder, 'vtm', 'ac-done', id, criterion);
  runAt(editor, folder, 'vtm', 'complete', id);
  runAt(editor, folder, 'git', 'commit', '--quiet', '--all', '--message', `chore(${id}): record it as completed`);
  runAt(editor, folder, 'git', 'switch', '--quiet', 'main');
  runAt(editor, folder, 'git', 'merge', '--quiet', '--no-ff', '--message', `Merge branch 'feat/${id}'`, `feat/${id}`);
}

/** The sample with three agents at work in worktrees of their own. */
export async function batchUnderWay(editor: Editor, viewport: Scene['viewport']): Promise<Workbench> {
  const folder = await makeSample(editor);
  finishWorkAtHand(editor, folder);
  const gate = path.join(editor.session.folder, `at-work-${process.pid}`);
  writeFileSync(gate, '');
  editor.standIn('claude', agent(gate));
  const bench = await openAt(editor, folder, viewport, { 'orchestrator.agents.default': 'claude', 'orchestrator.agents.previewPrompt': 'never', 'git.autorefresh': false });
  await openTree(bench);
  await startBatch(bench);
  await bench.notification(/3 agents launched/);
  const tasks = await bench.tree('Tasks');
  await bench.execute('workbench.action.closePanel');
  await bench.execute('notifications.clearAll');
  for (const [id, done] of Object.entries(DONE)) await tasks.row(new RegExp(`^Agent of ${id}, .*${done} of \\d criteria done`));
  await tasks.click(/^Needs attention/);
  await bench.page.keyboard.press('Escape');
  return bench;
}
