import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { FolderBacklog } from '../../src/editor/folderBacklog';
import { migrateState } from '../../src/editor/migrate/migrateState';
import { rebaselineState } from '../../src/editor/migrate/rebaselineState';
import type { ShownTexts } from '../../src/editor/migrate/shownTexts';
import { showManifestChanges } from '../../src/editor/migrate/showManifestChanges';
import { AllowedCodes } from '../../src/editor/start/allowedCodes';
import { manifest, task } from '../support/builders';
import { makeRepository, removeTemporary, temporaryFolder, type Repository } from '../support/repository';
import { StandIns } from './support/standIns';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const SCHEME = 'shown-in-test';
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOTHING_ALLOWED = new AllowedCodes({ keys: () => [], get: () => undefined, update: () => Promise.resolve() }, '');
const OLD = [task({ task_id: 'A--T01', title: 'Import bank statements' }), task({ task_id: 'B--T01', title: 'Send $(bug) reminders' })];
const NEW = [task({ task_id: 'A--T11', title: 'Import the bank statements' })];
const STATE = `{
  "manifest_hash": "aaaaaaa1",
  "tasks": {
    "A--T01": { "status": "in-progress", "acs_completed": ["A-AC01"], "own": 1.0 },
    "B--T01": { "status": "completed", "acs_completed": [] }
  }
}
`;

type Row = vscode.QuickPickItem;
type Pick = (rows: readonly Row[], title: string) => unknown;

describe('a manifest that changed under the state', () => {
  let repository: Repository;
  let backlog: FolderBacklog;
  let data: string;
  const standIns = new StandIns();
  const before = process.env['ORCHESTRATOR_DATA'];

  beforeEach(async () => {
    data = temporaryFolder('data');
    process.env['ORCHESTRATOR_DATA'] = data;
    const text = (tasks: typeof OLD, hash: string) => `${JSON.stringify(manifest(tasks, { manifest_hash: hash }), null, 2)}\n`;
    repository = makeRepository({ files: { [manifestPath]: text(OLD, 'aaaaaaa1'), [statePath]: STATE } });
    repository.write(manifestPath, text(NEW, 'bbbbbbb2'));
    repository.git('commit', '--quiet', '--all', '--message=anew');
    backlog = new FolderBacklog({ uri: vscode.Uri.file(repository.root), name: path.basename(repository.root), index: 0 }, SILENT, NOTHING_ALLOWED);
    await backlog.load();
    await backlog.readGit();
  });

  afterEach(async () => {
    standIns.over();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    backlog.dispose();
    repository.dispose();
    removeTemporary(data);
    if (before === undefined) Reflect.deleteProperty(process.env, 'ORCHESTRATOR_DATA');
    else process.env['ORCHESTRATOR_DATA'] = before;
  });

  const state = () => readFileSync(path.join(repository.root, statePath), 'utf8');

  /** The person answers each list in turn; Escape where there is no answer left. */
  function picking(...answers: readonly Pick[]): { readonly seen: (readonly Row[])[] } {
    const seen: (readonly Row[])[] = [];
    standIns.answering('showQuickPick', (rows: readonly Row[], options: vscode.QuickPickOptions) => {
      const answer = answers[seen.length];
      seen.push(rows);
      return Promise.resolve(answer?.(rows, options.title ?? ''));
    });
    return { seen };
  }

  /** The extension of the window owns the scheme already: what would be shown is kept here. */
  function texts(): { readonly texts: ShownTexts; readonly shown: string[] } {
    const shown: string[] = [];
    const add = (name: string, text: string) => {
      shown.push(text);
      return vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    };
    const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => shown.at(-1) ?? '' });
    standIns.atEnd(() => provider.dispose());
    return { texts: { add } as unknown as ShownTexts, shown };
  }

  const comparisons = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff).map(({ label }) => label);
  const ticked: Pick = (rows) => rows.filter(({ picked }) => picked);
  const yes: Pick = (rows) => rows.find(({ label }) => label.includes('Migrate: '));

  it('is migrated by what is ticked, after the change was shown, and taken back to the byte', async () => {
    const { seen } = picking(ticked, yes);
    let take: (() => void) | undefined;
    const told = new Promise<string>((resolve) => {
      standIns.answering('showInformationMessage', (text: string) => {
        resolve(text);
        return new Promise((answer) => (take = () => answer('Undo')));
      });
    });
    const shown = texts();
    await migrateState(backlog, shown.texts);
    assert.deepEqual(comparisons(), [], 'the comparison closes once the file is what it shows');
    assert.match(await told, /^Migrated: 1 renamed, 1 archived\./);
    assert.deepEqual(seen[0]?.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator).map(({ label }) => label), ['Rename A--T01 to A--T11', 'Archive B--T01']);
    assert.ok(!seen[0]?.some(({ detail }) => detail?.includes('$(bug)')), 'text of a file is no icon');
    assert.equal(state().replace(/"last_updated": ".*?"/, ''), shown.shown[0]?.replace(/"last_updated": ".*?"/, ''), 'what was shown is what was written');
    assert.match(state(), /"A--T11": \{ "status": "in-progress", "acs_completed": \["A-AC01"\], "own": 1\.0 \}/);
    assert.match(state(), /"archived": \{\s*"B--T01": \{ "status": "completed", "acs_completed": \[\] \}/);
    assert.equal(backlog.snapshot.byId.get('A--T11')?.status, 'in-progress');
    take?.();
    for (let turn = 0; turn < 100 && state() !== STATE; turn++) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(state(), STATE);
  });

  it('keeps what was unticked over the way back, and writes nothing when the person leaves', async () => {
    const only: Pick = (rows) => rows.filter(({ label }) => label === 'Archive B--T01');
    const back: Pick = (rows) => rows.find(({ label }) => label.includes('Back'));
    const { seen } = picking(only, back);
    await migrateState(backlog, texts().texts);
    assert.deepEqual(comparisons(), ['Task state: now ↔ migrated'], 'whoever leaves may read on');
    assert.deepEqual(seen[2]?.filter(({ picked }) => picked).map(({ label }) => label), ['Archive B--T01']);
    assert.equal(state(), STATE);
  });

  it('is refused when somebody records while the person reads, and nothing is written over it', async () => {
    const edited = STATE.replace('"B--T01"', '"B--T09"');
    picking(ticked, (rows, title) => {
      repository.write(statePath, edited);
      return yes(rows, title);
    });
    await assert.rejects(migrateState(backlog, texts().texts), /changed meanwhile, so nothing was migrated/);
    assert.equal(state(), edited);
  });

  it('is shown as two texts of the tasks that differ', async () => {
    const { texts: fake, shown } = texts();
    await showManifestChanges(backlog, fake);
    assert.match(shown[0] ?? '', /^# 2 tasks[^]*## A--T01: Import bank statements[^]*## B--T01/);
    assert.match(shown[1] ?? '', /^# 1 task\n[^]*## A--T11: Import the bank statements/);
  });

  it('is recorded against as it is, once the person said so', async () => {
    let detail = '';
    standIns.answering('showWarningMessage', (_: string, options: vscode.MessageOptions) => {
      detail = options.detail ?? '';
      return Promise.resolve('Re-baseline');
    });
    await rebaselineState(backlog);
    assert.match(detail, /aaaaaaa1 -> bbbbbbb2[^]*2 entries are of tasks that the manifest does not have[^]*No entry changes/);
    assert.equal(state().replace(/\n {2}"last_updated": ".*",/, '').replace(/"last_updated": ".*?", /, ''), STATE.replace('aaaaaaa1', 'bbbbbbb2'));
  });
});
