import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST, smallBacklog, STATE } from './support/sample';
import { until } from '../support/until';
import { useEditor, type Editor } from './support/useEditor';
import type { Workbench } from './support/workbench';

const CLIPBOARD = { settings: { 'orchestrator.agents.default': 'clipboard' } };

/** What must not change when a start is refused. */
function standing(editor: Editor, folder: string): string {
  const git = (...args: string[]) => editor.git(folder, ...args);
  return [git('for-each-ref', '--format=%(refname) %(objectname)'), git('status', '--porcelain'), git('rev-parse', '--abbrev-ref', 'HEAD'), readFileSync(path.join(folder, STATE), 'utf8')].join('\n');
}

/** Runs Start Next Task, expects this refusal with a way out, and that nothing changed. */
async function refused(editor: Editor, bench: Workbench, folder: string, code: RegExp, buttons: readonly string[], command = 'Orchestrator: Start Next Task'): Promise<void> {
  const before = standing(editor, folder);
  await bench.runCommand(command);
  const message = await bench.notification(code);
  for (const button of buttons) assert.ok(message.buttons.includes(button), `${message.text} offers ${JSON.stringify(message.buttons)}`);
  assert.equal(standing(editor, folder), before, 'a refused start changes nothing');
  await bench.runCommand('Notifications: Clear All Notifications');
  await until('the notifications to go', async () => (await bench.notifications()).length === 0);
}

describe('a refused start', () => {
  const editor = useEditor();

  it('tells what git says: dirty tree, wrong branch, detached HEAD, merge under way, a branch that is there, a hook', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }]));
    const git = (...args: string[]) => editor().git(folder, ...args);
    const bench = await editor().open(folder, CLIPBOARD);
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    const expect = (code: RegExp, ...buttons: string[]) => refused(editor(), bench, folder, code, buttons);

    writeFileSync(path.join(folder, 'draft.txt'), 'x');
    await expect(/BLOCKED::DIRTY-GIT-STATUS: .*draft\.txt \(untracked\)/, 'Open Source Control');
    rmSync(path.join(folder, 'draft.txt'));

    git('switch', '--quiet', '--create', 'elsewhere');
    await expect(/BLOCKED::NOT-ON-MAIN-BRANCH: The branch elsewhere/, 'Switch to main');
    git('switch', '--quiet', '--detach', 'main');
    await expect(/BLOCKED::NOT-ON-MAIN-BRANCH: HEAD is detached/, 'Switch to main');

    git('switch', '--quiet', 'elsewhere');
    git('commit', '--quiet', '--allow-empty', '--message=theirs');
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-commit', 'elsewhere');
    await expect(/BLOCKED::GIT-OPERATION-IN-PROGRESS: A merge/, 'Open Source Control');
    git('merge', '--abort');

    git('branch', 'feat/A--T01');
    await expect(/BLOCKED::BRANCH-EXISTS.*feat\/A--T01/, 'Resume', 'Choose Another Task');
    git('branch', '--quiet', '--delete', 'feat/A--T01');

    const hook = path.join(folder, '.git', 'hooks', 'pre-commit');
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\necho "the linter is not content" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    await expect(/GIT-HOOK-REFUSED: .*the linter is not content.*Nothing was changed/s, 'Try Again');
    rmSync(hook);

    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/A--T01 is started on feat\/A--T01/);
  });

  it('tells what the manifest lacks: a document, a cycle, a doubled id, nothing to start', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01', related_specs: ['docs/gone.md'] }]));
    const bench = await editor().open(folder, CLIPBOARD);
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    const expect = (code: RegExp, ...buttons: string[]) => refused(editor(), bench, folder, code, buttons);
    const commit = (files: Record<string, string>) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
      editor().git(folder, 'commit', '--quiet', '--all', '--message=change');
    };

    await expect(/BLOCKED::MISSING-CONTEXT::A--T01: .*docs\/gone\.md/, 'Open Task', 'Start Anyway');
    commit(smallBacklog([{ task_id: 'A', depends_on_tasks: ['B'] }, { task_id: 'B', depends_on_tasks: ['A'] }]));
    await tree.row(/Slice 1\.1/).catch(() => undefined);
    await expect(/BLOCKED::DEPENDENCY-CYCLE::A->B->A/, 'Show Problem');
    commit(smallBacklog([{ task_id: 'A' }, { task_id: 'A' }]));
    await expect(/BLOCKED::DUPLICATE-TASK::A/, 'Show Problem');
    commit(smallBacklog([{ task_id: 'A' }, { task_id: 'B', depends_on_tasks: ['A'] }], { A: { status: 'blocked', blocked_reason: 'waits for the bank' } }));
    await expect(/BLOCKED::NO-ELIGIBLE-TASK: .*1 blocked, 1 pending/, 'Show Blocked Tasks');
    commit({ [MANIFEST]: '{"tasks": [\n  {"task_id": "A",}\n]}\n' });
    await expect(/BLOCKED::MANIFEST-INVALID: .*virtual-task-manifest\.json:2:\d+/, 'Show Problem');
  });

  it('lets a project do without a PRD: once, and from then on until it is told otherwise', async () => {
    const { 'docs/master/prd-master.md': _prd, ...files } = smallBacklog([{ task_id: 'A--T01' }]);
    const folder = editor().newFolder(files);
    const bench = await editor().open(folder, CLIPBOARD);
    await bench.openContainer('Orchestrator');
    await bench.tree('Tasks');
    await refused(editor(), bench, folder, /BLOCKED::MASTER-PRD-MISSING: /, ['Open Settings', 'Always Allow in This Project', 'Start Anyway']);
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.answerNotification(/BLOCKED::MASTER-PRD-MISSING: /, 'Always Allow in This Project');
    const allowed = await bench.notification(/BLOCKED::MASTER-PRD-MISSING only warns from now on/);
    assert.deepEqual(allowed.buttons.filter((button) => /Again$/.test(button)), ['Try Again', 'Block Again']);
    assert.equal(editor().git(folder, 'status', '--porcelain'), '', 'leave to start does not change the tree that must be clean');
    await bench.answerNotification(/only warns from now on/, 'Try Again');
    await bench.notification(/A--T01 is started on feat\/A--T01/);
  });

  it('answers a folder that is no repository, and a git that is not there', async () => {
    const plain = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }]), false);
    const first = await editor().open(plain, CLIPBOARD);
    await first.openContainer('Orchestrator');
    await first.tree('Tasks');
    await first.runCommand('Orchestrator: Start Next Task');
    assert.ok((await first.notification(/BLOCKED::NOT-A-GIT-REPOSITORY/)).buttons.includes('Initialise Repository'));
    await first.close();

    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }]));
    const second = await editor().open(folder, CLIPBOARD);
    await second.openContainer('Orchestrator');
    await second.tree('Tasks');
    await second.changeSettings({ 'git.path': path.join(folder, 'no-such-git') });
    try {
      await second.runCommand('Orchestrator: Start Next Task');
      assert.ok((await second.notification(/BLOCKED::NOT-A-GIT-REPOSITORY: git could not be run/)).buttons.includes('Open Settings'));
    } finally {
      await second.changeSettings({ 'git.path': null });
    }
    assert.equal(editor().git(folder, 'branch', '--list', 'feat/*'), '');
  });

  it('shows, and runs nothing, in a workspace that is not trusted', async () => {
    const folder = editor().newFolder(smallBacklog([{ task_id: 'A--T01' }]));
    const bench = await editor().open(folder, { ...CLIPBOARD, trusted: false });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.row(/Phase 1/);
    assert.ok(!(await bench.palette('Orchestrator: Start Next')).includes('Orchestrator: Start Next Task'));
    await assert.rejects(bench.execute('orchestrator.undoStart').then(() => Promise.reject(new Error('ran'))));
    assert.equal(editor().git(folder, 'branch', '--list', 'feat/*'), '');
  });
});

describe('a manifest with hostile texts', () => {
  const editor = useEditor();
  const HOSTILE = '<img src=x onerror=alert(1)> $(touch PWNED) `touch PWNED` "quoted" [link](command:orchestrator.refresh) $(zap)\nnew line; touch PWNED';

  it('shows them as text, and launches nothing', async () => {
    const folder = editor().newFolder(
      smallBacklog([{ task_id: 'A--T01', title: HOSTILE, description: HOSTILE, acceptance_criteria: [{ id: 'A-AC01', text: HOSTILE }] }]),
    );
    const seen = path.join(editor().session.folder, 'hostile-seen.txt');
    editor().standIn('claude', `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${seen}.draft' && mv '${seen}.draft' '${seen}'\n`);
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'claude' } });
    await bench.openContainer('Orchestrator');
    const tree = await bench.tree('Tasks');
    await tree.expand(/Phase 1/);
    await tree.expand(/Slice 1\.1/);
    const row = await tree.row(/A--T01/);
    assert.ok(row.description.startsWith('<img src=x onerror=alert(1)> $(touch PWNED)'), row.description);
    assert.ok(row.name.includes('$(zap) new line'), 'a title is one line, and no icon');
    await bench.runCommand('Orchestrator: Show Pulse');
    const frame = bench.pulseFrame();
    await frame.getByText('<img src=x onerror=alert(1)>').first().waitFor();
    assert.equal(await frame.locator('img').count(), 0);
    await bench.runCommand('Orchestrator: Start Next Task');
    await bench.notification(/A--T01 is started/);
    const [count] = await until('the stand-in to be run', () => readFileSync(seen, 'utf8').split('\n'));
    assert.equal(count, '1', 'one argument: the sentence that names the prompt file');
    assert.equal(editor().git(folder, 'status', '--porcelain'), '', 'no command of a text ran');
    await bench.screenshot('hostile');
  });

  it('makes no link of them in a notification', async () => {
    const files = smallBacklog([{ task_id: 'ONE--T01' }]);
    const manifest = JSON.parse(files[MANIFEST] ?? '') as Record<string, unknown>;
    const gaps = [{ code: 'GAP', text: '[run it](command:orchestrator.showPulse) and $(zap)' }];
    const folder = editor().newFolder({ ...files, [MANIFEST]: JSON.stringify({ ...manifest, gaps }) });
    const bench = await editor().open(folder);
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/Phase 1/);
    await bench.runCommand('Orchestrator: Start Next Task');
    assert.match((await bench.notification(/GAP-UNRESOLVED/)).text.replaceAll('\u200b', ''), /\[run it\]\(command:orchestrator\.showPulse\) and \$\(zap\)/);
    assert.equal(await bench.page.locator('.notification-toast a[href], .notification-toast a[data-href]').count(), 0);
    await bench.screenshot('hostile-notification');
  });
});
