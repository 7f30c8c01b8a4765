import * as vscode from 'vscode';
import type { TaskNode } from '../../core/projections/treeNode';

const SCHEME = 'orchestrator-task';

/** The URI that carries a task's badge. It names no document, and no text of the manifest is in it. */
export function badgeUri({ text, tooltip, isDimmed }: TaskNode['badge']): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${text}`, query: isDimmed ? 'dimmed' : '', fragment: tooltip });
}

/** Shows the risk at the end of a task's row, where a long title can't push it away, and dims what is over. */
export function registerRiskBadges(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration(uri) {
      if (uri.scheme !== SCHEME) return undefined;
      const color = uri.query === 'dimmed' ? new vscode.ThemeColor('descriptionForeground') : undefined;
      return new vscode.FileDecoration(uri.path.slice(1), uri.fragment, color);
    },
  });
}
