import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { HistoryTold } from '../../src/core/historyProtocol';
import type { HistoryAsk } from '../../src/core/historyToHost';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createGit } from '../../src/io/git/git';
import { createWorkplace } from '../../src/io/world';
import type { Backlog, Backlogs } from '../../src/editor/backlog';
import { PulseSource } from '../../src/editor/pulse/pulseSource';
import { savePulse } from '../../src/editor/pulse/savePulse';
import { makeHistory, type History } from '../support/history';
import { useIsolatedGit } from '../support/repository';
import { until } from '../support/until';
import { StandIns } from './support/standIns';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the history in the editor', () => {
  useIsolatedGit();
  const standIns = new StandIns();
  let history: History;

  beforeEach(() => {
    const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
    history = makeHistory({ tasks: ['A--T01', 'B--T01'], start: at });
    history.claim('A--T01');
    history.wait(30);
    history.complete('A--T01');
    history.merge('feat/A--T01');
  });
  afterEach(() => {
    standIns.over();
    history.dispose();
  });

  /** The pulse's source over the repository, and what it told and asked. */
  async function sourceOf(root: string) {
    const git = createGit({ root, trusted: () => true });
    let asked = 0;
    const place = createWorkplace(root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log });
    const backlog = {
      folder: { uri: vscode.Uri.file(root), name: 'sample', index: 0 },
      settings: DEFAULT_SETTINGS,
      snapshot: await place.snapshot(),
      gitFacts: await git.facts(),
      git: { ...git, history: (query: Parameters<typeof git.history>[0]) => (asked++, git.history(query)) },
    } as unknown as Backlog;
    let changes = 0;
    const backlogs = { active: backlog, all: [backlog], isLoaded: true } as unknown as Backlogs;
    const source = new PulseSource(backlogs, { log, isShown: () => true, changed: () => changes++ });
    const told = (ask: HistoryAsk = { filter: {} }): HistoryTold => {
      const model = source.model(new Date(), 'history', ask);
      assert.ok(model.kind === 'history');
      return model.told;
    };
    return { told, asked: () => asked, changes: () => changes, settled: (kind: HistoryTold['kind']) => until(`the history to be ${kind}`, () => told().kind === kind) };
  }

  it('loads when it is first shown, and tells a real repository’s past, filtered and on any day', async () => {
    const { told, asked, changes, settled } = await sourceOf(history.root);
    assert.deepEqual(told(), { kind: 'reading', base: 'main' });
    await settled('figures');
    assert.ok(changes() > 0, 'the page is told that there is more to show');
    const all = told();
    assert.ok(all.kind === 'figures');
    assert.deepEqual([all.base, all.on.counts.completed, all.on.total, all.notes], ['main', 1, 2, []]);
    assert.equal(all.cycle.tasks[0]?.id, 'A--T01');
    const begun = told({ filter: { risk: 'Medium' }, day: all.from });
    assert.ok(begun.kind === 'figures');
    assert.deepEqual([begun.on.day, begun.on.counts.completed, begun.filter], [all.from, 0, { risk: 'Medium' }]);
    assert.equal(asked(), 1);
  });

  it('says where it can tell nothing: no repository, and no base branch', async () => {
    const place = fs.mkdtempSync(path.join(path.dirname(history.top), 'bare-'));
    fs.cpSync(path.join(history.root, 'docs'), path.join(place, 'docs'), { recursive: true });
    const nowhere = await sourceOf(place);
    nowhere.told();
    await nowhere.settled('nothing');
    const told = nowhere.told();
    assert.equal(told.kind === 'nothing' && told.why, 'no-repository');
    fs.rmSync(place, { recursive: true });

    history.git('branch', '--quiet', '-m', 'main', 'elsewhere');
    const baseless = await sourceOf(history.root);
    baseless.told();
    await baseless.settled('nothing');
    const none = baseless.told();
    assert.ok(none.kind === 'nothing');
    assert.deepEqual([none.why, none.bases], ['no-base', [...DEFAULT_SETTINGS.baseBranches]]);
    assert.deepEqual([nowhere.asked(), baseless.asked()], [0, 0]);
  });

  it('marks a clone without its older commits', async () => {
    const clone = path.join(history.top, 'clone');
    history.git('clone', '--quiet', '--depth', '1', `file://${history.top}`, clone);
    const { told, settled } = await sourceOf(clone);
    told();
    await settled('figures');
    const shallow = told();
    assert.ok(shallow.kind === 'figures');
    assert.deepEqual(shallow.notes.slice(0, 1), ['shallow']);
  });

  it('keeps the pulse where the person says, by the date, and nowhere when they call it off', async () => {
    const file = path.join(history.root, 'kept.md');
    const offered: (vscode.SaveDialogOptions | undefined)[] = [];
    let answer: vscode.Uri | undefined = vscode.Uri.file(file);
    standIns.inPlaceOf(vscode.window, 'showSaveDialog', (options?: vscode.SaveDialogOptions) => (offered.push(options), Promise.resolve(answer)));
    const folder = { uri: vscode.Uri.file(history.root), name: 'sample', index: 0 };
    await savePulse('### The pulse', { folder });
    assert.equal(fs.readFileSync(file, 'utf8'), '### The pulse\n');
    assert.match(offered[0]?.defaultUri?.path ?? '', /\/pulse-\d{4}-\d{2}-\d{2}\.md$/);
    assert.deepEqual(offered[0]?.filters, { Markdown: ['md'] });
    answer = undefined;
    fs.rmSync(file);
    await savePulse('### The pulse', undefined);
    assert.deepEqual([offered.length, fs.existsSync(file)], [2, false]);
  });
});
