import * as vscode from 'vscode';
import { askingAt, type Asking } from '../../core/language/asking';
import { candidatesFor } from '../../core/language/candidates';
import { oneLine } from '../../core/projections/treeText';
import { documentItems } from './documentItems';
import { rangeIn, type OpenTexts } from './openTexts';

/** What can be written at a place: ids of tasks and criteria, ADRs, paths and sections. */
export async function completionOf(texts: OpenTexts, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionList | undefined> {
  const open = texts.of(document);
  const asking = open && askingAt(open.index, document.offsetAt(position));
  if (!open || !asking || (isWord(asking) && hasSchema(document))) return undefined;
  const range = rangeIn(document, asking);
  if (asking.document) {
    const items = await documentItems(open.backlog, asking.document, asking.typed);
    return new vscode.CompletionList(items.map((item) => placed(item, range)), true);
  }
  const { files } = await texts.both(open);
  const { list, isAll } = candidatesFor(asking, files, open.backlog.snapshot);
  const items = list.map(({ value, detail, description, nearness }, index) => {
    const item = new vscode.CompletionItem({ label: oneLine(value, 100), description: oneLine(description, 100) }, vscode.CompletionItemKind.Reference);
    item.sortText = `${nearness}${String(index).padStart(6, '0')}`;
    if (detail) item.detail = detail;
    return placed(Object.assign(item, { insertText: insertOf(value, asking), filterText: JSON.stringify(value) }), range);
  });
  return new vscode.CompletionList(items, !isAll);
}

function isWord({ wants }: Asking): boolean {
  return wants === 'status' || wants === 'risk';
}

/** Whether the JSON schema that comes along holds for a file, by its name: it proposes the words of its lists itself. */
function hasSchema({ uri }: vscode.TextDocument): boolean {
  return /\/(virtual-task-manifest|backlog\/task-state)\.json$/.test(uri.path);
}

/** The whole string is replaced, quotes too, so that they are right whatever was there. */
function placed(item: vscode.CompletionItem, range: vscode.Range): vscode.CompletionItem {
  item.range = range;
  return item;
}

/** A new entry of the state file brings its object along. */
function insertOf(value: string, { wants, hasValue }: Asking): string | vscode.SnippetString {
  const text = JSON.stringify(value);
  if (wants !== 'entry' || hasValue) return text;
  return new vscode.SnippetString().appendText(`${text}: {`).appendTabstop(0).appendText('}');
}
