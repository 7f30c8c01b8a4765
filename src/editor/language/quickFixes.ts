import * as vscode from 'vscode';
import { cut } from '../../core/cut';
import { oneLine } from '../../core/delegate/plainText';
import type { Fix } from '../../core/problems/fix';
import { fixEdits, fixesOf, fixForAll } from '../../core/problems/fixes';
import { newDocument } from '../../core/problems/newDocument';
import { problemsOf } from '../../core/problems/problemsOf';
import type { Problem } from '../../core/problem';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { COMMANDS } from '../ids';
import { kindOf, rangeOf } from '../problems/diagnostics';
import type { EditedFiles } from '../problems/editedFiles';

/** Problems that stand at one place and are offered ways out of. */
const MOST = 20;

/** What records a task or criterion that the manifest does not have: it is moved, and never removed. */
const MIGRATED: ReadonlySet<string> = new Set(['orphan-entry', 'unknown-criterion']);

/** Quick fixes of the two files' problems. Each is an edit of the text as it stands in the editor, which nobody saves for the person. */
export function registerQuickFixes(edited: EditedFiles): vscode.Disposable {
  const selector = ['json', 'jsonc'].map((language) => ({ scheme: 'file', language }));
  return vscode.languages.registerCodeActionsProvider(selector, new QuickFixes(edited), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] });
}

const CONFLICT_MARKERS = 'conflict-markers';

interface Offer {
  readonly document: vscode.TextDocument;
  readonly backlog: Backlog;
  readonly snapshot: Snapshot;
  readonly problem: Problem;
}

class QuickFixes implements vscode.CodeActionProvider {
  /** Edits are made once an action is looked at: the text may be large. */
  private readonly edits = new WeakMap<vscode.CodeAction, () => vscode.WorkspaceEdit>();

  constructor(private readonly edited: EditedFiles) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, { diagnostics, only }: vscode.CodeActionContext): vscode.CodeAction[] {
    const found = only && !only.contains(vscode.CodeActionKind.QuickFix) ? undefined : this.edited.of(document);
    if (!found) return this.ofBroken(document, diagnostics, only);
    const { backlog, snapshot, kind } = found;
    const file = snapshot.backlog[kind === 'manifest' ? 'manifestPath' : 'statePath'];
    const problems = problemsOf(snapshot, backlog.facts, backlog.settings).filter((problem) => problem.file === file && problem.position);
    const here = problems.filter(({ position }) => rangeOf(position).intersection(range)).slice(0, MOST);
    return here.flatMap((problem) => {
      const actions = this.actions({ document, backlog, snapshot, problem }, problems);
      const meant = diagnostics.filter((one) => kindOf(one) === problem.kind && one.range.isEqual(rangeOf(problem.position)));
      for (const action of actions) action.diagnostics = meant;
      return actions;
    });
  }

  /** What is not read has no places; its problem is known by its mark in the editor. */
  private ofBroken(document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[], only: vscode.CodeActionKind | undefined): vscode.CodeAction[] {
    const meant = diagnostics.filter((one) => kindOf(one) === CONFLICT_MARKERS);
    const backlog = meant.length > 0 && (!only || only.contains(vscode.CodeActionKind.QuickFix)) ? this.edited.stateOf(document) : undefined;
    if (!backlog) return [];
    const action = resolving(backlog.folder.uri.toString());
    action.diagnostics = meant;
    action.isPreferred = true;
    return [action];
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    const edit = this.edits.get(action)?.();
    if (edit) action.edit = edit;
    return action;
  }

  private actions(offer: Offer, problems: readonly Problem[]): vscode.CodeAction[] {
    const { problem, snapshot } = offer;
    const fixes = fixesOf(problem, snapshot);
    const all = fixes.some((fix) => fix.all !== undefined) ? fixForAll(problem, problems, snapshot) : undefined;
    return [...[...fixes, ...(all ? [all] : [])].map((fix) => this.action(fix, offer)), ...commandsFor(offer)];
  }

  private action(fix: Fix, { document, problem, snapshot }: Offer): vscode.CodeAction {
    const action = quickFix(fix.title);
    if (fix.isPreferred) action.isPreferred = true;
    this.edits.set(action, () => {
      const edit = new vscode.WorkspaceEdit();
      for (const { start, end, text } of fixEdits(fix, problem, snapshot)) {
        edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
      }
      return edit;
    });
    return action;
  }
}

/** Ways out that are no edit of this file. */
function commandsFor({ backlog, problem, snapshot }: Offer): vscode.CodeAction[] {
  const folder = backlog.folder.uri.toString();
  if (MIGRATED.has(problem.kind)) return [withCommand(t('Migrate Task State…'), COMMANDS.migrateState, { folder })];
  if (problem.kind === CONFLICT_MARKERS && problem.file === snapshot.backlog.statePath) return [resolving(folder)];
  const document = newDocument(problem, snapshot, backlog.settings);
  return document ? [withCommand(t('Create {0}', document.path), COMMANDS.createDocument, { folder, ...document })] : [];
}

function resolving(folder: string): vscode.CodeAction {
  return withCommand(t('Resolve Conflicts in Task State…'), COMMANDS.resolveState, { folder });
}

function withCommand(title: string, command: string, argument: unknown): vscode.CodeAction {
  const action = quickFix(title);
  action.command = { title: action.title, command, arguments: [argument] };
  return action;
}

function quickFix(title: string): vscode.CodeAction {
  return new vscode.CodeAction(cut(oneLine(title), 120), vscode.CodeActionKind.QuickFix);
}
