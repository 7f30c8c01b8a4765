import { riskWords } from '../../core/riskWords';
import { visible } from '../../core/pulse/visible';
import { Icon } from '../shared/atoms';
import { lastResult } from '../shared/lastResult';
import type { GraphProps } from './look';
import { nodeName, riskOf } from './nodeName';
import { shownNodes } from './shownNodes';
import { standingOf } from './standing';

const isAmong = lastResult((found: readonly number[]): ReadonlySet<number> => new Set(found));

/** The tasks as cards; far out only the active one, and the others are boxes. */
export function Nodes(props: GraphProps) {
  const { look, drawing } = props;
  const { active, isFar } = look;
  const shown = isFar ? [] : shownNodes(drawing, { region: look.region, focus: look.focus, hides: look.hides });
  // The active one is always there: the keyboard is on it.
  const nodes = active === undefined || shown.includes(active) ? shown : [...shown, active];
  return <>{nodes.map((node) => <Node key={drawing.shape.ids[node]} node={node} {...props} />)}</>;
}

function Node({ node, ...props }: GraphProps & { node: number }) {
  const { drawing: { shape }, model, look } = props;
  const standing = standingOf(model, props.drawing);
  const { stage, icon } = standing.stageOf(node);
  const isTask = node < shape.taskCount;
  const classes = [
    'graph-node',
    `stage-${stage}`,
    standing.isCritical(node) ? 'critical' : '',
    (shape.knots[node] ?? -1) >= 0 ? 'cyclic' : '',
    isAmong(look.found).has(node) ? 'found' : '',
    look.focus && !look.focus.kept.has(node) ? 'faint' : '',
    look.isCardOpen && look.active === node ? 'selected' : '',
  ];
  const risk = riskOf(shape.risks.charAt(node));
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(' ')}
      style={{ '--x': shape.x[node], '--y': shape.y[node] }}
      data-node={node}
      tabIndex={look.active === node ? 0 : -1}
      aria-label={nodeName(props, node)}
      aria-expanded={look.isCardOpen && look.active === node}
      title={`${visible(shape.ids[node] ?? '', 200)}\n${visible(shape.titles[node] ?? '', 200)}`}
    >
      <Icon name={model.next === node ? 'arrow-circle-right' : icon} />
      <span class="graph-texts">
        <span class="id">{visible(shape.ids[node] ?? '', 80)}</span>{' '}
        <span class="graph-title">{isTask ? visible(shape.titles[node] ?? '', 120) : standing.stageOf(node).words}</span>
      </span>
      {isTask ? (
        <span class={`mark risk-${risk.toLowerCase()}`} title={riskWords(risk)}>
          <span class="dot" />
        </span>
      ) : null}
    </button>
  );
}
