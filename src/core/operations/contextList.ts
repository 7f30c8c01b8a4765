import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { isCovered, unreadParts } from '../context/coverage';
import { pagesOf } from '../context/pages';
import type { ReadableDocument, TaskReading, WantedPart } from '../context/taskReading';
import { aboutTokens, aboutTokensText } from '../context/tokens';
import type { TaskView } from '../snapshot';
import type { Answer } from './operation';
import { nextPage, nextWords } from './contextNext';

/** Documents told one by one, and headings over all of them: the list must stay short. */
const MOST_DOCUMENTS = 40;
const MOST_HEADINGS = 60;

/** The list of a task's documents: cost, pages, outline, what was read, what is missing and why, and the next step. */
export function contextList(view: TaskView, reading: TaskReading): Answer {
  const { documents, refused, missing } = reading;
  const parts = documents.flatMap((document) => document.wanted.map((part) => partFacts(document, part)));
  const next = nextPage(reading);
  const headings = Math.max(3, Math.floor(MOST_HEADINGS / Math.max(1, parts.length)));
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  const unread = parts.filter(({ isRead }) => !isRead).length;
  const head = `${oneLine(view.task.id)}: ${parts.length} ${parts.length === 1 ? 'document' : 'documents'} to read, ${aboutTokensText(total)}; ${unread === 0 ? 'none' : unread} not read yet`;
  return {
    text: [
      head,
      ...parts.slice(0, MOST_DOCUMENTS).flatMap((part) => partLines(part, headings)),
      ...more(parts.length),
      ...refused.slice(0, MOST_DOCUMENTS).map(({ refusal }) => `- ${oneLine(refusal.message)}. ${oneLine(refusal.remedy)}`),
      ...more(refused.length),
      ...missing.slice(0, MOST_DOCUMENTS).map(({ ref, reason }) => `- missing: ${cut(oneLine(ref.raw), 200)} (${oneLine(reason)})`),
      ...more(missing.length),
      ...nextWords(view, next, documents.length > 0),
    ].join('\n'),
    data: {
      task_id: view.task.id,
      tokens: total,
      documents: parts.map(({ document, part, pages, tokens, isRead }) => ({ document: part.name, kind: document.facts[0]?.ref.kind, tokens, pages: pages.length, read: isRead })),
      not_readable: refused.map(({ path, refusal }) => ({ document: path, reason: refusal.message })),
      missing: missing.map(({ ref, reason }) => ({ reference: ref.raw, reason })),
      next: next ?? null,
    },
  };
}

function more(count: number): readonly string[] {
  return count > MOST_DOCUMENTS ? [`- and ${count - MOST_DOCUMENTS} more`] : [];
}

function partFacts(document: ReadableDocument, part: WantedPart) {
  const pages = pagesOf(document.content.text, document.outline, part);
  return {
    document,
    part,
    pages,
    tokens: aboutTokens(document.content.text.slice(part.from, part.to)),
    read: pages.map((page) => isCovered(document.read, page)),
    isRead: !unreadParts(document).includes(part),
  };
}

type PartFacts = ReturnType<typeof partFacts>;

function partLines({ document, part, pages, tokens, read, isRead }: PartFacts, most: number): readonly string[] {
  const size = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`;
  const open = read.flatMap((one, index) => (one ? [] : [index + 1]));
  const standing = isRead ? 'read' : open.length === pages.length ? 'not read' : `page ${runs(open)} not read`;
  const lacks = part.lacks === undefined ? [] : [`  it has no section ${cut(oneLine(part.lacks), 80)}, so all of it has to be read`];
  const outline = outlineText(document, part, most);
  return [`- ${oneLine(part.name)} (${document.facts[0]?.ref.kind ?? 'spec'}, ${aboutTokensText(tokens)}, ${size}): ${standing}`, ...lacks, ...(outline === '' ? [] : [`  ${outline}`])];
}

/** The headings of the highest levels that fit, in their order. */
function outlineText({ outline, content }: ReadableDocument, part: WantedPart, most: number): string {
  const inside = outline.headings.filter(({ from, text }) => from >= part.from && from < part.to && text !== '');
  // The title of a document and of a section says what its name says.
  const [first, ...rest] = inside;
  const below = first && first.to >= Math.min(part.to, content.text.length) ? rest : inside;
  const levels = [...new Set(below.map(({ level }) => level))].sort((a, b) => a - b);
  const deepest = levels.findLast((level) => below.filter((one) => one.level <= level).length <= most) ?? levels[0] ?? 0;
  const fitting = below.filter(({ level }) => level <= deepest);
  const shown = fitting.slice(0, most).map(({ text }) => cut(oneLine(text), 60));
  const left = below.length - shown.length;
  return shown.length === 0 ? '' : `sections: ${shown.join(' | ')}${left > 0 ? ` | and ${left} more` : ''}`;
}

/** `2-4, 7`. */
function runs(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}
