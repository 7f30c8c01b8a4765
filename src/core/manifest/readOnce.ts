import { readDocumentRef, readLabel, readList } from './readLoosely';
import type { DocumentKind, DocumentRef } from './task';

const NO_REFS: readonly DocumentRef[] = [];

/**
 * Reads what many tasks of one manifest have in common, labels and documents, each text once: they share what was read,
 * which takes less memory and time than objects of their own.
 */
export class ReadOnce {
  private readonly labels = { Phase: new Map<string | number, string>(), Slice: new Map<string | number, string>() };
  private readonly documents = { spec: new Map<string, DocumentRef>(), adr: new Map<string, DocumentRef>(), guide: new Map<string, DocumentRef>() };

  label(value: string | number | null | undefined, kind: 'Phase' | 'Slice'): string {
    return remembered(this.labels[kind], value ?? '', (label) => readLabel(label, kind));
  }

  refs(value: readonly string[] | string | null | undefined, kind: DocumentKind): readonly DocumentRef[] {
    const texts = readList(value);
    if (texts.length === 0) return NO_REFS;
    // Hardly any test is named by two tasks.
    if (kind === 'test') return texts.map((text) => readDocumentRef(text, kind));
    return texts.map((text) => remembered(this.documents[kind], text, () => readDocumentRef(text, kind)));
  }
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, read: (key: Key) => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = read(key);
  known.set(key, made);
  return made;
}
