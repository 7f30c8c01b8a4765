import { readLabel } from '../manifest/readLoosely';
import { oneLine } from '../projections/treeText';
import { counted, t } from '../words';
import type { Body } from './body';
import type { DocumentIndex } from './documentIndex';
import type { Part } from './parts';

/** One row of the outline. `select` is what is marked when a person goes there. Offsets are those of the text. */
export interface OutlineNode {
  readonly kind: 'phase' | 'slice' | 'task' | 'criterion' | 'entry';
  readonly name: string;
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  readonly select: { readonly start: number; readonly end: number };
  readonly children: readonly OutlineNode[];
}

/** Rows of criteria are left out of larger backlogs: nobody reads that many, and the editor must hold them all. */
const MOST_WITH_CRITERIA = 2000;

/**
 * Phases, slices, tasks and criteria of a manifest, or the entries of a state file, in the order of the text. Tasks
 * that stand together make one phase: one that comes again further down is a row of its own, so that each row's range
 * holds what belongs to it and nothing else.
 */
export function outlineFor(index: DocumentIndex): readonly OutlineNode[] {
  const bodies = index.bodies();
  if (index.kind === 'state') return bodies.map((body, part) => entryNode(index.parts[part], body));
  const withCriteria = index.parts.length <= MOST_WITH_CRITERIA;
  const tasks = bodies.map((body, part) => taskNode(index.parts[part], body, withCriteria));
  return runsOf(tasks, 'phase', ({ phase }) => phase, (phase) => runsOf(phase, 'slice', ({ slice }) => slice, (slice) => slice.map(({ node }) => node)));
}

interface TaskNode {
  readonly node: OutlineNode;
  readonly phase: string;
  readonly slice: string;
}

function taskNode({ start = 0, end = 0, id }: Partial<Part> = {}, { fields, criteria }: Body, withCriteria: boolean): TaskNode {
  const rows = withCriteria ? criteria : [];
  return {
    phase: readLabel(fields.get('phase'), 'Phase'),
    slice: readLabel(fields.get('slice'), 'Slice'),
    node: {
      kind: 'task',
      name: nameOf(id?.value, t('Task without an id')),
      detail: oneLine(fields.get('title') ?? ''),
      start,
      end,
      select: id ? { start: start + id.start, end: start + id.end } : { start, end: start + 1 },
      children: rows.map((criterion) => ({
        kind: 'criterion',
        name: nameOf(criterion.id, t('Criterion')),
        detail: oneLine(criterion.text),
        start: start + criterion.start,
        end: start + criterion.end,
        select: { start: start + (criterion.token ?? criterion).start, end: start + (criterion.token ?? criterion).end },
        children: [],
      })),
    },
  };
}

function entryNode({ start = 0, end = 0, id }: Partial<Part> = {}, { fields }: Body): OutlineNode {
  const select = { start, end: start + (id?.end ?? 0) };
  const detail = oneLine(fields.get('status') ?? '', 40);
  return { kind: 'entry', name: nameOf(id?.value, t('Entry without a key')), detail, start, end, select, children: [] };
}

/** Neighbours that are called alike under one row. */
function runsOf(
  tasks: readonly TaskNode[],
  kind: 'phase' | 'slice',
  nameOfTask: (task: TaskNode) => string,
  childrenOf: (run: readonly TaskNode[]) => readonly OutlineNode[],
): readonly OutlineNode[] {
  const nodes: OutlineNode[] = [];
  for (let from = 0; from < tasks.length; ) {
    const first = tasks[from];
    if (!first) break;
    const name = nameOfTask(first);
    let to = from + 1;
    for (let next = tasks[to]; next && nameOfTask(next) === name; next = tasks[to]) to++;
    const run = tasks.slice(from, to);
    const detail = counted(run.length, '{0} task', '{0} tasks');
    const { start, select } = first.node;
    nodes.push({ kind, name: nameOf(name, kind), detail, start, end: run.at(-1)?.node.end ?? first.node.end, select, children: childrenOf(run) });
    from = to;
  }
  return nodes;
}

/** Never empty: the editor refuses a row without a name. */
function nameOf(text: string | undefined, otherwise: string): string {
  return oneLine(text ?? '') || otherwise;
}
