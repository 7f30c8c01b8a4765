import * as vscode from 'vscode';
import { aboutTokensText } from '../../core/context/tokens';
import { meaningOf, type BothFiles } from '../../core/language/targets';
import type { Found } from '../../core/language/documentIndex';
import { criterionLines, dependentsLine, riskLines, statusLines, unknownCriterionLines, unknownTaskLines, type HoverLines } from '../../core/language/words';
import { oneLine } from '../../core/projections/treeText';
import type { Backlog } from '../backlog';
import { escaped } from '../../core/markdownText';
import { t } from '../../core/words';
import { documentTarget, tokensOf } from './documentTarget';
import { rangeIn, type OpenTexts } from './openTexts';
import type { LanguageServices } from './services';

/** What is known of the id, document or word under the cursor. Nothing of it is trusted, and data is never Markdown. */
export async function hoverOf(texts: OpenTexts, services: LanguageServices, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const open = texts.of(document);
  const found = open?.index.at(document.offsetAt(position));
  if (!open || !found) return undefined;
  const { backlog } = open;
  const contents =
    found.token.role === 'document' || found.token.role === 'status' || found.token.role === 'risk'
      ? markdownOf(await wordLines(found, backlog))
      : await idHover(found, (await texts.both(open)).files, backlog, services);
  return new vscode.Hover(contents, rangeIn(document, found));
}

async function wordLines({ token }: Found, backlog: Backlog): Promise<HoverLines> {
  if (token.document) return documentLines(token.value, token.document, backlog);
  return token.role === 'status' ? statusLines(token.value) : riskLines(token.value);
}

async function idHover(found: Found, files: BothFiles, backlog: Backlog, services: LanguageServices): Promise<vscode.MarkdownString> {
  const { snapshot } = backlog;
  const meaning = meaningOf(found, files);
  if (!meaning) return markdownOf(unknownCriterionLines(found.token.value, found.taskId));
  if (meaning.kind === 'criterion') return markdownOf(criterionLines(meaning, snapshot));
  const view = snapshot.byId.get(meaning.id);
  if (!view) return markdownOf(unknownTaskLines(meaning.id, files.manifest?.partsOf(meaning.id).length !== 0, snapshot));
  const markdown = await services.tooltip(view, backlog);
  const dependents = dependentsLine(meaning.id, snapshot);
  if (dependents !== undefined) markdown.appendMarkdown(`\n\n**${t('Waited on by')}** ${escaped(dependents)}`);
  return markdown;
}

async function documentLines(raw: string, kind: Parameters<typeof documentTarget>[2], backlog: Backlog): Promise<HoverLines> {
  const target = await documentTarget(backlog, raw, kind);
  const { fact, outline, line } = target;
  if (fact.kind === 'missing') {
    const remedy = kind === 'test' ? t('A test file may not be written yet; the task’s work includes it.') : t('Write the document, or mend the reference.');
    return [oneLine(raw, 200), t('It can’t be read: {0}.', oneLine(fact.reason, 300)), remedy];
  }
  const tokens = await tokensOf(backlog, fact);
  const { section } = fact.ref;
  return [
    oneLine(outline?.headings[0]?.text ?? fact.path, 200),
    oneLine(fact.path, 300),
    ...(section === undefined ? [] : [line === undefined ? t('It has no section “{0}”: the whole document is meant.', oneLine(section, 80)) : t('Section “{0}”, line {1}.', oneLine(section, 80), line + 1)]),
    ...(tokens === undefined ? [] : [t('Reading it costs an agent {0}.', aboutTokensText(tokens))]),
  ];
}

function markdownOf([heading = '', ...lines]: HoverLines): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', false);
  markdown.appendMarkdown(`**${escaped(heading)}**`);
  for (const line of lines) markdown.appendMarkdown(`\n\n${escaped(line)}`);
  return markdown;
}
