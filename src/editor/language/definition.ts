import * as vscode from 'vscode';
import { definitionsOf, meaningOf, referencesTo, type Place } from '../../core/language/targets';
import { documentTarget, locationOf } from './documentTarget';
import { rangeIn, type OpenBoth, type OpenTexts } from './openTexts';

/** Where the id or document under the cursor is defined. */
export async function definitionOf(texts: OpenTexts, document: vscode.TextDocument, position: vscode.Position): Promise<vscode.LocationLink[]> {
  const open = texts.of(document);
  const found = open?.index.at(document.offsetAt(position));
  if (!open || !found) return [];
  const originSelectionRange = rangeIn(document, found);
  if (found.token.document) {
    const location = locationOf(open.backlog, await documentTarget(open.backlog, found.token.value, found.token.document));
    return location ? [{ targetUri: location.uri, targetRange: location.range, originSelectionRange }] : [];
  }
  const both = await texts.both(open);
  return definitionsOf(found, both.files).flatMap((place) => {
    const target = both.documents[place.file];
    if (!target) return [];
    return [{ targetUri: target.uri, targetRange: rangeIn(target, place.around), targetSelectionRange: rangeIn(target, place), originSelectionRange }];
  });
}

/** Every place of the two files that names the task or criterion under the cursor. */
export async function referencesOf(texts: OpenTexts, document: vscode.TextDocument, position: vscode.Position, { includeDeclaration }: vscode.ReferenceContext): Promise<vscode.Location[]> {
  const open = texts.of(document);
  const found = open?.index.at(document.offsetAt(position));
  if (!open || !found) return [];
  const both = await texts.both(open);
  const meaning = meaningOf(found, both.files);
  const references = meaning ? referencesTo(meaning, both.files) : [];
  return references.filter(({ role }) => includeDeclaration || role !== 'definition').flatMap((place) => locationIn(both, place));
}

function locationIn({ documents }: OpenBoth, place: Place): vscode.Location[] {
  const target = documents[place.file];
  return target ? [new vscode.Location(target.uri, rangeIn(target, place))] : [];
}
