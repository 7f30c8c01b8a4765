import type { Drawing } from './drawing';

/** Nodes whose id or title holds every word of the query, in the order of the picture; an id that is the query comes first. */
export function matches({ shape: { ids, titles }, columns }: Drawing, query: string): readonly number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = columns.flat().filter((node) => {
    const text = `${ids[node] ?? ''}\n${titles[node] ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const exact = found.filter((node) => ids[node]?.toLowerCase() === query.trim().toLowerCase());
  return exact.length > 0 ? [...exact, ...found.filter((node) => !exact.includes(node))] : found;
}
