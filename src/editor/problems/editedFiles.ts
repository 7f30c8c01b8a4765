import * as vscode from 'vscode';
import type { FileKind } from '../../core/language/parts';
import { asEdited, pauseFor, type EditedTexts } from '../../core/problems/asEdited';
import type { Snapshot } from '../../core/snapshot';
import type { Backlog, Backlogs } from '../backlog';
import { backlogFileAt, uriOf } from '../backlogFile';

const KINDS: readonly FileKind[] = ['manifest', 'state'];

interface Edited {
  readonly text: string;
  readonly version: number;
}

/**
 * What stands in editors of the two files and is not saved. It is read some time after the last key, and counts until
 * the file says the same or the editor is closed.
 */
export class EditedFiles implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly edited = new Map<string, Edited>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly made = new WeakMap<Snapshot, { readonly texts: EditedTexts; readonly snapshot: Snapshot }>();
  private readonly compared = new WeakMap<vscode.TextDocument, { readonly version: number; readonly read: string | undefined; readonly isSame: boolean }>();
  private readonly listening: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(private readonly backlogs: Backlogs) {
    this.listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // An event without changes only says that the document was saved, or is dirty now.
        if (contentChanges.length > 0) this.follow(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty) this.follow(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri.toString())),
    );
    for (const document of vscode.workspace.textDocuments) if (document.isDirty) this.follow(document);
  }

  /** The backlog as the editors have it: the snapshot itself where they say the same as the files. */
  snapshotOf(backlog: Backlog): Snapshot {
    const { snapshot } = backlog;
    const texts: { manifest?: string; state?: string } = {};
    for (const kind of KINDS) {
      const text = this.edited.get(uriOf(backlog, kind).toString())?.text;
      if (text !== undefined && text !== snapshot.texts[kind] && text.length <= backlog.settings.maxFileBytes) texts[kind] = text;
    }
    if (texts.manifest === undefined && texts.state === undefined) return snapshot;
    const known = this.made.get(snapshot);
    if (known && known.texts.manifest === texts.manifest && known.texts.state === texts.state) return known.snapshot;
    const made = { texts, snapshot: asEdited(snapshot, texts, backlog.settings) };
    this.made.set(snapshot, made);
    return made.snapshot;
  }

  /** The backlog of a document, with what is told of it; undefined where the document was changed since, or is another file. */
  of(document: vscode.TextDocument): { readonly backlog: Backlog; readonly snapshot: Snapshot; readonly kind: FileKind } | undefined {
    const uri = document.uri.toString();
    const found = backlogFileAt(this.backlogs, document.uri);
    if (!found || this.waiting.has(uri)) return undefined;
    const snapshot = this.snapshotOf(found.backlog);
    const text = this.edited.get(uri);
    const isSame = text ? text.version === document.version : !document.isDirty && this.isAsRead(document, snapshot.texts[found.kind]);
    return isSame ? { ...found, snapshot } : undefined;
  }

  /** The backlog whose state file a document is, whatever stands in it. */
  stateOf(document: vscode.TextDocument): Backlog | undefined {
    const found = backlogFileAt(this.backlogs, document.uri);
    return found?.kind === 'state' ? found.backlog : undefined;
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    vscode.Disposable.from(this.changed, this.listening).dispose();
  }

  /** Compared once for each version: this is asked at every move of the cursor, and the text may be large. */
  private isAsRead(document: vscode.TextDocument, read: string | undefined): boolean {
    const known = this.compared.get(document);
    if (known?.version === document.version && known.read === read) return known.isSame;
    const isSame = document.getText() === read;
    this.compared.set(document, { version: document.version, read, isSame });
    return isSame;
  }

  private follow(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const found = backlogFileAt(this.backlogs, document.uri);
    if (!found) return;
    clearTimeout(this.waiting.get(uri));
    const take = () => {
      this.waiting.delete(uri);
      // Loaded anew from the file, or undone to what it says. The first key is told of before the document is dirty, so this is asked only now.
      if (document.isClosed || !document.isDirty) return this.drop(uri);
      this.edited.set(uri, { text: document.getText(), version: document.version });
      this.changed.fire();
    };
    this.waiting.set(uri, setTimeout(take, pauseFor(found.backlog.snapshot.texts[found.kind]?.length ?? 0)));
  }

  private forget(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
    this.drop(uri);
  }

  private drop(uri: string): void {
    if (this.edited.delete(uri)) this.changed.fire();
  }
}
