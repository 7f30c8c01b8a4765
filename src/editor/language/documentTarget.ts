import * as path from 'node:path';
import * as vscode from 'vscode';
import { lineAt, outlineOf, type Outline } from '../../core/context/outline';
import { sectionNamed } from '../../core/context/section';
import type { DocumentFact } from '../../core/documents';
import { readDocumentRef } from '../../core/manifest/readLoosely';
import type { DocumentKind } from '../../core/manifest/task';
import { Look } from '../../io/contextFiles';
import { documentCost } from '../../io/documentCost';
import { createDocumentTexts } from '../../io/documentTexts';
import { Folders } from '../../io/locate';
import type { Backlog } from '../backlog';

/** What a reference to a document leads to. */
export interface DocumentTarget {
  readonly fact: DocumentFact;
  /** Absent where the file is missing or no text. */
  readonly outline?: Outline;
  /** Of the section that the reference names, counted from 0; absent where it names none, or there is none of that name. */
  readonly line?: number;
}

/** Looks a reference up. Only a file inside the workspace folder is ever found, links resolved (RELIABILITY, bad input 25). */
export async function documentTarget({ folder, settings }: Backlog, raw: string, kind: DocumentKind): Promise<DocumentTarget> {
  const root = folder.uri.fsPath;
  const fact = await new Look(new Folders(root), settings).one(readDocumentRef(raw, kind));
  if (fact.kind === 'missing') return { fact };
  const outline = await outlineIn(root, fact.path);
  const heading = outline && fact.ref.section !== undefined ? sectionNamed(outline, fact.ref.section)?.heading : undefined;
  return { fact, ...(outline ? { outline } : {}), ...(outline && heading ? { line: lineAt(outline, heading.from) - 1 } : {}) };
}

/** About how many tokens reading it costs, where it is a text. */
export async function tokensOf({ folder }: Backlog, fact: DocumentFact): Promise<number | undefined> {
  return fact.kind === 'found' ? documentCost(path.join(folder.uri.fsPath, fact.path), fact.ref.section) : undefined;
}

/** The headings of a document inside the workspace folder. */
export async function outlineIn(root: string, file: string): Promise<Outline | undefined> {
  const text = await createDocumentTexts({ root }).read(file);
  return text.ok ? outlineOf(text.value.text) : undefined;
}

/** Where the editor goes: the file, at the section's line. */
export function locationOf({ folder }: Backlog, { fact, line = 0 }: DocumentTarget): vscode.Location | undefined {
  return fact.kind === 'found' ? new vscode.Location(vscode.Uri.joinPath(folder.uri, fact.path), new vscode.Position(line, 0)) : undefined;
}
