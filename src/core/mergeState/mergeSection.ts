import { isSameJson } from '../json/meaning';
import { freshLayout, layoutOf, memberIndent, writeObject, type ObjectLayout } from '../json/layout';
import { membersOf, type Member, type ObjectRange } from '../json/members';
import { relaid } from '../json/relay';
import { removals, type TextEdit } from '../json/textEdit';
import { marksAfter, type MergeConflict } from './conflict';
import { mergeEntry } from './mergeFields';
import { fieldsOf, type Section, type Side } from './side';
import { writtenObject } from './writeFields';

/** What a merge does to one of the objects that hold entries by task id. */
export interface SectionMerge {
  /** In the offsets of our text, the first first. */
  readonly edits: readonly TextEdit[];
  readonly conflicts: readonly MergeConflict[];
  /** Those of them whose entry is no object, so that it can't hold their mark. */
  readonly unmarked: readonly MergeConflict[];
  /** Ids of entries in which what both sides recorded is put together. */
  readonly combined: readonly string[];
  /** Ids of entries that are as theirs has them. */
  readonly taken: readonly string[];
}

/**
 * Merges the entries of one object by task id. An entry that one side removed goes only where the other left it as it was.
 * New ones of theirs follow ours.
 */
export function mergeSection(section: Section, base: Side | undefined, ours: Side, theirs: Side): SectionMerge {
  const range = ours.sections.get(section);
  if (!range) return { edits: [], conflicts: [], unmarked: [], combined: [], taken: [] };
  return new SectionMerger(section, base, ours, theirs, range).merge();
}

class SectionMerger {
  private readonly edits: TextEdit[] = [];
  private readonly conflicts: MergeConflict[] = [];
  private readonly unmarked: MergeConflict[] = [];
  private readonly combined: string[] = [];
  private readonly taken: string[] = [];
  private readonly before: ReadonlyMap<string, string>;
  private readonly other: ReadonlyMap<string, string>;
  private readonly layout: ObjectLayout;
  private readonly theirIndent: string;

  constructor(
    private readonly section: Section,
    base: Side | undefined,
    private readonly ours: Side,
    private readonly theirs: Side,
    private readonly range: ObjectRange,
  ) {
    this.before = fieldsOf(base?.text ?? '', base?.sections.get(section));
    this.other = fieldsOf(theirs.text, theirs.sections.get(section));
    this.layout = layoutOf(ours.text, range) ?? freshLayout(ours.layout, sectionIndent(ours));
    const their = theirs.sections.get(section);
    this.theirIndent = memberIndent((their && layoutOf(theirs.text, their)) ?? freshLayout(theirs.layout, sectionIndent(theirs)));
  }

  merge(): SectionMerge {
    const mine = new Map(this.range.members.map((member) => [member.key, member]));
    const gone = new Set([...mine].filter(([id, member]) => this.isRemoved(id, member)).map(([id]) => id));
    for (const [id, member] of mine) if (!gone.has(id)) this.mergeOne(id, member);
    const fresh = [...this.other].filter(([id, text]) => !mine.has(id) && !isSameJson(text, this.before.get(id)));
    this.taken.push(...gone, ...fresh.map(([id]) => id));
    const written = fresh.map(([id, text]) => [id, this.laidOut(text)] as const);
    const isEmptied = gone.size === mine.size;
    const edits = isEmptied ? this.replaced(written) : [...this.edits, ...removals(this.range, ({ key }) => gone.has(key)), ...this.appended(written)];
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    const { conflicts, unmarked, combined, taken } = this;
    return { edits, conflicts, unmarked, combined, taken };
  }

  private isRemoved(id: string, member: Member): boolean {
    return !this.other.has(id) && this.before.has(id) && isSameJson(this.textOf(member), this.before.get(id));
  }

  private mergeOne(id: string, { start, end }: Member): void {
    const [before, ours, theirs] = [this.before.get(id), this.ours.text.slice(start, end), this.other.get(id)];
    if (theirs === undefined || isSameJson(ours, theirs) || isSameJson(theirs, before)) return;
    if (ours === before) {
      this.taken.push(id);
      this.edits.push({ start, end, text: this.laidOut(theirs) });
      return;
    }
    if (!ours.startsWith('{') || !theirs.startsWith('{')) {
      if (isSameJson(ours, before)) this.edits.push({ start, end, text: this.laidOut(theirs) });
      else this.unmarked.push({ taskId: id, field: this.section, ours, theirs });
      return;
    }
    const [mine, other, was] = [ours, theirs, before?.startsWith('{') === true ? before : '{}'].map((text) => fieldsOf(text, membersOf(text, 0)));
    if (!mine || !other || !was) return;
    const { puts, conflicts } = mergeEntry(was, mine, other);
    this.conflicts.push(...conflicts.map((one) => ({ taskId: id, ...one })));
    const marks = marksAfter(was, mine, other, conflicts);
    const place = { ours: this.ours, theirs: this.theirs, indent: memberIndent(this.layout), start };
    (isSameJson(ours, before) ? this.taken : this.combined).push(id);
    this.edits.push({ start, end, text: writtenObject(ours, theirs, { puts, marks }, place) });
  }

  /** Nothing of ours stays. */
  private replaced(entries: readonly (readonly [string, string])[]): TextEdit[] {
    const { start, end, members } = this.range;
    return members.length === 0 && entries.length === 0 ? [] : [{ start, end, text: writeObject(entries, this.layout) }];
  }

  private appended(entries: readonly (readonly [string, string])[]): TextEdit[] {
    const { layout, range } = this;
    const at = range.members.at(-1)?.end ?? range.end;
    return entries.map(([id, text]) => ({ start: at, end: at, text: layout.separator + JSON.stringify(id) + layout.colon + text }));
  }

  /** An entry of theirs as it stands among ours. */
  private laidOut(text: string): string {
    const { ours, theirs } = this;
    const isInLines = /[\r\n]/.test(this.layout.open);
    return relaid(text, { indent: this.theirIndent, unit: theirs.layout.unit }, { indent: memberIndent(this.layout), unit: ours.layout.unit }, isInLines ? ours.layout.eol : undefined);
  }

  private textOf({ start, end }: Member): string {
    return this.ours.text.slice(start, end);
  }
}

function sectionIndent({ text, root, layout }: Side): string {
  return memberIndent(layoutOf(text, root) ?? freshLayout(layout, ''));
}
