import * as vscode from 'vscode';
import type { Problem } from '../../core/problem';
import { anomalyProblems, locateIn } from '../../core/projections/anomalyProblems';
import type { Backlogs } from '../backlog';

const SEVERITY: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Puts what is wrong with the two files into the Problems panel, at its place (DESIGN section 2). */
export function registerDiagnostics(backlogs: Backlogs): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('orchestrator');
  let shown: readonly unknown[] = [];
  const draw = () => {
    const snapshots = backlogs.all.flatMap(({ snapshot, attention }) => [snapshot, attention]);
    if (snapshots.length === shown.length && snapshots.every((snapshot, index) => snapshot === shown[index])) return;
    shown = snapshots;
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { folder, snapshot, attention } of backlogs.all) {
      for (const problem of [...snapshot.problems, ...anomalyProblems(snapshot, attention.anomalies, locateIn(snapshot))]) {
        const uri = vscode.Uri.joinPath(folder.uri, problem.file);
        const entry = byFile.get(uri.toString()) ?? [uri, []];
        entry[1].push(diagnosticOf(problem));
        byFile.set(uri.toString(), entry);
      }
    }
    collection.clear();
    collection.set([...byFile.values()]);
  };
  draw();
  return vscode.Disposable.from(collection, backlogs.onDidChange(draw));
}

function diagnosticOf({ position, message, remedy, severity, kind }: Problem): vscode.Diagnostic {
  const line = (position?.line ?? 1) - 1;
  const column = (position?.column ?? 1) - 1;
  const range = new vscode.Range(line, column, line, column + Math.max(position?.length ?? 0, 1));
  const diagnostic = new vscode.Diagnostic(range, `${message}. ${remedy}`, SEVERITY[severity]);
  diagnostic.source = 'Orchestrator';
  diagnostic.code = kind;
  return diagnostic;
}
