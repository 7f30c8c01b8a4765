import * as vscode from 'vscode';
import type { DocumentKind } from '../../core/manifest/task';
import { oneLine } from '../../core/projections/treeText';
import { t } from '../../core/words';
import { Folders, insideRoot } from '../../io/locate';
import type { Backlog } from '../backlog';
import { outlineIn } from './documentTarget';

/** Files looked for in the whole workspace folder while no folder is typed, and ADRs whose titles are read. */
const MOST_FILES = 500;
const MOST_ADRS = 200;

const NOT_OURS = '**/{node_modules,.git,dist,out,build,.cache}/**';
const FOUND_BY: Readonly<Record<DocumentKind, string>> = {
  spec: '**/*.{md,mdx,adoc,txt}',
  adr: '**/*.{md,mdx,adoc,txt}',
  guide: '**/*.{md,mdx,adoc,txt}',
  test: '**/{*test*,*spec*}.{ts,tsx,js,jsx,mjs,cjs,mts,cts,py,rb,go,rs,java,kt,cs,php,swift}',
};

/**
 * Proposals for a reference to a document: sections once a `#` is typed, the folder's entries once a `/` is, else ADRs
 * by id or the files of the workspace folder.
 *
 * @param typed what stands before the cursor in the string
 */
export async function documentItems(backlog: Backlog, kind: DocumentKind, typed: string): Promise<vscode.CompletionItem[]> {
  const root = backlog.folder.uri.fsPath;
  const hash = typed.indexOf('#');
  if (hash >= 0) return sectionItems(root, typed.slice(0, hash));
  const slash = typed.lastIndexOf('/');
  if (slash >= 0) return folderItems(root, typed.slice(0, slash));
  const files = kind === 'adr' ? [] : await filesFound(backlog, FOUND_BY[kind]);
  return [...(kind === 'adr' ? await adrItems(root, backlog.settings.adrFolder) : []), ...files.map((file) => itemOf(file, vscode.CompletionItemKind.File))];
}

async function filesFound({ folder }: Backlog, pattern: string): Promise<string[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder.uri, pattern), NOT_OURS, MOST_FILES);
  const base = folder.uri.path.replace(/\/?$/, '/');
  return found.filter(({ path }) => path.startsWith(base)).map(({ path }) => path.slice(base.length)).sort();
}

async function sectionItems(root: string, file: string): Promise<vscode.CompletionItem[]> {
  const outline = await outlineIn(root, file);
  return (outline?.headings ?? []).map(({ slug, text, level }, index) => {
    const item = itemOf(`${file}#${slug}`, vscode.CompletionItemKind.Module, '#'.repeat(level) + ' ' + text);
    item.sortText = String(index).padStart(5, '0');
    return item;
  });
}

/** The entries of a folder inside the workspace folder. */
async function folderItems(root: string, folder: string): Promise<vscode.CompletionItem[]> {
  const folders = new Folders(root);
  const place = await insideRoot(folders, folder);
  const entries = place.ok ? await folders.list(folder) : undefined;
  const names = entries?.names.filter((name) => name !== '.git' && name !== 'node_modules') ?? [];
  return names.map((name) => {
    const isFolder = entries?.kindOf(name) === 'folder';
    const item = itemOf(`${folder}/${name}${isFolder ? '/' : ''}`, isFolder ? vscode.CompletionItemKind.Folder : vscode.CompletionItemKind.File);
    // One goes on from a folder.
    if (isFolder) item.command = { command: 'editor.action.triggerSuggest', title: t('Go On') };
    return item;
  });
}

/** ADRs by id, with their titles. */
async function adrItems(root: string, adrFolder: string): Promise<vscode.CompletionItem[]> {
  const folders = new Folders(root);
  const folder = adrFolder.replaceAll('\\', '/').replace(/\/+$/, '');
  const place = await insideRoot(folders, folder);
  const entries = place.ok ? await folders.list(folder) : undefined;
  const names = entries?.names.filter((name) => entries.kindOf(name) === 'file') ?? [];
  return Promise.all(
    names.sort().slice(0, MOST_ADRS).map(async (name) => {
      const number = /^(?:adr[-_ ]?)?(\d{1,6})(?!\d)/i.exec(name)?.[1];
      const file = `${folder}/${name}`;
      const title = (await outlineIn(root, file))?.headings[0]?.text ?? name;
      return itemOf(number === undefined ? file : `ADR-${number.padStart(4, '0')}`, vscode.CompletionItemKind.Reference, title);
    }),
  );
}

function itemOf(value: string, kind: vscode.CompletionItemKind, description = ''): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: oneLine(value, 160), description: oneLine(description, 100) }, kind);
  item.insertText = JSON.stringify(value);
  item.filterText = item.insertText;
  return item;
}
