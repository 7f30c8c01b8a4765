import { layoutGraph } from '../graph/layout';
import type { GraphShape } from '../graphProtocol';
import type { Task } from '../manifest/task';
import type { Snapshot } from '../snapshot';
import { panelText } from './panel';
import { cut } from '../cut';

/** So many tasks and dependencies are drawn; what is more is counted. */
const MOST = { tasks: 20_000, edges: 100_000 };
/** Letters of a title: there are thousands of them. */
const LETTERS = 120;

/** The drawn part of a manifest: texts, places and dependencies, with the JSON that a page is sent of it. */
export interface DrawnShape {
  readonly tasks: readonly Task[];
  /** Pairs of nodes, as in the shape. */
  readonly edges: readonly number[];
  readonly json: string;
}

const shapes = new WeakMap<object, DrawnShape>();

/** The shape of a backlog's graph. It is laid out once for a manifest: statuses have no part in it, so they move nothing. */
export function graphShape({ manifest, tasks }: Snapshot): DrawnShape {
  const known = manifest && shapes.get(manifest);
  if (known) return known;
  const made = shapeOf(tasks.slice(0, MOST.tasks).map(({ task }) => task), new Set(tasks.map(({ task }) => task.id)));
  if (manifest) shapes.set(manifest, made);
  return made;
}

/** @param known ids of all tasks, drawn or not */
function shapeOf(tasks: readonly Task[], known: ReadonlySet<string>): DrawnShape {
  const nodes = new Map(tasks.map(({ id }, at) => [id, at]));
  const phases = numbered(tasks.map(({ phase }) => phase));
  const slices = numbered(tasks.map(({ slice }) => slice));
  const phaseOf = [...phases.of];
  const edges: number[] = [];
  const needs: number[][] = tasks.map(() => []);
  tasks.forEach(({ dependsOn }, at) => {
    for (const id of new Set(dependsOn)) {
      if (edges.length >= 2 * MOST.edges) return;
      if (known.has(id) && !nodes.has(id)) continue;
      const need = nodes.get(id) ?? nodes.size;
      nodes.set(id, need);
      // What is no task stands where it is first needed.
      if (need >= needs.length) {
        needs.push([]);
        phaseOf.push(phases.of[at] ?? 0);
      }
      needs[at]?.push(need);
      edges.push(need, at);
    }
  });
  const { x, y, width, height, bands, knots } = layoutGraph({ needs, phases: phaseOf });
  const shape: GraphShape = {
    ids: [...nodes.keys()],
    titles: needs.map((_, at) => cut(tasks[at]?.title ?? '', LETTERS)),
    taskCount: tasks.length,
    risks: tasks.map(({ risk }) => risk.charAt(0)).join(''),
    slices: slices.labels,
    sliceOf: slices.of,
    edges,
    knots: [...knots],
    x: [...x],
    y: [...y],
    width,
    height,
    bands: bands.map((band) => ({ label: phases.labels[band.phase] ?? '', x: band.x, width: band.width })),
    leftOut: known.size - tasks.length,
  };
  return { tasks, edges, json: JSON.stringify(shape) };
}

/** Different labels in the order in which they first appear, and for each entry which of them is its own. */
function numbered(labels: readonly string[]): { readonly labels: string[]; readonly of: number[] } {
  const numbers = new Map<string, number>();
  const of = labels.map((label) => {
    const number = numbers.get(label) ?? numbers.size;
    numbers.set(label, number);
    return number;
  });
  return { labels: [...numbers.keys()].map(panelText), of };
}
