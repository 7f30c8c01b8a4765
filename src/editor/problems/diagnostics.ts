import * as vscode from 'vscode';
import { oneLine } from '../../core/delegate/plainText';
import type { Position, Problem } from '../../core/problem';
import { problemsOf } from '../../core/problems/problemsOf';
import { anomalyProblems, locateIn } from '../../core/projections/anomalyProblems';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import { helpUri } from '../help/helpUri';
import type { EditedFiles } from './editedFiles';

const SEVERITY: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/** Kinds of what could as well not be there: shown faded. */
const NEEDLESS: ReadonlySet<string> = new Set(['duplicate-dependency', 'self-conflict', 'criterion-recorded-twice', 'file-scope-empty']);

/** Anomalies that the problems of the files tell already, at a closer place. */
const TOLD_CLOSER: ReadonlySet<string> = new Set(['WARN::ORPHAN-ENTRY', 'WARN::CRITERIA-DRIFT']);

/** As the panel names where entries come from. */
const SOURCE = 'Orchestrator';

/**
 * Puts what is wrong with the two files into the Problems panel, at its place (DESIGN section 2), whether they are open
 * or not. While one is being edited, its entries follow the text that stands there.
 */
export function registerDiagnostics(backlogs: Backlogs, edited: EditedFiles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('orchestrator');
  let shown: readonly unknown[] = [];
  let files: ReadonlyMap<string, vscode.Uri> = new Map();
  const draw = () => {
    const looked = backlogs.all.flatMap((backlog) => [edited.snapshotOf(backlog), backlog.facts.documents, backlog.settings.minutesBySize, backlog.attention]);
    if (looked.length === shown.length && looked.every((one, index) => one === shown[index])) return;
    shown = looked;
    const byFile = new Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>();
    for (const backlog of backlogs.all) {
      for (const problem of problemsNow(backlog, edited)) {
        const uri = vscode.Uri.joinPath(backlog.folder.uri, problem.file);
        const key = uri.toString();
        const file = byFile.get(key) ?? { uri, diagnostics: [] };
        byFile.set(key, file);
        file.diagnostics.push(diagnosticOf(problem, backlog.folder.uri));
      }
    }
    for (const [key, uri] of files) if (!byFile.has(key)) collection.delete(uri);
    for (const { uri, diagnostics } of byFile.values()) collection.set(uri, diagnostics);
    files = new Map([...byFile].map(([key, { uri }]) => [key, uri]));
  };
  draw();
  return vscode.Disposable.from(collection, backlogs.onDidChange(draw), edited.onDidChange(draw));
}

function problemsNow(backlog: Backlog, edited: EditedFiles): readonly Problem[] {
  const snapshot = edited.snapshotOf(backlog);
  const anomalies = backlog.attention.anomalies.filter(({ code }) => !TOLD_CLOSER.has(code));
  return [...problemsOf(snapshot, backlog.facts, backlog.settings), ...anomalyProblems(snapshot, anomalies, locateIn(snapshot))];
}

function diagnosticOf({ position, message, remedy, severity, kind, related }: Problem, folder: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(position), t('{0}. {1}', oneLine(message), oneLine(remedy)), SEVERITY[severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: kind, target: helpUri(kind) };
  if (NEEDLESS.has(kind)) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  if (related) {
    diagnostic.relatedInformation = related.map(
      (place) => new vscode.DiagnosticRelatedInformation(new vscode.Location(vscode.Uri.joinPath(folder, place.file), rangeOf(place.position)), oneLine(place.message)),
    );
  }
  return diagnostic;
}

/** The kind of problem that a diagnostic of ours tells of; of others their own code. */
export function kindOf({ code }: Pick<vscode.Diagnostic, 'code'>): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}

/** A position's range; the first character of the file where nothing is known. */
export function rangeOf(position: Position | undefined): vscode.Range {
  const line = (position?.line ?? 1) - 1;
  const column = (position?.column ?? 1) - 1;
  return new vscode.Range(line, column, line, column + Math.max(position?.length ?? 0, 1));
}
