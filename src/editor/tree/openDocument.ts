import * as vscode from 'vscode';
import type { DocumentFact } from '../../core/documents';
import type { DocumentKind, DocumentRef } from '../../core/manifest/task';
import { OrchestratorError } from '../../core/orchestratorError';
import { lineOfSection } from '../../core/projections/treePlace';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { whisper } from '../messages';
import { openFile, showAt } from './openPlace';
import { plain } from './plain';

interface DocumentWords {
  /** The manifest's key that names it. */
  readonly key: string;
  /** Asks for the task whose document is meant. */
  ofWhich(): string;
  none(taskId: string): string;
  several(count: number, taskId: string): string;
  choose(): string;
}

/** What is said of documents of each kind. */
export const DOCUMENT_WORDS: Readonly<Record<DocumentKind, DocumentWords>> = {
  spec: {
    key: 'related_specs',
    ofWhich: () => t('Open a spec of which task?'),
    none: (taskId) => t('{0} names no spec', taskId),
    several: (count, taskId) => counted(count, '{0} spec of {1}', '{0} specs of {1}', taskId),
    choose: () => t('Choose a spec to open'),
  },
  adr: {
    key: 'related_adrs',
    ofWhich: () => t('Open an ADR of which task?'),
    none: (taskId) => t('{0} names no ADR', taskId),
    several: (count, taskId) => counted(count, '{0} ADR of {1}', '{0} ADRs of {1}', taskId),
    choose: () => t('Choose an ADR to open'),
  },
  guide: {
    key: 'related_guides',
    ofWhich: () => t('Open a guide of which task?'),
    none: (taskId) => t('{0} names no guide', taskId),
    several: (count, taskId) => counted(count, '{0} guide of {1}', '{0} guides of {1}', taskId),
    choose: () => t('Choose a guide to open'),
  },
  test: {
    key: 'test_verification',
    ofWhich: () => t('Open a test file of which task?'),
    none: (taskId) => t('{0} names no test file', taskId),
    several: (count, taskId) => counted(count, '{0} test file of {1}', '{0} test files of {1}', taskId),
    choose: () => t('Choose a test file to open'),
  },
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
    const remedy = t('Name one in {0} of the task in the manifest.', words.key);
    throw new OrchestratorError('NO-DOCUMENT', words.none(id), remedy);
  }
  const fact = facts.length === 1 ? facts[0] : await pickDocument(facts, view, kind);
  if (fact) await openFact(backlog, fact, kind);
}

/** Opens the Master PRD where it was found. */
export async function openPrd({ folder, facts, settings }: Backlog): Promise<void> {
  if (facts.prd?.kind === 'found') await showAt(await openFile(vscode.Uri.joinPath(folder.uri, facts.prd.path), facts.prd.path), undefined);
  else throw new OrchestratorError('BLOCKED::MASTER-PRD-MISSING', t('{0} can’t be opened', plain(settings.prdPath)), t('Write it, or set its path in orchestrator.prdPath.'));
}

async function pickDocument(
  facts: readonly DocumentFact[],
  view: TaskView,
  kind: DocumentKind,
): Promise<DocumentFact | undefined> {
  const words = DOCUMENT_WORDS[kind];
  const rows = facts.map((fact) => ({
    iconPath: new vscode.ThemeIcon(fact.kind === 'found' ? 'file' : 'warning'),
    label: plain(fact.ref.raw),
    description: fact.kind === 'missing' ? t('missing: {0}', plain(fact.reason)) : fact.path === fact.ref.path ? '' : plain(fact.path),
    fact,
  }));
  const choice = await vscode.window.showQuickPick(rows, {
    title: words.several(facts.length, plain(view.task.id, 80)),
    placeHolder: words.choose(),
    matchOnDescription: true,
  });
  return choice?.fact;
}

async function openFact({ folder }: Backlog, fact: DocumentFact, kind: DocumentKind): Promise<void> {
  if (fact.kind === 'missing') {
    const remedy =
      kind === 'test'
        ? t('A test file may not be written yet; the task’s work includes it.')
        : t('Write the document, or mend the reference in the manifest.');
    throw new OrchestratorError('MISSING-CONTEXT', t('{0} can’t be opened: {1}', plain(fact.ref.raw), plain(fact.reason)), remedy);
  }
  const document = await openFile(vscode.Uri.joinPath(folder.uri, fact.path), fact.path);
  const { section } = fact.ref;
  const line = section ? lineOfSection(document.getText(), section) : undefined;
  await showAt(document, line === undefined ? undefined : { line: line + 1, column: 1, length: 0 });
  if (section && line === undefined) whisper(t('There is no heading “{0}” in {1}', plain(section, 60), plain(fact.path, 80)));
}
