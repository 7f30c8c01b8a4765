import * as vscode from 'vscode';
import type { DocumentFact } from '../../core/documents';
import type { DocumentKind, DocumentRef } from '../../core/manifest/task';
import { OrchestratorError } from '../../core/orchestratorError';
import { lineOfSection } from '../../core/projections/treePlace';
import { counted } from '../../core/projections/treeText';
import type { TaskView } from '../../core/snapshot';
import type { Backlog } from '../backlog';
import { whisper } from '../messages';
import { openFile, showAt } from './openPlace';
import { plain } from './plain';

/** How each kind is called, and the manifest's key that names it. */
export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, { one: string; several: string; key: string }>> = {
  spec: { one: 'spec', several: 'specs', key: 'related_specs' },
  adr: { one: 'ADR', several: 'ADRs', key: 'related_adrs' },
  guide: { one: 'guide', several: 'guides', key: 'related_guides' },
  test: { one: 'test file', several: 'test files', key: 'test_verification' },
};

/** The references of one kind that a task has. */
export function referencesOf({ task }: TaskView, kind: DocumentKind): readonly DocumentRef[] {
  return { spec: task.specs, adr: task.adrs, guide: task.guides, test: task.tests }[kind];
}

/**
 * Opens a document of a task: one at once, of several the one that is chosen. What is missing says why.
 * Only files inside the workspace are opened: the facts of `ContextFiles` decide.
 */
export async function openDocument(backlog: Backlog, view: TaskView, kind: DocumentKind): Promise<void> {
  const words = DOCUMENT_WORDS[kind];
  const { context, tests } = await backlog.context.check(view.task);
  const facts = (kind === 'test' ? tests : context).filter(({ ref }) => ref.kind === kind);
  if (facts.length === 0) {
    const id = plain(view.task.id, 80);
    const remedy = `Name one in ${words.key} of the task in the manifest.`;
    throw new OrchestratorError('NO-DOCUMENT', `${id} names no ${words.one}`, remedy);
  }
  const fact = facts.length === 1 ? facts[0] : await pickDocument(facts, view, kind);
  if (fact) await openFact(backlog, fact, kind);
}

/** Opens the Master PRD where it was found. */
export async function openPrd({ folder, facts, settings }: Backlog): Promise<void> {
  if (facts.prd?.kind === 'found') await showAt(await openFile(vscode.Uri.joinPath(folder.uri, facts.prd.path), facts.prd.path), undefined);
  else throw new OrchestratorError('BLOCKED::MASTER-PRD-MISSING', `${plain(settings.prdPath)} can’t be opened`, 'Write it, or set its path in orchestrator.prdPath.');
}

async function pickDocument(
  facts: readonly DocumentFact[],
  view: TaskView,
  kind: DocumentKind,
): Promise<DocumentFact | undefined> {
  const { one, several } = DOCUMENT_WORDS[kind];
  const rows = facts.map((fact) => ({
    iconPath: new vscode.ThemeIcon(fact.kind === 'found' ? 'file' : 'warning'),
    label: plain(fact.ref.raw),
    description: fact.kind === 'missing' ? `missing: ${plain(fact.reason)}` : fact.path === fact.ref.path ? '' : plain(fact.path),
    fact,
  }));
  const choice = await vscode.window.showQuickPick(rows, {
    title: `${counted(facts.length, one, several)} of ${plain(view.task.id, 80)}`,
    placeHolder: `Choose a ${one} to open`,
    matchOnDescription: true,
  });
  return choice?.fact;
}

async function openFact({ folder }: Backlog, fact: DocumentFact, kind: DocumentKind): Promise<void> {
  if (fact.kind === 'missing') {
    const remedy =
      kind === 'test'
        ? 'A test file may not be written yet; the task’s work includes it.'
        : 'Write the document, or mend the reference in the manifest.';
    throw new OrchestratorError('MISSING-CONTEXT', `${plain(fact.ref.raw)} can’t be opened: ${plain(fact.reason)}`, remedy);
  }
  const document = await openFile(vscode.Uri.joinPath(folder.uri, fact.path), fact.path);
  const { section } = fact.ref;
  const line = section ? lineOfSection(document.getText(), section) : undefined;
  await showAt(document, line === undefined ? undefined : { line: line + 1, column: 1, length: 0 });
  if (section && line === undefined) whisper(`There is no heading “${plain(section, 60)}” in ${plain(fact.path, 80)}`);
}
