import { lstat, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { findGitDirectories, type GitDirectories } from '../io/git/directories';
import { watchFolder } from '../io/watchFolder';

/** Files of a working tree's own git folder that tell of a switch, a commit, staging, or an operation under way. */
const OF_WORKTREE = ['HEAD', 'index', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'BISECT_LOG', 'FETCH_HEAD', 'rebase-merge', 'rebase-apply', 'sequencer'];
/** Of the folder that all worktrees share: packed and fetched refs, worktrees that come and go. */
const SHARED = ['packed-refs', 'FETCH_HEAD', 'worktrees'];

/**
 * Tells that one of these files, the branches, or what is checked out may have changed. It never says what:
 * the caller coalesces, reads again and compares.
 *
 * Two ears listen. Node's own watch on the files' folders hears at once, where VS Code's watcher gathers
 * events for up to half a second, which the promise of 250 ms does not allow. VS Code's hears also what has
 * no path on disk and deeper folders of refs. Saves in the editor and the window's focus are heard besides.
 *
 * @param relativePaths relative to the folder, forward slashes
 */
export function watchFiles(folder: vscode.WorkspaceFolder, relativePaths: readonly string[], onChange: () => void): vscode.Disposable {
  const files = relativePaths.map((relative) => vscode.Uri.joinPath(folder.uri, ...relative.split('/')));
  const wanted = new Set(files.map(keyOf));
  return vscode.Disposable.from(
    ...foldersOf(files).map((one) => watchNames(one, folder, onChange)),
    ...files.filter(({ scheme }) => scheme === 'file').map((file) => watchBehindLink(file.fsPath, onChange)),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (wanted.has(keyOf(uri))) onChange();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) onChange();
    }),
    ...(folder.uri.scheme === 'file' ? [watchRepository(folder.uri.fsPath, onChange)] : []),
  );
}

interface NamesInFolder {
  readonly folder: vscode.Uri;
  readonly names: readonly string[];
}

function foldersOf(files: readonly vscode.Uri[]): readonly NamesInFolder[] {
  const folders = new Map<string, { folder: vscode.Uri; names: string[] }>();
  for (const file of files) {
    const folder = vscode.Uri.joinPath(file, '..');
    const known = folders.get(keyOf(folder)) ?? { folder, names: [] };
    known.names.push(path.posix.basename(file.path));
    folders.set(keyOf(folder), known);
  }
  return [...folders.values()];
}

function watchNames({ folder, names }: NamesInFolder, within: vscode.WorkspaceFolder, onChange: () => void): vscode.Disposable {
  const meant = new Set(names.map((name) => name.toLowerCase()));
  const heard = (uri: vscode.Uri): void => {
    if (meant.has(path.posix.basename(uri.path).toLowerCase())) onChange();
  };
  // The names are filtered here and not by the pattern: they may hold characters that a pattern gives a meaning.
  const disposables: vscode.Disposable[] = [listen(new vscode.RelativePattern(folder, '*'), heard)];
  if (folder.scheme === 'file') disposables.push(watchFolder(folder.fsPath, names, onChange, within.uri.fsPath));
  return vscode.Disposable.from(...disposables);
}

/** A file that is a link changes in the folder where it leads to. That is looked up once; links are seldom set anew. */
function watchBehindLink(file: string, onChange: () => void): vscode.Disposable {
  let watched: vscode.Disposable | undefined;
  let isDisposed = false;
  const look = async (): Promise<void> => {
    if (!(await lstat(file)).isSymbolicLink()) return;
    const real = await realpath(file);
    if (!isDisposed) watched = watchFolder(path.dirname(real), [path.basename(real)], onChange);
  };
  void look().catch(() => undefined);
  return new vscode.Disposable(() => {
    isDisposed = true;
    watched?.dispose();
  });
}

/** All three events: an atomic rename over a file arrives as its creation, delete and create as its change. */
function listen(pattern: vscode.RelativePattern, heard: (uri: vscode.Uri) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(watcher, watcher.onDidCreate(heard), watcher.onDidChange(heard), watcher.onDidDelete(heard));
}

/** Watches the git folders of the working tree around `root`, and looks for them again when `.git` comes or goes. */
function watchRepository(root: string, onChange: () => void): vscode.Disposable {
  let watched: vscode.Disposable | undefined;
  let known = '';
  let isDisposed = false;
  const look = async (): Promise<void> => {
    const found = await findGitDirectories(root);
    if (isDisposed || JSON.stringify(found) === known) return;
    known = JSON.stringify(found);
    watched?.dispose();
    watched = found && watchGit(found, onChange);
  };
  const dotGit = watchFolder(root, ['.git'], () => void look().then(onChange));
  void look();
  return new vscode.Disposable(() => {
    isDisposed = true;
    dotGit.dispose();
    watched?.dispose();
  });
}

function watchGit({ gitDir, commonDir }: GitDirectories, onChange: () => void): vscode.Disposable {
  const heads = path.join(commonDir, 'refs', 'heads');
  // Remote branches too, which a push moves without a word elsewhere, and what other worktrees have checked out.
  const refs = new vscode.RelativePattern(vscode.Uri.file(commonDir), '{refs/heads/**,refs/remotes/**,reftable/*,worktrees/*/HEAD}');
  return vscode.Disposable.from(
    watchFolder(gitDir, OF_WORKTREE, onChange),
    watchFolder(commonDir, SHARED, onChange),
    watchFolder(heads, undefined, onChange, commonDir),
    listen(refs, (uri) => {
      if (!uri.path.endsWith('.lock')) onChange();
    }),
  );
}

function keyOf(uri: vscode.Uri): string {
  return uri.toString();
}
