import * as vscode from 'vscode';
import { readDocumentRef } from '../../core/manifest/readLoosely';
import type { DocumentKind } from '../../core/manifest/task';
import { plainText } from '../../core/delegate/plainText';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { documentTarget } from './documentTarget';
import { rangeIn, type OpenTexts } from './openTexts';

/** Links beyond these are not drawn, since the editor holds them all; Go to Definition works on every reference. */
const MOST_LINKS = 5000;

/** A reference that is a link; where it leads is found out when it is followed. */
class ReferenceLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly backlog: Backlog,
    readonly raw: string,
    readonly kind: DocumentKind,
  ) {
    super(range);
    this.tooltip = t('Open {0}', plainText(raw));
  }
}

/** The references of a manifest that can lead to a file inside the workspace folder. */
export function linksOf(texts: OpenTexts, document: vscode.TextDocument): vscode.DocumentLink[] {
  const open = texts.of(document);
  if (open?.kind !== 'manifest') return [];
  const links: vscode.DocumentLink[] = [];
  for (const { token, start, end } of open.index.tokens()) {
    if (!token.document || !mayLeadInside(token.value, token.document)) continue;
    if (links.push(new ReferenceLink(rangeIn(document, { start: start + 1, end: end - 1 }), open.backlog, token.value, token.document)) >= MOST_LINKS) break;
  }
  return links;
}

/** The file that a link leads to, at its section; the editor says so itself where there is none. */
export async function resolveLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink> {
  if (!(link instanceof ReferenceLink)) return link;
  const { fact, line } = await documentTarget(link.backlog, link.raw, link.kind);
  if (fact.kind === 'missing') return link;
  const uri = vscode.Uri.joinPath(link.backlog.folder.uri, fact.path);
  link.target = line === undefined ? uri : uri.with({ fragment: `L${line + 1}` });
  return link;
}

/** What a look at the words refuses already: addresses, absolute paths and ways out. Links on disk are looked at on the way. */
function mayLeadInside(raw: string, kind: DocumentKind): boolean {
  const { path, adr } = readDocumentRef(raw, kind);
  if (adr !== undefined) return true;
  return path !== undefined && path !== '' && !/^[a-z][a-z0-9+.-]*:|^[/\\]|[*?[\]{}]/i.test(path) && !path.split(/[\\/]/).includes('..');
}
