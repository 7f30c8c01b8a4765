import type { GraphBoard, StageLine } from '../../core/graphProtocol';
import { t } from '../../core/words';
import { lastResult } from '../shared/lastResult';
import type { Drawing } from './drawing';

/** How the nodes of one board stand. */
export interface Standing {
  stageOf(node: number): StageLine;
  /** Dependencies that do not let it start yet. */
  unmetOf(node: number): number;
  isCritical(node: number): boolean;
  /** Whether the second follows the first on the critical path. */
  isCriticalEdge(need: number, node: number): boolean;
  isMet(edge: number): boolean;
}

/** The standing of a board's nodes; the same one as long as the board is. */
export const standingOf = lastResult(made);

function made({ stages, stageOf, metOf, critical }: GraphBoard, { shape: { edges, ids, taskCount } }: Drawing): Standing {
  const unmet = new Int32Array(ids.length);
  for (let edge = 0; edge < metOf.length; edge++) {
    const node = edges[2 * edge + 1] ?? 0;
    if (metOf.charAt(edge) !== '1') unmet[node] = (unmet[node] ?? 0) + 1;
  }
  const followers = new Map(critical.nodes.map((node, place) => [node, critical.nodes[place + 1]]));
  const missing: StageLine = { stage: 'missing', icon: 'error', words: t('not in the manifest'), label: t('Not in the manifest'), count: ids.length - taskCount };
  return {
    stageOf: (node) => (node < taskCount ? (stages[Number(stageOf.charAt(node))] ?? missing) : missing),
    unmetOf: (node) => unmet[node] ?? 0,
    isCritical: (node) => followers.has(node),
    isCriticalEdge: (need, node) => followers.has(need) && followers.get(need) === node,
    isMet: (edge) => metOf.charAt(edge) === '1',
  };
}
