import type * as vscode from 'vscode';
import { AfterRename } from './afterRename';
import { completionOf } from './completion';
import { definitionOf, referencesOf } from './definition';
import { hoverOf } from './hover';
import { lensesOf, resolveLens } from './lenses';
import { linksOf, resolveLink } from './links';
import { OpenTexts } from './openTexts';
import type { LanguageServices } from './services';
import { prepareRename, renameOf } from './rename';
import { resolveWorkspaceSymbol, symbolsOf, workspaceSymbols } from './symbols';

/** The answers to the editor's questions about the two files. Loaded as a bundle of its own when the first is asked. */
export type LanguageService = ReturnType<typeof createLanguageService>;

export function createLanguageService(services: LanguageServices) {
  const { backlogs } = services;
  const texts = new OpenTexts(backlogs);
  const after = new AfterRename();
  return {
    hover: (document: vscode.TextDocument, position: vscode.Position) => hoverOf(texts, services, document, position),
    definition: (document: vscode.TextDocument, position: vscode.Position) => definitionOf(texts, document, position),
    references: (document: vscode.TextDocument, position: vscode.Position, context: vscode.ReferenceContext) => referencesOf(texts, document, position, context),
    links: (document: vscode.TextDocument) => linksOf(texts, document),
    resolveLink,
    complete: (document: vscode.TextDocument, position: vscode.Position) => completionOf(texts, document, position),
    prepareRename: (document: vscode.TextDocument, position: vscode.Position) => prepareRename(texts, document, position),
    rename: (document: vscode.TextDocument, position: vscode.Position, name: string) => renameOf(texts, after, document, position, name),
    lenses: (document: vscode.TextDocument) => lensesOf(texts, document),
    resolveLens,
    symbols: (document: vscode.TextDocument) => symbolsOf(texts, document),
    workspaceSymbols: (query: string) => workspaceSymbols(backlogs, query),
    resolveSymbol: (symbol: vscode.SymbolInformation) => resolveWorkspaceSymbol(symbol),
    dispose: () => {
      texts.dispose();
      after.dispose();
    },
  };
}
