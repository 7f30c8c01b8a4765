import * as vscode from 'vscode';
import type { Log } from '../core/ports';
import type { Backlogs } from './backlog';
import type { FolderBacklog } from './folderBacklog';
import { AllowedCodes } from './start/allowedCodes';

/**
 * What reads a backlog is most of the code. Its loading begins with this module and ends before activation does, while
 * the editor fetches what it remembers for the extension: the first view waits no longer, and activation for none of it.
 */
const reading = import('./folderBacklog');

/** How often ages are looked at, in ms. */
const AGES_MS = 10 * 60_000;
const CHOSEN = 'backlog.chosen';

/** The backlogs of the window: one for every workspace folder with a manifest (DESIGN section 3, "Files"). */
export class WindowBacklogs implements Backlogs, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: vscode.Disposable[] = [this.changed];
  private folders: FolderBacklog[] = [];
  private chosen: string | undefined;
  private isDisposed = false;

  readonly onDidChange = this.changed.event;
  isLoaded = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: Log,
  ) {
    this.chosen = context.workspaceState.get<string>(CHOSEN);
    this.disposables.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.follow().catch((error: unknown) => this.log.error('the folders could not be followed', error))),
      vscode.window.onDidChangeActiveTextEditor(() => {
        if (this.folders.length > 1) this.changed.fire();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.lookAtAges()),
      every(AGES_MS, () => this.lookAtAges()),
    );
  }

  get all(): readonly FolderBacklog[] {
    return this.folders.filter((backlog) => backlog.snapshot.manifestHealth !== 'missing');
  }

  /** Those of folders that have no manifest. */
  get empty(): readonly FolderBacklog[] {
    return this.folders.filter((backlog) => backlog.snapshot.manifestHealth === 'missing');
  }

  get active(): FolderBacklog | undefined {
    const { all } = this;
    const editor = vscode.window.activeTextEditor;
    const folder = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
    return (
      all.find((backlog) => backlog.folder.uri.toString() === this.chosen) ??
      all.find((backlog) => backlog.folder === folder) ??
      all[0] ??
      this.folders[0]
    );
  }

  /** Reads every folder for the first time. */
  async load(): Promise<void> {
    await this.follow();
  }

  /** Makes a backlog the one that commands mean, for this workspace; undefined follows the editor again. */
  async choose(backlog: FolderBacklog | undefined): Promise<void> {
    this.chosen = backlog?.folder.uri.toString();
    await this.context.workspaceState.update(CHOSEN, this.chosen);
    this.changed.fire();
  }

  /** All folders, those without a manifest too. */
  async refresh(): Promise<void> {
    await Promise.all(this.folders.map((backlog) => backlog.refresh()));
  }

  dispose(): void {
    this.isDisposed = true;
    vscode.Disposable.from(...this.folders, ...this.disposables).dispose();
  }

  private lookAtAges(): void {
    for (const backlog of this.folders) backlog.lookAtAges();
  }

  private async follow(): Promise<void> {
    const made = await reading;
    if (this.isDisposed) return;
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
    const kept = this.folders.filter(({ folder }) => folders.some((other) => other.uri.toString() === folder.uri.toString()));
    for (const gone of this.folders) if (!kept.includes(gone)) gone.dispose();
    const added = folders
      .filter((folder) => !kept.some((backlog) => backlog.folder.uri.toString() === folder.uri.toString()))
      .map((folder) => this.open(folder, made.FolderBacklog));
    this.folders = folders.flatMap((folder) => [...kept, ...added].find(({ folder: { uri } }) => uri.toString() === folder.uri.toString()) ?? []);
    await Promise.all(added.map((backlog) => backlog.load()));
    this.isLoaded = true;
    this.changed.fire();
    for (const backlog of added) backlog.readGit().catch((error: unknown) => this.log.error(`${backlog.folder.name}: git could not be asked`, error));
  }

  private open(folder: vscode.WorkspaceFolder, Opened: typeof FolderBacklog): FolderBacklog {
    const backlog = new Opened(folder, this.log, new AllowedCodes(this.context.workspaceState, folder.uri.toString()));
    backlog.onDidChange(() => this.changed.fire());
    return backlog;
  }
}

function every(ms: number, run: () => void): vscode.Disposable {
  const timer = setInterval(run, ms);
  return new vscode.Disposable(() => clearInterval(timer));
}
