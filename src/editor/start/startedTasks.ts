import * as vscode from 'vscode';
import type { Started } from '../../core/operations/start';
import type { Backlog } from '../backlog';
import { CONTEXT_KEYS } from '../ids';

const KEY = 'start.started';
/** How many starts can be undone. A start is only undone while nothing was built on it. */
const KEPT = 20;

interface Remembered {
  readonly folder: string;
  readonly started: Started;
}

/** The starts of this workspace, newest last, for "Undo Start". */
export class StartedTasks {
  constructor(private readonly memento: vscode.Memento) {
    this.tellMenus();
  }

  /** Newest first. */
  of(backlog: Backlog): readonly Started[] {
    return this.all.filter(({ folder }) => folder === backlog.folder.uri.toString()).map(({ started }) => started).reverse();
  }

  async remember(backlog: Backlog, started: Started): Promise<void> {
    await this.write([...this.all, { folder: backlog.folder.uri.toString(), started }].slice(-KEPT));
  }

  async forget(started: Started): Promise<void> {
    await this.write(this.all.filter((one) => one.started.taskId !== started.taskId || one.started.at !== started.at));
  }

  private get all(): readonly Remembered[] {
    return this.memento.get<readonly Remembered[]>(KEY) ?? [];
  }

  private async write(all: readonly Remembered[]): Promise<void> {
    await this.memento.update(KEY, all);
    this.tellMenus();
  }

  private tellMenus(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.canUndoStart, this.all.length > 0);
  }
}
