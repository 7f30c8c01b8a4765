import * as vscode from 'vscode';
import { contextCost, costLines, costText } from '../../core/context/cost';
import type { TaskDocuments } from '../../core/documents';
import { statusLine, type TaskDetails } from '../../core/projections/treeDetails';
import { counted, t } from '../../core/words';
import { appendWords } from '../appendWords';

/**
 * A task's tooltip. Everything from files goes through `appendWords`, so nothing of it is ever read as Markdown,
 * as HTML, as an icon or as a command link (DESIGN section 6).
 */
export function taskTooltip(details: TaskDetails, documents: TaskDocuments | undefined): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', false);
  strong(markdown, details.title);
  paragraph(markdown, details.id);
  if (details.description) paragraph(markdown, details.description);
  rule(markdown);
  appendWords(markdown, details.explanation.summary);
  for (const reason of details.explanation.reasons) {
    markdown.appendMarkdown('\n- ');
    appendWords(markdown, reason);
  }
  rule(markdown);
  fact(markdown, t('Status'), statusLine(details));
  if (details.activity) fact(markdown, t('Last seen'), details.activity);
  if (details.startedAt) fact(markdown, t('Started'), details.startedAt);
  if (details.completedAt) fact(markdown, t('Completed'), details.completedAt);
  fact(markdown, t('Criteria'), t('{0} of {1} done', details.criteria.done, details.criteria.total));
  if (details.evidence) fact(markdown, t('Evidence'), details.evidence);
  fact(markdown, t('Risk'), [details.risk, t('size {0}', details.size), ...details.marks].join(' · '));
  fact(markdown, t('Place'), `${details.place} · ${details.capability}`);
  if (details.dependencies.length > 0) fact(markdown, t('Depends on'), dependencies(details));
  if (details.dependents > 0) fact(markdown, t('Waiting on it'), counted(details.dependents, '{0} task', '{0} tasks'));
  for (const { heading, references } of details.documents) fact(markdown, heading, references.join(', '));
  if (documents) context(markdown, documents);
  if (details.notes) fact(markdown, t('Notes'), details.notes);
  return markdown;
}

/** Files whose cost is told one by one. */
const MOST_LISTED = 8;

/** What reading the task's documents costs an agent, file by file. */
function context(markdown: vscode.MarkdownString, documents: TaskDocuments): void {
  if (documents.context.length === 0) return;
  const cost = contextCost(documents);
  fact(markdown, t('Context'), costText(cost));
  for (const line of cost.files.length > 1 ? costLines(cost, MOST_LISTED) : []) {
    markdown.appendMarkdown('\n- ');
    appendWords(markdown, line);
  }
  markdown.appendMarkdown('\n\n');
}

/** A tooltip of plain lines. */
export function plainTooltip(lines: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', false);
  for (const line of lines.split('\n')) paragraph(markdown, line);
  return markdown;
}

function dependencies({ dependencies: list, moreDependencies }: TaskDetails): string {
  const named = list.map(({ id, status, isMet }) => `${id} (${isMet ? t('done') : status})`).join(', ');
  return moreDependencies > 0 ? t('{0}, and {1} more', named, moreDependencies) : named;
}

function strong(markdown: vscode.MarkdownString, value: string): void {
  markdown.appendMarkdown('**');
  appendWords(markdown, value);
  markdown.appendMarkdown('**');
}

function paragraph(markdown: vscode.MarkdownString, value: string): void {
  markdown.appendMarkdown('\n\n');
  appendWords(markdown, value);
}

function rule(markdown: vscode.MarkdownString): void {
  markdown.appendMarkdown('\n\n---\n\n');
}

/** A line of its own. `name` is ours; `value` is data. */
function fact(markdown: vscode.MarkdownString, name: string, value: string): void {
  markdown.appendMarkdown(`**${name}** `);
  appendWords(markdown, value);
  markdown.appendMarkdown('  \n');
}
