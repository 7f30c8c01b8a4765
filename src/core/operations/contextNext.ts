import { oneLine } from '../delegate/plainText';
import { isCovered, unreadParts } from '../context/coverage';
import { pagesOf, type Span } from '../context/pages';
import type { ReadableDocument, TaskReading, WantedPart } from '../context/taskReading';
import type { TaskView } from '../snapshot';
import { nextStep } from './change';

/** What to read next, as an input of `context`. */
export interface NextPage {
  readonly document: string;
  readonly page: number;
}

/** The first page that has to be read and was not: of `current` from its page on, else of the first part that has one. */
export function nextPage(reading: TaskReading, current?: { readonly name: string; readonly document: ReadableDocument; readonly pages: readonly Span[]; readonly page: number }): NextPage | undefined {
  if (current && current.document.wanted.some((part) => !isCovered(current.document.read, part))) {
    const { name, document, pages, page } = current;
    const isOpen = (one: Span) => !isCovered(document.read, one) && unreadParts(document).some((part) => one.from < part.to && part.from < one.to);
    const later = pages.findIndex((one, index) => index >= page && isOpen(one));
    const open = later >= 0 ? later : pages.findIndex(isOpen);
    if (open >= 0) return { document: name, page: open + 1 };
  }
  for (const document of reading.documents) {
    const [part] = unreadParts(document);
    if (part) return { document: part.name, page: firstUnread(document, part) };
  }
  return undefined;
}

function firstUnread({ content, outline, read }: ReadableDocument, part: WantedPart): number {
  return Math.max(0, pagesOf(content.text, outline, part).findIndex((page) => !isCovered(read, page))) + 1;
}

/** The next step in words, for a model: the page to read, or what to do once all is read. */
export function nextWords(view: TaskView, next: NextPage | undefined, hasDocuments: boolean): readonly string[] {
  if (next) return [`Next: read ${next.page === 1 ? '' : `page ${next.page} of `}${oneLine(next.document)} with context.`];
  const step = nextStep(view);
  return [`${hasDocuments ? 'All context is read.' : 'There is no context to read.'}${step === undefined ? '' : ` Next: ${step}`}`];
}
