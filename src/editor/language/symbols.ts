import * as vscode from 'vscode';
import { outlineFor, type OutlineNode } from '../../core/language/outline';
import { placeOfTask } from '../../core/projections/treePlace';
import { oneLine } from '../../core/projections/treeText';
import type { Backlog, Backlogs } from '../backlog';
import { uriOf } from '../backlogFile';
import { rangeIn, type OpenTexts } from './openTexts';

const { SymbolKind } = vscode;

const KIND: Readonly<Record<OutlineNode['kind'], vscode.SymbolKind>> = {
  phase: SymbolKind.Module,
  slice: SymbolKind.Namespace,
  task: SymbolKind.Class,
  criterion: SymbolKind.Property,
  entry: SymbolKind.Object,
};

/** Tasks shown for one query. */
const MOST_SYMBOLS = 200;

/** The outline and the breadcrumbs of a manifest or state file. */
export function symbolsOf(texts: OpenTexts, document: vscode.TextDocument): vscode.DocumentSymbol[] {
  const open = texts.of(document);
  return open ? outlineFor(open.index).map((node) => symbolOf(document, node)) : [];
}

function symbolOf(document: vscode.TextDocument, node: OutlineNode): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(node.name, node.detail, KIND[node.kind], rangeIn(document, node), rangeIn(document, node.select));
  symbol.children = node.children.map((child) => symbolOf(document, child));
  return symbol;
}

/** A task of the window, whose place in its manifest is looked up when a person goes there. */
class TaskSymbol extends vscode.SymbolInformation {
  constructor(
    readonly backlog: Backlog,
    readonly taskId: string,
    title: string,
  ) {
    super(`${oneLine(taskId, 80)} ${oneLine(title, 100)}`, SymbolKind.Class, backlog.folder.name, new vscode.Location(uriOf(backlog, 'manifest'), new vscode.Position(0, 0)));
  }
}

/** Tasks whose id or title holds what is typed. */
export function workspaceSymbols({ all }: Backlogs, query: string): vscode.SymbolInformation[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: TaskSymbol[] = [];
  for (const backlog of all) {
    for (const { task } of backlog.snapshot.tasks) {
      if (found.length >= MOST_SYMBOLS) return found;
      if (`${task.id} ${task.title}`.toLowerCase().includes(wanted)) found.push(new TaskSymbol(backlog, task.id, task.title));
    }
  }
  return found;
}

/** The place of a task, as the manifest's text is now. */
export async function resolveWorkspaceSymbol(symbol: vscode.SymbolInformation): Promise<vscode.SymbolInformation> {
  const view = symbol instanceof TaskSymbol ? symbol.backlog.snapshot.byId.get(symbol.taskId) : undefined;
  if (!view) return symbol;
  const document = await vscode.workspace.openTextDocument(symbol.location.uri);
  const { offset, length } = placeOfTask(document.getText(), view.task);
  symbol.location = new vscode.Location(document.uri, rangeIn(document, { start: offset, end: offset + length }));
  return symbol;
}
