import * as vscode from 'vscode';
import { renamed, whyNotRenamed } from '../../core/language/rename';
import { meaningOf } from '../../core/language/targets';
import { branchLeft } from '../../core/language/words';
import { t } from '../../core/words';
import type { AfterRename } from './afterRename';
import { rangeIn, type OpenTexts } from './openTexts';

/** What a rename of the id under the cursor begins with. Throws the reason where it can't be renamed: the editor shows it. */
export async function prepareRename(texts: OpenTexts, document: vscode.TextDocument, position: vscode.Position): Promise<{ range: vscode.Range; placeholder: string }> {
  const { found, meaning, files } = await under(texts, document, position);
  const fault = whyNotRenamed(meaning, files);
  if (!found || !meaning || fault !== undefined) throw new Error(fault ?? t('There is nothing here that can be renamed.'));
  const placeholder = meaning.kind === 'task' ? meaning.id : meaning.criterion.id;
  return { range: rangeIn(document, { start: found.start + 1, end: found.end - 1 }), placeholder };
}

/** The edit of both files. What a person should look at first is marked, and the editor shows it before it is made. */
export async function renameOf(texts: OpenTexts, after: AfterRename, document: vscode.TextDocument, position: vscode.Position, to: string): Promise<vscode.WorkspaceEdit> {
  const { meaning, files, backlog, documents } = await under(texts, document, position);
  const edits = renamed(meaning, to, files, backlog.settings);
  if (!edits.ok) throw new Error(edits.error);
  const left = meaning?.kind === 'task' ? branchLeft(meaning.id, to, backlog.snapshot, backlog.settings) : undefined;
  const ofTask: vscode.WorkspaceEditEntryMetadata = { label: t('Rename the id'), needsConfirmation: left !== undefined, ...(left ? { description: left.notice } : {}) };
  const ofCriteria: vscode.WorkspaceEditEntryMetadata = { label: t('Ids of criteria that begin with the task’s id'), needsConfirmation: true };
  const edit = new vscode.WorkspaceEdit();
  for (const { file, start, end, text, isOfCriterion } of edits.value) {
    const target = documents[file];
    if (target) edit.replace(target.uri, rangeIn(target, { start, end }), text, isOfCriterion ? ofCriteria : ofTask);
  }
  if (left && documents.manifest) after.expect(documents, { ...left, taskId: to, folder: backlog.folder.uri.toString() });
  return edit;
}

async function under(texts: OpenTexts, document: vscode.TextDocument, position: vscode.Position) {
  const open = texts.of(document);
  if (!open) throw new Error(t('This file is no manifest or state file of a backlog.'));
  const both = await texts.both(open);
  const found = open.index.at(document.offsetAt(position));
  return { ...both, found, meaning: found && meaningOf(found, both.files) };
}
