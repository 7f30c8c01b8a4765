import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { watchFiles } from '../../src/editor/watch';
import { makeRepository, type Repository } from '../support/repository';

const STATE = 'docs/backlog/task-state.json';

describe('watching a backlog in the extension host', () => {
  let repository: Repository;
  let watcher: vscode.Disposable;
  let heard = 0;

  beforeEach(async () => {
    repository = makeRepository({ files: { [STATE]: '{}\n', 'a.txt': 'a\n' }, name: 'back log' });
    const folder = { uri: vscode.Uri.file(repository.root), name: 'backlog', index: 0 };
    watcher = watchFiles(folder, [STATE], () => heard++);
    await pause(500);
    heard = 0;
  });
  afterEach(() => {
    watcher.dispose();
    repository.dispose();
  });

  async function hears(what: string, action: () => void): Promise<void> {
    await pause(600);
    const before = heard;
    action();
    for (let i = 0; i < 500 && heard === before; i++) await pause(10);
    assert.ok(heard > before, `${what} was not heard`);
  }

  it('hears the state file, branches, commits and switches', async () => {
    await hears('an atomic replacement', () => {
      fs.writeFileSync(path.join(repository.root, `${STATE}.tmp`), '{"a":1}\n');
      fs.renameSync(path.join(repository.root, `${STATE}.tmp`), path.join(repository.root, STATE));
    });
    await hears('a commit', () => repository.git('commit', '--quiet', '--all', '-m', 'x'));
    await hears('a branch', () => repository.git('branch', 'side'));
    await hears('a branch in a folder', () => repository.git('branch', 'feat/A'));
    await hears('another in the same folder', () => repository.git('branch', 'feat/B'));
    await hears('a switch', () => repository.git('checkout', '--quiet', 'feat/A'));
    await hears('staging', () => {
      repository.write('a.txt', 'b\n');
      repository.git('add', 'a.txt');
    });
  });

  it('hears a change behind a link', async () => {
    repository.write('elsewhere/state.json', '{}\n');
    fs.symlinkSync('elsewhere/state.json', path.join(repository.root, 'linked.json'));
    watcher.dispose();
    watcher = watchFiles({ uri: vscode.Uri.file(repository.root), name: 'backlog', index: 0 }, ['linked.json'], () => heard++);
    await hears('a change of the file that the link leads to', () => repository.write('elsewhere/state.json', '{"a":1}\n'));
  });

  it('hears a save in the editor', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(repository.root, STATE));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), ' '));
    await hears('a save', () => void document.save());
  });
});
