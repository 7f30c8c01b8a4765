import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { sectionNamed, sectionsLike } from '../context/section';
import type { ReadableDocument, TaskReading } from '../context/taskReading';
import type { Span } from '../context/pages';
import type { DocumentRef } from '../manifest/task';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';

/** What is to be handed out of a document. */
export interface NamedPart extends Span {
  readonly document: ReadableDocument;
  /** As it may be asked for again: the path, with the section's anchor behind `#`. */
  readonly name: string;
  /** Worth knowing: another section of the same name, or that the section asked for is not there. */
  readonly remark?: string;
}

interface Asked {
  /** Absent: the task's only document. */
  readonly document?: string | undefined;
  readonly section?: string | undefined;
}

/** The part that a name means among the task's own documents and no others; or a refusal with the names most like it. */
export function partNamed(reading: TaskReading, taskId: string, { document, section }: Asked): Result<NamedPart, Refusal> {
  const named = document === undefined ? onlyDocument(reading, taskId) : documentNamed(reading, taskId, document);
  if (!named.ok) return named;
  const { found, isWhole, ofReference, behindHash } = named.value;
  const wanted = section ?? behindHash ?? ofReference;
  if (isWhole && section === undefined) return ok(whole(found));
  if (wanted === undefined) return ok(whole(found));
  const part = sectionNamed(found.outline, wanted);
  if (part) return ok(sectionPart(found, part.heading, part.others));
  if (section === undefined && ofReference !== undefined) return ok(whole(found, `it has no section ${cut(oneLine(ofReference), 80)}, so all of it has to be read`));
  return err(unknownSection(found, wanted));
}

interface Match {
  readonly found: ReadableDocument;
  /** The name was the bare path. */
  readonly isWhole: boolean;
  /** The section of the reference that was named. */
  readonly ofReference?: string | undefined;
  /** A section that was written behind the path, and that no reference has. */
  readonly behindHash?: string | undefined;
}

function onlyDocument(reading: TaskReading, taskId: string): Result<Match, Refusal> {
  const [only, another] = reading.documents;
  if (only && !another) return ok({ found: only, isWhole: false, ofReference: only.wanted.length === 1 ? only.facts[0]?.ref.section : undefined });
  return err({ code: 'DOCUMENT-NOT-NAMED', message: `${taskId} has ${only ? 'several documents' : 'no document that can be read'}`, remedy: only ? `Name one: ${listed(reading)}.` : 'Ask without section and page for its documents.' });
}

function documentNamed(reading: TaskReading, taskId: string, name: string): Result<Match, Refusal> {
  const given = cleaned(name);
  for (const isSame of [(a: string, b: string) => a === b, (a: string, b: string) => a.toLowerCase() === b.toLowerCase()]) {
    const match = matchOf(reading, given, isSame);
    if (match) return ok(match);
    const refused = reading.refused.find(({ path, facts }) => isSame(path, given.path) || facts.some(({ ref }) => isNamed(ref, given, isSame)));
    if (refused) return err({ ...refused.refusal, message: oneLine(refused.refusal.message) });
    const missing = reading.missing.find(({ ref }) => isNamed(ref, given, isSame));
    if (missing) return err({ code: 'DOCUMENT-NOT-THERE', message: `${cut(oneLine(missing.ref.raw), 200)} can't be read: ${oneLine(missing.reason)}`, remedy: 'Tell the person that the reference has to be mended, and go on with what is there.' });
  }
  const byFileName = reading.documents.filter(({ path }) => fileName(path).toLowerCase() === given.path.toLowerCase());
  if (byFileName.length === 1 && byFileName[0]) return ok({ found: byFileName[0], isWhole: given.section === undefined, behindHash: given.section });
  return err(unknownDocument(reading, taskId, given.path));
}

interface Given {
  readonly raw: string;
  readonly path: string;
  readonly section?: string;
}

function matchOf({ documents }: TaskReading, given: Given, isSame: (a: string, b: string) => boolean): Match | undefined {
  for (const found of documents) {
    const fact = found.facts.find(({ ref }) => isSame(ref.raw.trim(), given.raw));
    // A bare path means all of the document, also where the references are to sections of it.
    if (fact && fact.ref.section !== undefined) return { found, isWhole: false, ofReference: fact.ref.section };
    const isOther = fact !== undefined || found.facts.some(({ ref }) => isNamed(ref, given, isSame));
    if (isOther || isSame(found.path, given.path)) return { found, isWhole: given.section === undefined, behindHash: given.section };
  }
  return undefined;
}

function isNamed(ref: DocumentRef, given: Given, isSame: (a: string, b: string) => boolean): boolean {
  if (ref.adr !== undefined) return numberOf(ref.adr) === numberOf(given.path);
  return isSame(ref.raw.trim(), given.raw) || (ref.path !== undefined && isSame(cleaned(ref.path).path, given.path));
}

/** `adr-9: Money` and `ADR-0009` are one decision. */
function numberOf(adr: string): string | undefined {
  return /^adr[-_ ]?0*(\d{1,6})(?!\d)(?!.*[/.])/i.exec(adr.trim())?.[1];
}

function cleaned(name: string): Given {
  const raw = name.trim();
  const hash = raw.indexOf('#');
  const path = (hash < 0 ? raw : raw.slice(0, hash)).replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  return hash < 0 || hash === raw.length - 1 ? { raw, path } : { raw, path, section: raw.slice(hash + 1) };
}

function whole(document: ReadableDocument, remark?: string): NamedPart {
  return { document, name: document.path, from: 0, to: document.content.text.length, ...(remark === undefined ? {} : { remark }) };
}

function sectionPart(document: ReadableDocument, { slug, from, to }: { slug: string; from: number; to: number }, others: readonly string[]): NamedPart {
  const remark = others.length === 0 ? {} : { remark: `there is another section of this name: ${others.slice(0, 3).map((other) => `#${cut(oneLine(other), 80)}`).join(', ')}` };
  return { document, name: `${document.path}#${slug}`, from, to, ...remark };
}

function unknownDocument(reading: TaskReading, taskId: string, path: string): Refusal {
  const paths = reading.documents.map((one) => one.path);
  const name = cut(oneLine(path), 80);
  const near = nearestOf(path, paths, 3);
  const byName = near.length > 0 ? near : paths.filter((one) => nearestOf(fileName(path), [fileName(one)], 1).length > 0).slice(0, 3);
  const remedy = byName.length > 0 ? `Did you mean ${byName.map(oneLine).join(' or ')}?` : paths.length > 0 ? `Its documents are ${listed(reading)}. Read other files with your own tools.` : 'It has no document that can be read.';
  return { code: `UNKNOWN-DOCUMENT::${name}`, message: `${oneLine(taskId)} does not name ${name} as a document`, remedy };
}

function unknownSection(document: ReadableDocument, section: string): Refusal {
  const { isNear, texts } = sectionsLike(document.outline, section);
  const names = texts.map((text) => `"${cut(oneLine(text), 80)}"`);
  const remedy = names.length === 0 ? 'It has no headings: read it page by page.' : isNear ? `Did you mean ${names.join(' or ')}?` : `Its sections are ${names.join(', ')}${document.outline.headings.length > names.length ? ', …' : ''}.`;
  const name = cut(oneLine(section), 80);
  return { code: `UNKNOWN-SECTION::${name}`, message: `${oneLine(document.path)} has no section ${name}`, remedy };
}

function listed({ documents }: TaskReading): string {
  return `${documents.slice(0, 12).map(({ path }) => oneLine(path)).join(', ')}${documents.length > 12 ? `, and ${documents.length - 12} more` : ''}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
