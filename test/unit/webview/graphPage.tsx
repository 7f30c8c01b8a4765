import { graphModel, type GraphInput } from '../../../src/core/projections/graph';
import type { GraphBoard } from '../../../src/core/graphProtocol';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { Snapshot } from '../../../src/core/snapshot';
import { drawingOf, type Drawing } from '../../../src/webview/graph/drawing';
import { GraphPage } from '../../../src/webview/graph/graphPage';
import type { GraphActions, GraphLook } from '../../../src/webview/graph/look';
import type { Actions } from '../../../src/webview/pulse/actions';
import { drawn } from './tree';

/** Everything is in view, and nothing was chosen. */
const EVERYWHERE = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };
const START: GraphLook = { camera: { x: 0, y: 0, scale: 1 }, view: { width: 800, height: 600 }, region: EVERYWHERE, isFar: false, isCardOpen: false, hides: false, query: '', found: [], said: '' };

/** The graph's board of a snapshot, apart from what is given. */
export function graphOf(snapshot: Snapshot, more: Partial<GraphInput> = {}): GraphBoard {
  const facts = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
  const model = graphModel({ snapshot, ...facts, ...more });
  if (model.kind !== 'graph') throw new Error(`the model is ${model.kind}`);
  return model;
}

export function drawingFor(snapshot: Snapshot): Drawing {
  const drawing = drawingOf(graphOf(snapshot).shape);
  if (!drawing) throw new Error('the shape is none');
  return drawing;
}

/** The page as it is drawn; what a person does is noted in `calls`. */
export function graphPage(model: GraphBoard, look: Partial<GraphLook> = {}, calls: string[] = []) {
  const graph: GraphActions = {
    zoom: (factor) => calls.push(`zoom ${factor}`),
    fit: () => calls.push('fit'),
    search: (query) => calls.push(`search ${query}`),
    toMatch: (step) => calls.push(`match ${step}`),
    select: (node) => calls.push(`select ${node}`),
    closeCard: () => calls.push('close'),
    focus: (node) => calls.push(`focus ${node}`),
    setDepth: (depth) => calls.push(`depth ${depth}`),
    setHides: (hides) => calls.push(`hides ${hides}`),
  };
  const actions = { reveal: (id: string) => calls.push(`reveal ${id}`), start: (id: string) => calls.push(`start ${id}`) } as unknown as Actions;
  return drawn(<GraphPage model={model} state={{ look: { ...START, ...look }, graph }} actions={actions} />);
}
