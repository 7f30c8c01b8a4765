import { CELL } from '../../core/graph/places';
import { visible } from '../../core/pulse/visible';
import { counted, t } from '../../core/words';
import { lastResult } from '../shared/lastResult';
import { HEAD } from './boxes';
import type { Box } from './camera';
import type { Drawing } from './drawing';
import { edgePaths, strongPath, type EdgePath } from './edgePaths';
import { READABLE_FROM } from './level';
import type { Focus, GraphLook, GraphProps } from './look';
import { Nodes } from './nodes';
import { shownNodes } from './shownNodes';
import { standingOf, type Standing } from './standing';

/** The picture: phases, lines, tasks. It is moved and sized as a whole by `GraphView`. */
export function Scene(props: GraphProps) {
  const { drawing: { shape }, look } = props;
  const label = t('Dependency graph. Arrow keys move along dependencies and through columns, Enter opens a task, / searches, + and - zoom, 0 fits all in.');
  return (
    <div class={`graph-canvas ${levelClass(look)}`} role="application" aria-label={label} tabIndex={look.active === undefined ? 0 : -1}>
      <div class="graph-world">
        {shape.bands.map(({ label: phase, x, width }, index) => (
          <div key={index} class="graph-band" style={{ '--x': x, '--y': -HEAD, '--width': width, '--height': shape.height + 2 * HEAD }}>
            <span class="graph-phase">{visible(phase, 60)}</span>
          </div>
        ))}
        <svg class="graph-lines" aria-hidden="true" focusable="false">
          <Lines {...props} />
          {look.isFar ? <Boxes {...props} /> : null}
          <StrongLines {...props} />
        </svg>
        <Nodes {...props} />
      </div>
      <Hint {...props} />
    </div>
  );
}

function levelClass({ isFar, camera }: GraphLook): string {
  if (isFar) return 'far';
  return camera.scale < READABLE_FROM ? 'ids-only' : '';
}

/** Drawn anew only where something of it has changed: there may be thousands. */
function Lines({ drawing, model, look: { region, isFar, focus, hides } }: GraphProps) {
  return linesOf(drawing, standingOf(model, drawing), region, isFar, focus, hides);
}

const linesOf = lastResult((drawing: Drawing, standing: Standing, region: Box, isFar: boolean, focus: Focus | undefined, hides: boolean) => (
  <>
    {edgePaths(drawing, standing, { region, isFar, focus, hides }).map((path) => (
      <Line key={`${path.kind} ${String(path.isFaint)}`} path={path} />
    ))}
  </>
));

function StrongLines({ drawing, look: { pointed, active, isFar } }: GraphProps) {
  const node = pointed ?? active;
  return node === undefined ? null : <Line path={strongPath(drawing, node, isFar)} />;
}

function Line({ path: { kind, isFaint, lines, tips } }: { path: EdgePath }) {
  return (
    <g class={`graph-edges ${kind} ${isFaint ? 'faint' : ''}`}>
      <path class="lines" d={lines} />
      <path class="tips" d={tips} />
    </g>
  );
}

/** Far out: all tasks of one stage as one path. */
function Boxes({ drawing, model, look: { region, focus, hides, found } }: GraphProps) {
  return boxesOf(drawing, standingOf(model, drawing), region, focus, hides, found);
}

const boxesOf = lastResult((drawing: Drawing, standing: Standing, region: Box, focus: Focus | undefined, hides: boolean, found: readonly number[]) => {
  const { x, y } = drawing.shape;
  const matching = new Set(found);
  const paths = new Map<string, string[]>();
  for (const node of shownNodes(drawing, { region, focus, hides })) {
    const isFaint = focus !== undefined && !focus.kept.has(node);
    const key = `stage-${standing.stageOf(node).stage} ${isFaint ? 'faint' : ''} ${matching.has(node) ? 'found' : ''}`;
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
});

/** What a box is, where no text fits on it; and what is not drawn at all. */
function Hint({ drawing: { shape }, look: { camera, pointed, active } }: GraphProps) {
  const node = pointed ?? active;
  const named = camera.scale < READABLE_FROM && node !== undefined ? `${visible(shape.ids[node] ?? '', 60)} · ${visible(shape.titles[node] ?? '', 100)}` : '';
  const left = shape.leftOut > 0 ? counted(shape.leftOut, '{0} more task is not drawn', '{0} more tasks are not drawn') : '';
  const text = named || left;
  return text === '' ? null : <p class="graph-hint">{text}</p>;
}
