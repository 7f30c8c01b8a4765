import type { Look } from './actions';

/** How a card stands to the one that is pointed at: it is that one, is joined with it, or neither. */
export function nearness(id: string, { pointed, edges }: Pick<Look, 'pointed' | 'edges'>): string {
  if (pointed === undefined) return '';
  const around = edges.filter(({ tasks }) => tasks.includes(pointed));
  if (around.length === 0) return '';
  if (pointed === id) return 'pointed';
  return around.some(({ tasks }) => tasks.includes(id)) ? 'joined' : 'apart';
}
