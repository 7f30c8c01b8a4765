import type { DocumentFact } from '../documents';
import type { Task } from '../manifest/task';
import type { DocumentText, ReadingLog, ReadRange, Refusal, Workplace } from '../ports';
import { outlineOf, type Outline } from './outline';
import type { Span } from './pages';
import { sectionNamed } from './section';

export type FoundDocument = Extract<DocumentFact, { kind: 'found' }>;
export type MissingDocument = Extract<DocumentFact, { kind: 'missing' }>;

/** A document of a task, once, with what of it was handed out in its present version. */
export interface ReadableDocument {
  readonly path: string;
  /** The references that lead to it, in the manifest's order. */
  readonly facts: readonly FoundDocument[];
  readonly content: DocumentText;
  readonly outline: Outline;
  /** What the references ask to be read: the whole, or sections. */
  readonly wanted: readonly WantedPart[];
  readonly read: readonly Span[];
}

/** A part of a document that has to be read whole. */
export interface WantedPart extends Span {
  /** As `context` takes it: `docs/x.md`, or with the section's anchor behind `#`. */
  readonly name: string;
  /** A section that the reference names and the document does not have. */
  readonly lacks?: string;
}

/** All that is known of the reading of a task's documents. */
export interface TaskReading {
  readonly documents: readonly ReadableDocument[];
  /** Found, but no text that can be handed out. */
  readonly refused: readonly { readonly path: string; readonly facts: readonly FoundDocument[]; readonly refusal: Refusal }[];
  readonly missing: readonly MissingDocument[];
}

/** Reads a task's documents, and what was handed out of them before. */
export async function readingOf({ readings }: { readonly readings: ReadingLog }, task: Task, place: Pick<Workplace, 'context' | 'documents'>): Promise<TaskReading> {
  const [{ context }, ranges] = await Promise.all([place.context.check(task), readings.of(task.id)]);
  const documents: ReadableDocument[] = [];
  const refused: TaskReading['refused'][number][] = [];
  for (const [path, facts] of byPath(context)) {
    const content = await place.documents.read(path);
    if (content.ok) documents.push(readable(path, facts, content.value, ranges));
    else refused.push({ path, facts, refusal: content.error });
  }
  return { documents, refused, missing: context.filter((fact) => fact.kind === 'missing') };
}

function byPath(context: readonly DocumentFact[]): ReadonlyMap<string, FoundDocument[]> {
  const found = new Map<string, FoundDocument[]>();
  for (const fact of context) {
    if (fact.kind !== 'found') continue;
    const facts = found.get(fact.path);
    if (facts) facts.push(fact);
    else found.set(fact.path, [fact]);
  }
  return found;
}

function readable(path: string, facts: readonly FoundDocument[], content: DocumentText, ranges: readonly ReadRange[]): ReadableDocument {
  const outline = outlineOf(content.text);
  return {
    path,
    facts,
    content,
    outline,
    wanted: wantedOf(path, facts, outline, content.text.length),
    read: ranges.filter((range) => range.path === path && range.version === content.version),
  };
}

/** The whole document where one reference asks for it; else each section once. */
function wantedOf(path: string, facts: readonly FoundDocument[], outline: Outline, length: number): readonly WantedPart[] {
  const parts = new Map<string, WantedPart>();
  for (const { ref } of facts) {
    const heading = ref.section === undefined ? undefined : sectionNamed(outline, ref.section)?.heading;
    const lacks = ref.section === undefined || heading ? {} : { lacks: ref.section };
    if (!heading) return [{ name: path, from: 0, to: length, ...lacks }];
    const name = `${path}#${heading.slug}`;
    parts.set(name, { name, from: heading.from, to: heading.to });
  }
  return [...parts.values()];
}
