import type { DocumentFact, TaskDocuments } from '../documents';
import type { DocumentKind } from '../manifest/task';
import type { TaskView } from '../snapshot';
import { commitScaffolds, pullRequestTitle } from './commitMessages';
import { oneLine, plainText } from './plainText';

/** The parts of a prompt that are the manifest's words. Each goes inside a fence, and nothing of them outside. */
export interface PromptData {
  readonly reading: string;
  readonly details: string;
  readonly stateEntry: string;
  readonly commits: string;
}

/** All texts of a task that go into its prompt, without terminal sequences and control characters. */
export function promptData(view: TaskView, documents: TaskDocuments): PromptData {
  return {
    reading: readingList(documents),
    details: taskDetails(view, documents),
    stateEntry: stateEntry(view),
    commits: commitLines(view),
  };
}

const GROUPS: readonly { readonly kind: DocumentKind; readonly label: string }[] = [
  { kind: 'spec', label: 'Specs' },
  { kind: 'adr', label: 'ADRs' },
  { kind: 'guide', label: 'Guides' },
];

function readingList(documents: TaskDocuments): string {
  return GROUPS.map(({ kind, label }) => {
    const found = documents.context.flatMap((fact) => (fact.kind === 'found' && fact.ref.kind === kind ? [readingLine(fact)] : []));
    return [`${label}:`, ...(found.length > 0 ? found : ['- none named'])].join('\n');
  }).join('\n\n');
}

function readingLine(fact: Extract<DocumentFact, { kind: 'found' }>): string {
  const section = oneLine(fact.ref.section ?? '');
  return `- ${oneLine(fact.path)}${section ? ` (all of it; the task means the section #${section})` : ''}`;
}

function taskDetails(view: TaskView, documents: TaskDocuments): string {
  const { task } = view;
  const tests = testPaths(documents);
  return [
    `Task ID: ${oneLine(task.id)}`,
    `Title: ${oneLine(task.title)}`,
    `Risk Level: ${task.risk}`,
    `Size: ${oneLine(task.size)}`,
    `Phase: ${oneLine(task.phase)}`,
    `Slice: ${oneLine(task.slice)}`,
    '',
    'Description:',
    plainText(task.description).trim() || '(none)',
    '',
    `Acceptance Criteria (${view.criteria.length}):`,
    ...(view.criteria.length > 0 ? view.criteria.map(criterionLine) : ['- none']),
    '',
    'Test Verification Paths:',
    ...(tests.length > 0 ? tests.map((path) => `- ${path}`) : ['- none named']),
  ].join('\n');
}

function criterionLine({ id, text, isDone }: TaskView['criteria'][number]): string {
  const words = plainText(text).trim().replaceAll('\n', '\n  ') || '(no text)';
  return `- ${oneLine(id)}${isDone ? ' [recorded as done]' : ''}: ${words}`;
}

/** Test files mostly do not exist yet; a path that leaves the project is never put in a prompt (bad input 25). */
function testPaths(documents: TaskDocuments): readonly string[] {
  return documents.tests.flatMap((fact) => {
    const path = fact.kind === 'found' ? fact.path : (fact.ref.path ?? '');
    return staysInside(path) ? [oneLine(path)] : [];
  });
}

function staysInside(path: string): boolean {
  return path !== '' && !/^[/\\~]|^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) && !path.split(/[/\\]|%2f|%5c/i).some((part) => /^(?:\.|%2e){2}$/i.test(part));
}

/** The task's entry as it should stand once its next criterion is done: an example to follow key by key. */
function stateEntry({ task, criteria, entry }: TaskView): string {
  const next = criteria.find((criterion) => !criterion.isDone);
  const isRecorded = (criterion: TaskView['criteria'][number]) => criterion.isDone || criterion === next;
  const ids = (done: boolean) => criteria.filter((criterion) => isRecorded(criterion) === done).map(({ id }) => oneLine(id));
  const example = {
    status: 'in-progress',
    started_at: oneLine(entry?.startedAt ?? '') || '(as it stands)',
    acs_completed: ids(true),
    acs_remaining: ids(false),
  };
  return `${JSON.stringify(oneLine(task.id))}: ${JSON.stringify(example, null, 2)}`;
}

function commitLines({ task }: TaskView): string {
  return [
    ...commitScaffolds(task).map(({ criterionId, message }) => `${oneLine(criterionId)} -> ${message}`),
    `Pull request title -> ${pullRequestTitle(task)}`,
  ].join('\n');
}
