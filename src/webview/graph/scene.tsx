import { CELL } from '../../core/graph/graphLayout';
import { visible } from '../../core/pulse/visible';
import { counted, t } from '../../core/words';
import { edgePaths } from './edgePaths';
import type { GraphProps } from './look';
import { Nodes, shownNodes } from './nodes';
import { standingOf } from './standing';

/** Room above the picture for the names of the phases, in pixels. */
const HEAD = 34;

/** The picture: phases, lines, tasks. It is moved and sized as a whole by `GraphView`. */
export function Scene(props: GraphProps) {
  const { drawing: { shape }, look } = props;
  const label = t('Dependency graph. Arrow keys move along dependencies and through columns, Enter opens a task, / searches, + and - zoom, 0 fits all in.');
  return (
    <div class={`graph-canvas ${look.isFar ? 'far' : ''}`} role="application" aria-label={label} tabIndex={look.active === undefined ? 0 : -1}>
      <div class="graph-world">
        {shape.bands.map(({ label: phase, x, width }, index) => (
          <div key={index} class="graph-band" style={{ '--x': x, '--y': -HEAD, '--width': width, '--height': shape.height + 2 * HEAD }}>
            <span class="graph-phase">{visible(phase, 60)}</span>
          </div>
        ))}
        <svg class="graph-lines" aria-hidden="true" focusable="false">
          {look.isFar ? <Boxes {...props} /> : null}
          <Lines {...props} />
        </svg>
        <Nodes {...props} />
      </div>
      <Hint {...props} />
    </div>
  );
}

function Lines({ drawing, model, look }: GraphProps) {
  return (
    <>
      {edgePaths(drawing, standingOf(model, drawing), look).map(({ kind, isFaint, lines, tips }) => (
        <g key={`${kind} ${String(isFaint)}`} class={`graph-edges ${kind} ${isFaint ? 'faint' : ''}`}>
          <path class="lines" d={lines} />
          <path class="tips" d={tips} />
        </g>
      ))}
    </>
  );
}

/** Far out: all tasks of one stage as one path. */
function Boxes(props: GraphProps) {
  const { drawing, model, look } = props;
  const { x, y } = drawing.shape;
  const standing = standingOf(model, drawing);
  const found = new Set(look.found);
  const paths = new Map<string, string[]>();
  for (const node of shownNodes(props)) {
    const isFaint = look.focus !== undefined && !look.focus.kept.has(node);
    const key = `stage-${standing.stageOf(node).stage} ${isFaint ? 'faint' : ''} ${found.has(node) ? 'found' : ''}`;
    let boxes = paths.get(key);
    if (!boxes) paths.set(key, (boxes = []));
    boxes.push(`M${x[node] ?? 0} ${y[node] ?? 0}h${CELL.width}v${CELL.height}h-${CELL.width}z`);
  }
  return (
    <>
      {[...paths].map(([key, boxes]) => (
        <path key={key} class={`graph-boxes ${key}`} d={boxes.join('')} />
      ))}
    </>
  );
}

/** What a box is, where no text fits on it; and what is not drawn at all. */
function Hint({ drawing: { shape }, look: { isFar, pointed, active } }: GraphProps) {
  const node = pointed ?? active;
  const named = isFar && node !== undefined ? `${visible(shape.ids[node] ?? '', 60)} · ${visible(shape.titles[node] ?? '', 100)}` : '';
  const left = shape.leftOut > 0 ? counted(shape.leftOut, '{0} more task is not drawn', '{0} more tasks are not drawn') : '';
  const text = named || left;
  return text === '' ? null : <p class="graph-hint">{text}</p>;
}
