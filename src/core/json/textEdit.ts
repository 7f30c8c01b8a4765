import type { Member, ObjectRange } from './members';

/** A piece of a text and what takes its place. Offsets are UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applied(text: string, edit: TextEdit): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Many edits at once: the first first, in the offsets of the text before, without overlap. Copies the text once, however many there are. */
export function appliedAll(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: put } of edits) {
    pieces.push(text.slice(at, start), put);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

/** The same edit without what it leaves as it is at its two ends. */
export function trimmed(text: string, { start, end, text: put }: TextEdit): TextEdit {
  let head = 0;
  const most = Math.min(end - start, put.length);
  while (head < most && text.charCodeAt(start + head) === put.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < most - head && text.charCodeAt(end - 1 - tail) === put.charCodeAt(put.length - 1 - tail)) tail++;
  return { start: start + head, end: end - tail, text: put.slice(head, put.length - tail) };
}

/** What counts of a key that stands more than once. */
export function lastMember(range: ObjectRange, key: string): Member | undefined {
  return range.members.findLast((member) => member.key === key);
}

/** Takes the last member of that name out of its object, with the comma that belongs to it. */
export function removal(range: ObjectRange, key: string): TextEdit {
  const index = range.members.findLastIndex((member) => member.key === key);
  const member = range.members[index];
  const next = range.members[index + 1];
  const previous = range.members[index - 1];
  if (member && next) return { start: member.keyStart, end: next.keyStart, text: '' };
  if (member && previous) return { start: previous.end, end: member.end, text: '' };
  return { start: range.start, end: range.end, text: '{}' };
}

/** Takes members out with the commas that belong to them, one edit for each run of neighbours; the first first. */
export function removals(range: ObjectRange, isGone: (member: Member) => boolean): readonly TextEdit[] {
  const { members } = range;
  const gone = members.map(isGone);
  const edits: TextEdit[] = [];
  members.forEach((member, first) => {
    if (gone[first] !== true || gone[first - 1] === true) return;
    let end = first;
    while (gone[end + 1] === true) end++;
    const next = members[end + 1];
    const previous = members[first - 1];
    if (next) edits.push({ start: member.keyStart, end: next.keyStart, text: '' });
    else if (previous) edits.push({ start: previous.end, end: members[end]?.end ?? member.end, text: '' });
    else edits.push({ start: range.start, end: range.end, text: '{}' });
  });
  return edits;
}
