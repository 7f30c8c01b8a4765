import { visible } from '../../core/pulse/visible';
import type { DrawnEdge, Look } from './actions';

/** Radius of the dots at the ends of a conflict. */
const DOT = 3;
/** Radius of the dot at the end of a dependency, where the dependent task is. */
const SMALL_DOT = 2;

/** The lines between cards. Each says in its tooltip what the cards say in words, so they are hidden from screen readers. */
export function Edges({ look: { edges, pointed } }: { look: Look }) {
  return (
    <svg class="edges" aria-hidden="true" focusable="false">
      {edges.map((edge) => (
        <Edge key={`${edge.kind}:${JSON.stringify(edge.tasks)}`} edge={edge} standing={standingOf(edge, pointed, edges)} />
      ))}
    </svg>
  );
}

function Edge({ edge: { kind, isFar, d, ends, title }, standing }: { edge: DrawnEdge; standing: string }) {
  const [start, end] = ends;
  return (
    <g class={`edge ${kind} ${isFar ? 'far' : ''} ${standing}`}>
      <title>{visible(title)}</title>
      <path class="edge-reach" d={d} />
      <path class="edge-line" d={d} />
      {kind === 'dependency' ? null : <circle cx={start.x} cy={start.y} r={DOT} />}
      <circle cx={end.x} cy={end.y} r={kind === 'dependency' ? SMALL_DOT : DOT} />
    </g>
  );
}

function standingOf({ tasks }: DrawnEdge, pointed: string | undefined, edges: readonly DrawnEdge[]): string {
  if (pointed === undefined || edges.every((edge) => !edge.tasks.includes(pointed))) return '';
  return tasks.includes(pointed) ? 'near' : 'apart';
}
