import * as vscode from 'vscode';
import type { FileKind } from '../../core/language/parts';
import { t } from '../../core/words';
import type { Backlogs } from '../backlog';
import { SECTION } from '../ids';
import type { LanguageService } from './languageService';
import type { LanguageServices } from './services';

/** Characters behind which proposals are offered: a string begins, a folder ends, a section begins. */
const TRIGGERS = ['"', '/', '#'];

/**
 * The manifest and the state file as a language: hover, definition, references, links, completion, rename, lenses and
 * symbols, for the two files of each backlog and no others. What answers is loaded when the editor first asks.
 */
export function registerLanguage(services: LanguageServices): vscode.Disposable {
  const { backlogs, log } = services;
  let loading: Promise<LanguageService> | undefined;
  let registered: vscode.Disposable | undefined;
  let shown = '';
  let drawn: readonly unknown[] = [];
  const lensesChanged = new vscode.EventEmitter<void>();
  const service = () => (loading ??= import('./languageService').then(({ createLanguageService }) => createLanguageService(services)));
  /** What fails is logged; the editor is told that there is no answer. */
  async function ask<T>(what: string, question: (service: LanguageService) => T | Promise<T>): Promise<T | undefined> {
    try {
      return await question(await service());
    } catch (error) {
      log.error(`${what} of the manifest or state file failed`, error);
      return undefined;
    }
  }
  const follow = () => {
    const wanted = JSON.stringify(backlogs.all.map(({ folder, settings }) => [folder.uri.toString(), settings.manifestPath, settings.statePath]));
    if (wanted !== shown) {
      registered?.dispose();
      const selector = [...selectorOf(backlogs, 'manifest'), ...selectorOf(backlogs, 'state')];
      registered = selector.length > 0 ? providers(selector, ask, service, lensesChanged.event) : undefined;
      shown = wanted;
    }
    const now = backlogs.all.map(({ snapshot }) => snapshot);
    if (now.length === drawn.length && now.every((snapshot, index) => snapshot === drawn[index])) return;
    drawn = now;
    lensesChanged.fire();
  };
  const settingChanged = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.codeLens`)) lensesChanged.fire();
  });
  follow();
  const listening = [backlogs.onDidChange(follow), settingChanged, vscode.workspace.onDidGrantWorkspaceTrust(() => lensesChanged.fire())];
  return new vscode.Disposable(() => {
    registered?.dispose();
    vscode.Disposable.from(lensesChanged, ...listening).dispose();
    void loading?.then((loaded) => loaded.dispose());
  });
}

type Ask = <T>(what: string, question: (service: LanguageService) => T | Promise<T>) => Promise<T | undefined>;

function providers(selector: vscode.DocumentSelector, ask: Ask, service: () => Promise<LanguageService>, lensesChanged: vscode.Event<void>): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerHoverProvider(selector, { provideHover: (document, position) => ask('hover', (one) => one.hover(document, position)) }),
    languages.registerDefinitionProvider(selector, { provideDefinition: (document, position) => ask('definition', (one) => one.definition(document, position)) }),
    languages.registerReferenceProvider(selector, { provideReferences: (document, position, context) => ask('references', (one) => one.references(document, position, context)) }),
    languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: (document) => ask('links', (one) => one.links(document)),
      resolveDocumentLink: (link) => ask('a link', (one) => one.resolveLink(link)),
    }),
    languages.registerCompletionItemProvider(selector, { provideCompletionItems: (document, position) => ask('completion', (one) => one.complete(document, position)) }, ...TRIGGERS),
    languages.registerRenameProvider(selector, {
      // A refusal is told by an error, so these two are not shielded.
      prepareRename: async (document, position) => (await service()).prepareRename(document, position),
      provideRenameEdits: async (document, position, name) => (await service()).rename(document, position, name),
    }),
    languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged,
      provideCodeLenses: (document) => (wantsLenses(document) ? ask('lenses', (one) => one.lenses(document)) : []),
      resolveCodeLens: (lens) => ask('a lens', (one) => one.resolveLens(lens)),
    }),
    languages.registerDocumentSymbolProvider(selector, { provideDocumentSymbols: (document) => ask('symbols', (one) => one.symbols(document)) }, { label: t('Tasks') }),
    languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: (query) => ask('workspace symbols', (one) => one.workspaceSymbols(query)),
      resolveWorkspaceSymbol: (symbol) => ask('a workspace symbol', (one) => one.resolveSymbol(symbol)),
    }),
  );
}

function wantsLenses({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(SECTION, uri).get('codeLens', true);
}

/** Files on disk alone: what git shows of other versions is not to be worked in. */
function selectorOf({ all }: Backlogs, kind: FileKind): vscode.DocumentFilter[] {
  return all.flatMap(({ folder, settings }) => {
    const pattern = new vscode.RelativePattern(folder.uri, literal(kind === 'manifest' ? settings.manifestPath : settings.statePath));
    return ['json', 'jsonc'].map((language) => ({ scheme: 'file', language, pattern }));
  });
}

/** A path as a glob that means it alone. */
function literal(path: string): string {
  return path.replace(/[*?[\]{}]/g, '[$&]');
}
