import type { Task } from '../manifest/task';
import type { ReadingLog, Workplace } from '../ports';
import type { Span } from './pages';
import { readingOf, type ReadableDocument, type WantedPart } from './taskReading';

/**
 * What of a task's documents was not handed out whole in its present version: paths, or `path#section` where only a
 * section is referred to. What is no text that can be handed out does not count.
 */
export async function unreadDocuments(from: { readonly readings: ReadingLog }, task: Task, place: Workplace): Promise<readonly string[]> {
  const { documents } = await readingOf(from, task, place);
  return documents.flatMap((document) => unreadParts(document).map(({ name }) => name));
}

/** The parts of a document that have to be read and were not, or not whole. */
export function unreadParts({ wanted, read }: Pick<ReadableDocument, 'wanted' | 'read'>): readonly WantedPart[] {
  return wanted.filter((part) => !isCovered(read, part));
}

/** Whether the ranges leave nothing out of the part. */
export function isCovered(ranges: readonly Span[], { from, to }: Span): boolean {
  let reached = from;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    if (range.from > reached) break;
    reached = Math.max(reached, range.to);
  }
  return reached >= to;
}
