import type { PlanBoard } from '../../core/planProtocol';
import { t } from '../../core/words';
import type { DrawnEdge } from './actions';
import { conflictWords } from './conflicts';
import { edgePath, type Box } from './edgePath';

type WantedEdge = Pick<DrawnEdge, 'kind' | 'tasks' | 'title'>;

/** The lines that the board shows, between cards that have a place on it. */
export function drawnEdges(model: PlanBoard, hasDependencies: boolean, boxes: ReadonlyMap<string, Box>, isRightToLeft: boolean): readonly DrawnEdge[] {
  const wanted = [...(hasDependencies ? dependencies(model) : []), ...conflicts(model)].filter(({ tasks }) => tasks.every((id) => boxes.has(id)));
  const shifts = shiftsOf(wanted, boxes);
  return wanted.flatMap((edge) => {
    const [one, other] = edge.tasks.map((id) => boxes.get(id));
    if (!one || !other) return [];
    const shift = edge.tasks.map((id) => shifts.get(id)?.get(edge) ?? 0) as [number, number];
    // Beside stacked cards conflicts run on the side where lines end, and dependencies on the other.
    const side = (edge.kind === 'dependency') === isRightToLeft ? 'right' : 'left';
    return [{ ...edge, isFar: isFar(one, other), ...edgePath(one, other, shift, side) }];
  });
}

/** Whether there is room for another card between them, side by side. */
function isFar(one: Box, other: Box): boolean {
  const [left, right] = one.left < other.left ? [one, other] : [other, one];
  return right.left - (left.left + left.width) > right.width;
}

function conflicts(model: PlanBoard): readonly WantedEdge[] {
  return model.conflicts.map((conflict) => {
    const [one, other] = conflict.tasks;
    return { kind: conflict.isLearned ? 'learned' : 'conflict', tasks: [one, other], title: t('{0}: {1}', one, conflictWords(conflict, one)) };
  });
}

function dependencies({ waves }: PlanBoard): readonly WantedEdge[] {
  return waves.flatMap(({ cards }) => cards.flatMap(({ id, after }) => after.map((before) => ({ kind: 'dependency' as const, tasks: [before, id] as const, title: t('{0} comes after {1}', id, before) }))));
}

/** Where on each card its lines end, from -1 at the top to 1: in the order of their other ends, so that they do not cross there. */
function shiftsOf(edges: readonly WantedEdge[], boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, ReadonlyMap<WantedEdge, number>> {
  const byCard = new Map<string, WantedEdge[]>();
  for (const edge of edges) for (const id of edge.tasks) byCard.set(id, [...(byCard.get(id) ?? []), edge]);
  const topOfOther = ({ tasks: [one, other] }: WantedEdge, id: string) => boxes.get(one === id ? other : one)?.top ?? 0;
  return new Map(
    [...byCard].map(([id, own]) => {
      const sorted = own.toSorted((a, b) => topOfOther(a, id) - topOfOther(b, id));
      return [id, new Map(sorted.map((edge, index) => [edge, sorted.length === 1 ? 0 : (2 * index) / (sorted.length - 1) - 1]))];
    }),
  );
}
