import * as z from 'zod/mini';
import { backlog, problems, stale } from './panelProtocol';

/** Lists as long as the graph is: looked through here, since a schema that is asked for each entry takes ten times as long. */
const numbers = z.custom<number[]>((value) => isListOf('number', value));
const strings = z.custom<string[]>((value) => isListOf('string', value));

/**
 * What of the graph changes only with the manifest. Nodes are the tasks, in the manifest's order, and behind them what is
 * named as a dependency and is no task. Each list has one entry for each node, unless it says otherwise.
 */
const graphShape = z.object({
  /** As in the manifest: they come back in messages. Made visible only when shown. */
  ids: strings,
  titles: strings,
  /** So many nodes are tasks. */
  taskCount: z.number(),
  /** A letter each: `H`, `M` or `L`; of tasks only. */
  risks: z.string(),
  /** Labels, and for each task which of them is its own. */
  slices: strings,
  sliceOf: numbers,
  /** Pairs: a node, and one that depends on it. */
  edges: numbers,
  /** For each node the number of the knot of tasks that wait on each other, or -1. */
  knots: numbers,
  /** Upper left corners, in pixels at full size. */
  x: numbers,
  y: numbers,
  width: z.number(),
  height: z.number(),
  /** Phases, from left to right. */
  bands: z.array(z.object({ label: z.string(), x: z.number(), width: z.number() })),
  /** Tasks of the manifest that are too many to be drawn. */
  leftOut: z.number(),
});

/** What becomes part of a class's name. */
const className = z.string().check(z.regex(/^[\w-]*$/));

/** How tasks stand; only what occurs. */
const stageLine = z.object({ stage: className, icon: className, words: z.string(), label: z.string(), count: z.number() });

/** The dependency graph, as the pulse panel draws it. */
export const graphBoard = z.object({
  kind: z.literal('graph'),
  backlog,
  isTrusted: z.boolean(),
  stale,
  problems,
  /** A `GraphShape` as JSON. It is the larger part by far and mostly the same text as before: then a page need not read it again. */
  shape: z.string(),
  stages: z.array(stageLine),
  /** For each task a digit: its stage's place in `stages`. */
  stageOf: z.string(),
  /** For each edge `1` where the dependency lets its dependent start, else `0`. */
  metOf: z.string(),
  /** Why tasks are blocked, by node; of the first of them, and cut. */
  reasons: z.array(z.object({ node: z.number(), text: z.string() })),
  /** The task that goes first, and the longest chain of what is open, first to last: nodes. */
  next: z.optional(z.number()),
  critical: z.object({ nodes: z.array(z.number()), time: z.string() }),
  /** What was asked for outside of the page: to show this task. `at` tells one asking from another. */
  asked: z.optional(z.object({ taskId: z.string(), at: z.number() })),
});

export type GraphShape = z.infer<typeof graphShape>;
export type GraphBoard = z.infer<typeof graphBoard>;
export type StageLine = z.infer<typeof stageLine>;

/** What a board's `shape` says, or undefined when it is none. */
export function readGraphShape(text: string): GraphShape | undefined {
  try {
    return graphShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isListOf(type: 'number' | 'string', value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === type);
}
