import * as vscode from 'vscode';
import type { Backlogs } from '../backlog';
import { registerQuickFixes } from '../language/quickFixes';
import { registerDiagnostics } from './diagnostics';
import { EditedFiles } from './editedFiles';

/** What is wrong with the two files as they stand in editors: its marks, and the ways to mend it. */
export function registerProblemMarks(backlogs: Backlogs): vscode.Disposable {
  const edited = new EditedFiles(backlogs);
  return vscode.Disposable.from(edited, registerDiagnostics(backlogs, edited), registerQuickFixes(edited));
}
