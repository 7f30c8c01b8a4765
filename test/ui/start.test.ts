import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST, sampleFiles, STATE } from './support/sample';
import { until } from '../support/until';
import { useEditor } from './support/useEditor';

const NEXT = 'MONEY_TYPE--T02';

interface SampleTask {
  readonly task_id: string;
  readonly acceptance_criteria: readonly { readonly id: string; readonly text: string }[];
  readonly related_specs: readonly string[];
}

function sampleTask(files: Record<string, string>, id: string): SampleTask {
  const { tasks } = JSON.parse(files[MANIFEST] ?? '') as { tasks: SampleTask[] };
  const task = tasks.find((one) => one.task_id === id);
  assert.ok(task);
  return task;
}

describe('starting the next task', () => {
  const editor = useEditor();

  it('shows the sample, starts its next task with the chat, and every view follows', async () => {
    const files = sampleFiles();
    const folder = editor().newFolder(files);
    const bench = await editor().open(folder, {
      settings: { 'orchestrator.agents.default': 'chat', 'orchestrator.agents.chat.submit': 'submit', 'orchestrator.agents.chat.model': { vendor: 'scripted' } },
    });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    const phase = await tree.row(/^Phase 1/);
    assert.match(`${phase.description} ${phase.name}`, /5 (of|\/) ?\d+/);
    await tree.row(/^Phase 2/);
    await tree.expand(/^Phase 1/);
    await tree.expand(/^Slice 1\.1/);
    assert.match((await tree.row(/^LEDGER_SCHEMA--T01,/)).name, /in progress.*3 of 5/i);
    assert.match((await bench.statusItem(/Orchestrator: /)).text, /1\/3 · LEDGER_SCHEMA--T01 3\/5/);

    bench.chat.script([{ text: 'I have read everything and begin.' }]);
    await bench.chatReady();
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(new RegExp(`${NEXT} is started on feat/${NEXT}`));

    assert.equal(editor().git(folder, 'branch', '--show-current'), `feat/${NEXT}`);
    assert.equal(editor().git(folder, 'log', '-1', '--format=%s'), `chore(${NEXT}): initialize task state`);
    assert.equal(editor().git(folder, 'show', '--name-only', '--format=', 'HEAD'), STATE);
    assert.equal(editor().git(folder, 'status', '--porcelain'), '');
    assert.equal(editor().git(folder, 'rev-parse', 'HEAD~1'), editor().git(folder, 'rev-parse', 'main'));
    const task = sampleTask(files, NEXT);
    const entry = (JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, Record<string, unknown>> }).tasks[NEXT];
    assert.equal(entry?.['status'], 'in-progress');
    assert.deepEqual(entry['acs_remaining'], task.acceptance_criteria.map(({ id }) => id));
    assert.ok(Math.abs(Date.parse(String(entry['started_at'])) - Date.now()) < 120_000, 'started_at is the real time');

    const [request] = await until('the scripted model to be asked', () => {
      const requests = bench.chat.requests();
      return requests.length > 0 && requests;
    });
    const seen = request?.messages.map(({ text }) => text).join('\n') ?? '';
    for (const { id, text } of task.acceptance_criteria) assert.ok(seen.includes(id) && seen.includes(text), id);
    for (const spec of task.related_specs) assert.ok(seen.includes(spec.split('#')[0] ?? ''), spec);
    assert.match(seen, /TDD MANDATORY/i);
    assert.ok(JSON.stringify(request?.messages).includes(path.basename(task.related_specs[0]?.split('#')[0] ?? '')), 'the spec is attached');

    await bench.statusItem(new RegExp(`2/3 · ${NEXT} 0/`));
    await tree.row(new RegExp(`${NEXT}.*in progress`, 'i'));
    await bench.runCommand('Orchestrator: Show Pulse');
    await bench.pulseFrame().getByText(NEXT).first().waitFor();
    await bench.screenshot('started-with-chat');

    editor().git(folder, 'switch', '--quiet', 'main');
    await tree.row(new RegExp(`${NEXT}.*on its own branch`, 'i'));
    await tree.row(/AUDIT_CHAIN--T01.*next to start/i);
  });

  it('hands the exact prompt to a command-line agent', async () => {
    const folder = editor().newFolder(sampleFiles());
    const seen = path.join(editor().session.folder, 'claude-seen.json');
    editor().standIn('claude', `#!/usr/bin/env node
const fs = require('node:fs');
const text = process.argv.slice(2).join('\\n');
const file = /\\S*prompts\\/\\S+?\\.md/.exec(text)?.[0];
const draft = ${JSON.stringify(seen)} + '.draft';
fs.writeFileSync(draft, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), prompt: file && fs.readFileSync(file, 'utf8') }));
fs.renameSync(draft, ${JSON.stringify(seen)});
`);
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'claude' } });
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(new RegExp(`${NEXT} is started`));
    const { prompt, cwd, args } = await until('the stand-in to be run', () => existsSync(seen) && (JSON.parse(readFileSync(seen, 'utf8')) as { prompt: string; cwd: string; args: string[] }));
    assert.equal(path.resolve(cwd), path.resolve(folder));
    assert.ok(prompt.includes(NEXT) && prompt.includes('MONEY_TYPE-AC05'), args.join(' '));
    const kept = await until('the prompt that is open beside', async () => (await bench.editors()).map((title) => /MONEY_TYPE--T02-\d+\.md/.exec(title)?.[0]).find(Boolean));
    assert.ok(args.at(-1)?.includes(`/prompts/${kept} `), `${args.at(-1)} names the file that the person sees, ${kept}`);
  });

  it('takes a start back while nothing was built on it', async () => {
    const folder = editor().newFolder(sampleFiles());
    const main = editor().git(folder, 'rev-parse', 'main');
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'clipboard' } });
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.answerNotification(new RegExp(`${NEXT} is started`), 'Undo Start');
    assert.match((await bench.dialog()).text, /Undo the start of MONEY_TYPE--T02/);
    await bench.answerDialog('Undo Start');
    await until('the branch to be gone', () => editor().git(folder, 'branch', '--list', 'feat/*') === '');
    assert.equal(editor().git(folder, 'branch', '--show-current'), 'main');
    assert.equal(editor().git(folder, 'rev-parse', 'HEAD'), main);
    assert.equal(editor().git(folder, 'status', '--porcelain'), '');
    await bench.statusItem(/1\/3 · LEDGER_SCHEMA--T01/);
  });

  it('shows an agent\'s edit, a branch switch and a broken file by itself', async () => {
    const folder = editor().newFolder(sampleFiles());
    const bench = await editor().open(folder);
    await bench.openContainer('Orchestrator');
    await bench.statusItem(/LEDGER_SCHEMA--T01 3\/5/);
    const state = path.join(folder, STATE);
    const { writeFileSync, renameSync, rmSync } = await import('node:fs');
    const text = readFileSync(state, 'utf8');
    const value = JSON.parse(text) as { tasks: Record<string, { acs_completed: string[] }> };
    value.tasks['LEDGER_SCHEMA--T01']?.acs_completed.push('LEDGER_SCHEMA-AC04');
    writeFileSync(`${state}.new`, JSON.stringify(value, null, 2));
    renameSync(`${state}.new`, state);
    await bench.statusItem(/LEDGER_SCHEMA--T01 4\/5/);
    writeFileSync(state, text.slice(0, 400));
    assert.equal((await bench.statusItem(/problem/)).kind, 'error');
    assert.match((await bench.statusItem(/problem/)).text, /4\/5/, 'the last good reading stays');
    rmSync(state);
    await bench.statusItem(/0\/3/);
    editor().git(folder, 'checkout', '--quiet', '--', STATE);
    await bench.statusItem(/LEDGER_SCHEMA--T01 3\/5/);
    editor().git(folder, 'switch', '--quiet', '--create', 'other');
    writeFileSync(state, JSON.stringify({ tasks: {} }));
    editor().git(folder, 'commit', '--quiet', '--all', '--message=empty');
    await bench.statusItem(/0\/3/);
    editor().git(folder, 'switch', '--quiet', 'main');
    await bench.statusItem(/LEDGER_SCHEMA--T01 3\/5/);
  });
});
