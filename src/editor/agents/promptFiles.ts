import * as vscode from 'vscode';
import { nextPromptName, outdatedPrompts } from './promptNames';

const KEPT = 20;

/** The prompts handed out, as files in the extension's storage: outside the repository, which stays clean. */
export class PromptFiles {
  private readonly folder: vscode.Uri;

  constructor(context: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'prompts');
  }

  /** Writes a prompt and sweeps all but the newest 20. Rejects when the disk refuses. */
  async write(taskId: string, prompt: string): Promise<vscode.Uri> {
    await vscode.workspace.fs.createDirectory(this.folder);
    const existing = await this.names();
    const name = nextPromptName(taskId, existing);
    const file = vscode.Uri.joinPath(this.folder, name);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(prompt));
    const outdated = outdatedPrompts([...existing, name], KEPT);
    await Promise.allSettled(outdated.map((old) => vscode.workspace.fs.delete(vscode.Uri.joinPath(this.folder, old))));
    return file;
  }

  private async names(): Promise<readonly string[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.folder);
    return entries.flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : []));
  }
}
