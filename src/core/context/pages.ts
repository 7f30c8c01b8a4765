import type { Outline } from './outline';
import { tokenWeight } from './tokens';

/** The most tokens a page holds, by {@link tokenWeight}. */
export const PAGE_TOKENS = 3000;

/** A part of a text: UTF-16 offsets, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is never cut but where nothing else helps: a line, or a part of one that is too long. */
interface Unit extends Span {
  readonly weight: number;
  /** How good a cut before it is; the lower the better. */
  readonly cut: number;
}

const CUT_PARAGRAPH = 7;
const CUT_LINE = 8;
/** Inside a block of code, or inside a line. */
const CUT_INSIDE = 9;

/**
 * Cuts a part of a text, which begins at the begin of a line, into pages that join to it again. A page ends before a
 * heading (of a high level rather than a low one), else after a paragraph, else after a line outside fenced code.
 */
export function pagesOf(text: string, outline: Outline, { from, to }: Span): readonly Span[] {
  const units = unitsOf(text, outline, { from, to });
  const pages: Span[] = [];
  for (let start = 0; start < units.length; ) {
    const end = endOfPage(units, start);
    pages.push({ from: units[start]?.from ?? from, to: units[end - 1]?.to ?? to });
    start = end;
  }
  return pages.length === 0 ? [{ from, to }] : pages;
}

function endOfPage(units: readonly Unit[], start: number): number {
  let end = start;
  let weight = 0;
  /** The best cut in the page's second half, and the last that is not inside something. */
  let best: number | undefined;
  let lastClean: number | undefined;
  for (; end < units.length; end++) {
    const unit = units[end];
    if (!unit) break;
    if (end > start && unit.cut < CUT_INSIDE) lastClean = end;
    if (weight >= PAGE_TOKENS / 2 && unit.cut < CUT_INSIDE && unit.cut <= (units[best ?? -1]?.cut ?? CUT_INSIDE)) best = end;
    if (end > start && weight + unit.weight > PAGE_TOKENS) return best ?? (lastClean !== undefined && fitsOnPage(units, lastClean) ? lastClean : end);
    weight += unit.weight;
  }
  return end;
}

/** Whether the block that begins at a unit fits on one page, so that a short page before it saves it from being cut. */
function fitsOnPage(units: readonly Unit[], start: number): boolean {
  let weight = 0;
  for (let index = start; index < units.length; index++) {
    const unit = units[index];
    if (!unit || (index > start && unit.cut < CUT_INSIDE)) return true;
    weight += unit.weight;
    if (weight > PAGE_TOKENS) return false;
  }
  return true;
}

function unitsOf(text: string, { lineStarts, fencedLines, headings }: Outline, { from, to }: Span): readonly Unit[] {
  const levels = new Map(headings.map((heading) => [heading.from, heading.level]));
  const units: Unit[] = [];
  let isAfterBlank = false;
  lineStarts.forEach((start, index) => {
    if (start < from || start >= to) return;
    const end = Math.min(lineStarts[index + 1] ?? text.length, to);
    const cut = fencedLines.has(index) ? CUT_INSIDE : (levels.get(start) ?? (isAfterBlank ? CUT_PARAGRAPH : CUT_LINE));
    addLine(units, text, { from: start, to: end }, cut);
    isAfterBlank = end - start < 200 && text.slice(start, end).trim() === '';
  });
  return units;
}

/** A line longer than this many tokens is cut inside. */
const LINE_TOKENS = PAGE_TOKENS / 4;

function addLine(units: Unit[], text: string, line: Span, cut: number): void {
  for (let from = line.from; from < line.to; ) {
    const to = endWithin(text, { from, to: line.to });
    units.push({ from, to, weight: tokenWeight(text.slice(from, to)), cut: from === line.from ? cut : CUT_INSIDE });
    from = to;
  }
}

/** Where at most {@link LINE_TOKENS} of a line end: with a word if one ends near, never inside a letter. */
function endWithin(text: string, { from, to }: Span): number {
  let end = Math.min(to, from + LINE_TOKENS * 8);
  for (let weight = tokenWeight(text.slice(from, end)); weight > LINE_TOKENS && end - from > 2; weight = tokenWeight(text.slice(from, end))) {
    end = from + Math.max(2, Math.floor((end - from) * Math.min(0.95, LINE_TOKENS / weight)));
  }
  if (end === to) return to;
  const words = text.slice(from, end).lastIndexOf(' ') + 1;
  if (words > (end - from) * 0.8) return from + words;
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(end - 1)) || (text.charAt(end - 1) === '\r' && text.charAt(end) === '\n');
  return isSplit && end - from > 1 ? end - 1 : end;
}
