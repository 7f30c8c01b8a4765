import * as vscode from 'vscode';
import { LiveIndex } from '../../core/language/liveIndex';
import type { DocumentIndex } from '../../core/language/documentIndex';
import type { FileKind } from '../../core/language/parts';
import type { BothFiles } from '../../core/language/targets';
import type { Backlog, Backlogs } from '../backlog';
import { backlogFileAt, uriOf } from '../backlogFile';

/** One of the two files, as it stands in an editor. */
export interface OpenText {
  readonly document: vscode.TextDocument;
  readonly kind: FileKind;
  readonly backlog: Backlog;
  readonly index: DocumentIndex;
}

/** Both files of a backlog; one that is not there has no document. */
export interface OpenBoth {
  readonly backlog: Backlog;
  readonly files: BothFiles;
  readonly documents: Readonly<Record<FileKind, vscode.TextDocument | undefined>>;
}

interface Known {
  version: number;
  readonly live: LiveIndex;
}

/** The texts of all backlogs as their documents have them, saved or not, each with its index. */
export class OpenTexts implements vscode.Disposable {
  private readonly known = new Map<string, Known>();
  private readonly listening: vscode.Disposable;

  constructor(private readonly backlogs: Backlogs) {
    this.listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.known.delete(uri.toString())),
    );
  }

  /** Undefined for a document that is neither file of a backlog. */
  of(document: vscode.TextDocument): OpenText | undefined {
    const found = backlogFileAt(this.backlogs, document.uri);
    return found && { document, ...found, index: this.indexOf(document, found.kind) };
  }

  /** Both files of the backlog, the one that is not open as it is on disk. */
  async both({ document, kind, backlog, index }: OpenText): Promise<OpenBoth> {
    const otherKind = kind === 'manifest' ? 'state' : 'manifest';
    const other = await openedQuietly(uriOf(backlog, otherKind));
    const otherIndex = other && this.indexOf(other, otherKind);
    return kind === 'manifest'
      ? { backlog, files: { manifest: index, state: otherIndex }, documents: { manifest: document, state: other } }
      : { backlog, files: { manifest: otherIndex, state: index }, documents: { manifest: other, state: document } };
  }

  dispose(): void {
    this.known.clear();
    this.listening.dispose();
  }

  private indexOf(document: vscode.TextDocument, kind: FileKind): DocumentIndex {
    const uri = document.uri.toString();
    let known = this.known.get(uri);
    if (known?.version !== document.version) {
      known = { version: document.version, live: new LiveIndex(document.getText(), kind) };
      this.known.set(uri, known);
    }
    return known.live.read(() => document.getText());
  }

  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.known.get(document.uri.toString());
    if (!known || known.version === document.version) return;
    // An edit that was not heard, or of line ends alone, leaves nothing to build on.
    if (document.version !== known.version + 1 || contentChanges.length === 0) {
      this.known.delete(document.uri.toString());
      return;
    }
    known.version = document.version;
    for (const { rangeOffset, rangeLength, text } of contentChanges) known.live.edited(rangeOffset, rangeLength, text.length);
  }
}

/** A range of offsets in a document. */
export function rangeIn(document: vscode.TextDocument, { start, end }: { readonly start: number; readonly end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

async function openedQuietly(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
