import type { VNode } from 'preact';
import { riskWords } from '../../core/riskWords';
import { visible } from '../../core/pulse/visible';
import type { GraphBoard } from '../../core/graphProtocol';
import { Icon } from '../shared/atoms';
import { lastResult } from '../shared/lastResult';
import type { Drawing } from './drawing';
import type { GraphLook, GraphProps } from './look';
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
  return <>{cardsOf(nodes, props)}</>;
}

/** The cards that were shown last, of one board and look, but for the active one: it looks otherwise. */
const lastCards = lastResult((..._: readonly [GraphBoard, Drawing, GraphLook['found'], GraphLook['focus']]) => ({ byNode: new Map<number, VNode>() }));

/** A card that stays as it is, is handed over as the same object: then nothing of it is made or compared. */
function cardsOf(nodes: readonly number[], props: GraphProps): readonly VNode[] {
  const { model, drawing, look } = props;
  const last = lastCards(model, drawing, look.found, look.focus);
  const cards = nodes.map((node) => [node, (node === look.active ? undefined : last.byNode.get(node)) ?? <Node key={drawing.shape.ids[node]} node={node} {...props} />] as const);
  last.byNode = new Map(cards.filter(([node]) => node !== look.active));
  return cards.map(([, card]) => card);
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
