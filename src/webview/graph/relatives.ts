import type { Drawing } from './drawing';

/**
 * A node with what it waits on and what waits on it, through so many others.
 *
 * @param depth steps along dependencies; 0 for all
 */
export function relatives({ needs, waiters }: Drawing, node: number, depth: number): ReadonlySet<number> {
  return new Set([...reach(needs, node, depth), ...reach(waiters, node, depth)]);
}

function reach(lists: Drawing['needs'], start: number, depth: number): ReadonlySet<number> {
  const found = new Set([start]);
  let edge = [start];
  for (let step = 0; edge.length > 0 && (depth === 0 || step < depth); step++) {
    const next: number[] = [];
    for (const node of edge) {
      for (const other of lists[node] ?? []) {
        if (found.has(other)) continue;
        found.add(other);
        next.push(other);
      }
    }
    edge = next;
  }
  return found;
}
