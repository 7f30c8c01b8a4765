import * as vscode from 'vscode';
import type { Log } from '../../core/ports';

/** As much as is used of the API of the editor's own git extension, version 1. */
interface GitApi {
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  openRepository(root: vscode.Uri): PromiseLike<GitRepository | null>;
}

interface GitRepository {
  getMergeBase(ref1: string, ref2: string): PromiseLike<string | undefined>;
}

/** A file before and after; what is not there is absent. */
export interface Sides {
  readonly before: vscode.Uri | undefined;
  readonly after: vscode.Uri | undefined;
}

async function ifThere(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  return vscode.workspace.fs.stat(uri).then(
    () => uri,
    () => undefined,
  );
}

/**
 * The editor's source control, where it is there: it may be switched off, and is off in Restricted Mode. Nothing rests
 * on it but what it shows.
 */
export class SourceControl {
  constructor(private readonly log: Log) {}

  /** Lists a worktree among the repositories: the editor finds none outside of the workspace by itself. */
  async open(top: string): Promise<GitRepository | undefined> {
    const api = await this.api();
    return this.quietly(`${top} could not be opened in source control`, async () => (await api?.openRepository(vscode.Uri.file(top))) ?? undefined);
  }

  /**
   * What a worktree changed since its branch left `base`: gives of a file what it was and what it is, as far as it was
   * there or is. Undefined where the editor can't show that.
   */
  async sides(top: string, base: string): Promise<((file: vscode.Uri) => Promise<Sides>) | undefined> {
    const [api, repository] = [await this.api(), await this.open(top)];
    const commit = await this.quietly(`where ${top} left ${base} is not known`, async () => repository?.getMergeBase('HEAD', base));
    if (!api || commit === undefined || commit === '') return undefined;
    return async (file) => ({ before: await ifThere(api.toGitUri(file, commit)), after: await ifThere(file) });
  }

  private async api(): Promise<GitApi | undefined> {
    const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
    return this.quietly('the editor’s git extension does not answer', async () => extension && (await extension.activate()).getAPI(1));
  }

  private async quietly<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.log.warn(`${what}: ${String(error)}`);
      return undefined;
    }
  }
}
