import { DocumentIndex, joined, type Change } from './documentIndex';
import type { FileKind } from './parts';

/** The index of a text that is being typed in. Hearing of an edit costs nothing; the next question pays for it. */
export class LiveIndex {
  /** Of the last text whose brackets paired up, or that was looked at whole. */
  private base: DocumentIndex;
  private change: Change | undefined;
  /** Of the text as it is, while `base` is older. */
  private latest: DocumentIndex | undefined;

  constructor(
    text: string,
    private readonly kind: FileKind,
  ) {
    this.base = DocumentIndex.of(text, kind);
  }

  /** Edits must come one by one, each in terms of the text that the one before it left. */
  edited(offset: number, removed: number, inserted: number): void {
    this.change = joined(this.change, { offset, removed, inserted });
    this.latest = undefined;
  }

  /** The index of the text as it is now, which `text` gives. */
  read(text: () => string): DocumentIndex {
    if (!this.change) return this.base;
    if (this.latest) return this.latest;
    const now = text();
    const isKnown = now.length === this.base.text.length + this.change.newEnd - this.change.oldEnd;
    const next = isKnown && this.base.isWhole ? this.base.after(this.change, now) : undefined;
    if (next && !next.isWhole) return (this.latest = next);
    this.base = next ?? DocumentIndex.of(now, this.kind);
    this.change = undefined;
    return this.base;
  }
}
