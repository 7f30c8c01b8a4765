/** A heading of a Markdown text, with the section it begins. Offsets are UTF-16, `to` excluded. */
export interface Heading {
  readonly level: number;
  /** Without markup, cut to 200 letters. */
  readonly text: string;
  /** Its anchor, as GitHub makes it; the second of equal ones ends in `-1`. */
  readonly slug: string;
  readonly from: number;
  /** Where the next heading of its level or above begins. */
  readonly to: number;
}

/** A text seen as lines of Markdown. */
export interface Outline {
  readonly headings: readonly Heading[];
  /** Where each line begins; a text that ends in a line end has no empty line after it. */
  readonly lineStarts: readonly number[];
  /** Indices of the lines that go on with a block of code: a cut before them would split it. */
  readonly fencedLines: ReadonlySet<number>;
}

/** Reads headings (`#` and underlined) and fenced code. What stands in fences, comments and front matter is no heading. */
export function outlineOf(text: string): Outline {
  const lineStarts = startsOf(text);
  const reader = new Reader(text, lineStarts);
  const found = reader.read();
  return { headings: sectioned(found, text.length), lineStarts, fencedLines: reader.fencedLines };
}

/** The line, counted from 1, in which an offset lies. */
export function lineAt({ lineStarts }: Pick<Outline, 'lineStarts'>, offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

function startsOf(text: string): readonly number[] {
  const starts = text === '' ? [] : [0];
  for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) {
    if (index + end.length < text.length) starts.push(index + end.length);
  }
  return starts;
}

interface Found {
  readonly level: number;
  readonly raw: string;
  readonly from: number;
}

/** More of a line than this never matters, so that no line can hold the reader up. */
const LINE_LENGTH = 1000;

const BREAK = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const OTHER = /^ {0,3}(?:[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|[>|<])|^(?: {4}|\t)/;

class Reader {
  readonly fencedLines = new Set<number>();
  private readonly found: Found[] = [];
  private fence: string | undefined;
  private isComment = false;
  /** The first line of the paragraph under way. */
  private paragraph: number | undefined;
  /** In a list, quote, table or piece of HTML, which the lines up to a blank one go on with. */
  private isOther = false;

  constructor(
    private readonly text: string,
    private readonly starts: readonly number[],
  ) {}

  read(): readonly Found[] {
    for (let index = this.afterFrontMatter(); index < this.starts.length; index++) this.take(index, this.line(index));
    return this.found;
  }

  private take(index: number, line: string): void {
    if (this.fence !== undefined) {
      this.fencedLines.add(index);
      if (closes(line, this.fence)) this.fence = undefined;
      this.isOther = false;
      return;
    }
    if (this.isComment) {
      this.isComment = !line.includes('-->');
      return;
    }
    const underline = this.paragraph === undefined ? undefined : /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line)?.[1];
    if (underline !== undefined) return this.underlined(index, underline.startsWith('=') ? 1 : 2);
    const sign = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line);
    this.fence = /^\s*(?:[-*+]\s+|\d{1,9}[.)]\s+|>\s?)*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    this.isComment = /^ {0,3}<!--/.test(line) && !line.includes('-->', 4);
    if (sign) this.found.push({ level: sign[1]?.length ?? 1, raw: withoutClosing(line.slice(sign[0].length)), from: this.starts[index] ?? 0 });
    const isOwn = sign !== null || this.fence !== undefined || line.trim() === '' || BREAK.test(line);
    this.isOther = !isOwn && (OTHER.test(line) || this.isOther);
    this.paragraph = isOwn || this.isOther ? undefined : (this.paragraph ?? index);
  }

  /** A heading of one to three lines with a line drawn under it. */
  private underlined(index: number, level: number): void {
    const first = this.paragraph ?? index;
    this.paragraph = undefined;
    this.isOther = false;
    if (index - first > 3) return;
    const lines = Array.from({ length: index - first }, (_, offset) => this.line(first + offset).trim());
    this.found.push({ level, raw: lines.join(' '), from: this.starts[first] ?? 0 });
  }

  private line(index: number): string {
    const from = this.starts[index] ?? 0;
    const to = this.starts[index + 1] ?? this.text.length;
    return this.text.slice(from, Math.min(to, from + LINE_LENGTH)).replace(/[\r\n]+$/, '');
  }

  private afterFrontMatter(): number {
    if (this.starts.length === 0 || this.line(0).trimEnd() !== '---') return 0;
    for (let index = 1; index < Math.min(this.starts.length, 200); index++) {
      if (/^(---|\.\.\.)\s*$/.test(this.line(index))) return index + 1;
    }
    return 0;
  }
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim().replace(/^(?:>\s?)+/, '');
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}

function withoutClosing(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (end > 0 && trimmed.charAt(end - 1) === '#') end--;
  return end === 0 || /[ \t]/.test(trimmed.charAt(end - 1)) ? trimmed.slice(0, end).trimEnd() : trimmed;
}

/** Gives each heading its anchor and the end of its section. */
function sectioned(found: readonly Found[], end: number): readonly Heading[] {
  const taken = new Map<string, number>();
  const ends = endsOf(found, end);
  return found.map(({ level, raw, from }, index) => {
    const [, before = raw, anchor] = /^(.*?)\s\{#([\w.:-]+)\}$/.exec(raw) ?? [];
    const text = before.replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1').replace(/[`*]|(?<!\w)_|_(?!\w)/g, '').trim();
    const base = anchor ?? slugOf(text);
    const count = taken.get(base) ?? 0;
    taken.set(base, count + 1);
    return { level, text: text.slice(0, 200), slug: count === 0 ? base : `${base}-${count}`, from, to: ends[index] ?? end };
  });
}

function endsOf(found: readonly Found[], end: number): readonly number[] {
  const ends = found.map(() => end);
  const open: number[] = [];
  found.forEach(({ level, from }, index) => {
    for (let top = open.at(-1); top !== undefined && (found[top]?.level ?? 0) >= level; top = open.at(-1)) {
      ends[top] = from;
      open.pop();
    }
    open.push(index);
  });
  return ends;
}

/** The anchor of a heading's text. */
export function slugOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').trim().replaceAll(' ', '-');
}
