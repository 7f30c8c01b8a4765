import * as vscode from 'vscode';

/** Once a file is what was shown beside it, the comparison has nothing more to tell. Whoever leaves keeps it to read on. */
export async function closeComparison(shown: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === shown.toString());
  await vscode.window.tabGroups.close(own, true);
}
