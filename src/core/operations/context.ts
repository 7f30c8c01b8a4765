import * as z from 'zod';
import { isCovered } from '../context/coverage';
import { lineAt } from '../context/outline';
import { pagesOf, type Span } from '../context/pages';
import { readingOf, type ReadableDocument, type TaskReading } from '../context/taskReading';
import { aboutTokens } from '../context/tokens';
import { chooseBoundary } from '../delegate/fence';
import { oneLine, plainText } from '../delegate/plainText';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { targetOf } from './change';
import { contextList } from './contextList';
import { partNamed, type NamedPart } from './contextNamed';
import { nextPage, nextWords } from './contextNext';
import { operation, taskInput, type Answer } from './operation';
import type { World } from './world';

/** Hands out the documents that a task names, and no others, page by page, and remembers what was (spec, "Context reading"). */
export const context = operation({
  id: 'context',
  title: 'Read Context of Task',
  summary: 'the documents of a task: their list, or one of them page by page',
  effect: 'read',
  input: () => z.strictObject({
    task: taskInput,
    document: z.string().trim().min(1).max(4096).optional().describe('As listed'),
    section: z.string().trim().min(1).max(1000).optional().describe('Heading: only this section'),
    page: z.int().min(1).max(1_000_000).optional().describe('From 1'),
  }),
  words: ['task', 'document'],
  forModels: { description: 'List the documents of a task, or read one page by page. Read all of them before you build.', icon: 'book' },
  run: async (world, { task, document, section, page }) => {
    const target = await targetOf(world, task);
    if (!target.ok) return target;
    const { view, place } = target.value;
    const reading = await readingOf(world, view.task, place);
    if (document === undefined && section === undefined && page === undefined) return ok(contextList(view, reading));
    const part = partNamed(reading, oneLine(view.task.id), { document, section });
    return part.ok ? handOut(world, view, reading, { part: part.value, page: page ?? 1 }) : part;
  },
});

/** One page of a part, noted as read. */
async function handOut(world: World, view: TaskView, reading: TaskReading, { part, page }: { readonly part: NamedPart; readonly page: number }): Promise<Result<Answer, Refusal>> {
  const { document, name } = part;
  const pages = pagesOf(document.content.text, document.outline, part);
  const span = pages[page - 1];
  if (!span) {
    const remedy = pages.length === 1 ? 'Ask for page 1.' : `Ask for a page from 1 to ${pages.length}.`;
    return err({ code: 'UNKNOWN-PAGE', message: `${oneLine(name)} has ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}, not ${page}`, remedy });
  }
  const now = await noted(world, view.task.id, document, span);
  const after = { ...reading, documents: reading.documents.map((one) => (one.path === now.path ? now : one)) };
  const next = nextPage(after, { name, document: now, pages, page });
  const text = plainText(document.content.text.slice(span.from, span.to));
  const fromLine = lineAt(document.outline, span.from);
  const toLine = lineAt(document.outline, Math.max(span.from, span.to - 1));
  const head = `${oneLine(name)}, page ${page} of ${pages.length}, lines ${fromLine}-${toLine}${part.remark === undefined ? '' : ` (${part.remark})`}`;
  return ok({
    text: [head, fencedDocument(text, world), ...nextWords(view, next, true)].join('\n'),
    data: {
      task_id: view.task.id,
      document: name,
      page,
      pages: pages.length,
      lines: [fromLine, toLine],
      tokens: aboutTokens(text),
      ...(part.remark === undefined ? {} : { remark: part.remark }),
      text,
      next: next ?? null,
    },
  });
}

/** The document with the page among what was read. What is known already is not noted again, so that the log stays short. */
async function noted({ readings }: World, taskId: string, document: ReadableDocument, { from, to }: Span): Promise<ReadableDocument> {
  if (isCovered(document.read, { from, to })) return document;
  await readings.note({ taskId, path: document.path, version: document.content.version, from, to });
  return { ...document, read: [...document.read, { from, to }] };
}

/** A document's words between marks that it can't pretend to end (RELIABILITY, "Security", Prompts). */
function fencedDocument(text: string, world: World): string {
  const boundary = chooseBoundary(() => world.randomWord(), [text]);
  return `<document-${boundary}>\n${text.replace(/\n+$/, '')}\n</document-${boundary}>`;
}
