import type * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { TaskView } from '../../core/snapshot';
import type { Backlog, Backlogs } from '../backlog';

/** What the language features need of the product. */
export interface LanguageServices {
  readonly backlogs: Backlogs;
  readonly log: Log;
  /** A task's tooltip, as the tree shows it. */
  tooltip(view: TaskView, backlog: Backlog): Promise<vscode.MarkdownString>;
}
