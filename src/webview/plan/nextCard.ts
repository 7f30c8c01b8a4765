export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** How the waves lie: side by side, or below each other. */
export interface Lying {
  readonly isStacked: boolean;
  readonly isRightToLeft: boolean;
}

/**
 * The card that a key leads to. Up and down go through the cards of a wave, and when waves are stacked on into the next
 * one; left and right go to the wave before or after, as near to the same place in it as there are cards.
 *
 * @param waves ids of cards, wave by wave; none is empty
 */
export function nextCard(waves: readonly (readonly string[])[], from: string, key: Arrow, { isStacked, isRightToLeft }: Lying): string | undefined {
  const at = waves.findIndex((cards) => cards.includes(from));
  const place = waves[at]?.indexOf(from) ?? -1;
  if (key === 'Home') return waves[0]?.[0];
  if (key === 'End') return waves.at(-1)?.at(-1);
  if (at < 0) return undefined;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const cards = isStacked ? waves.flat() : (waves[at] ?? []);
    return cards[cards.indexOf(from) + (key === 'ArrowDown' ? 1 : -1)];
  }
  const beside = waves[at + ((key === 'ArrowRight') === isRightToLeft ? -1 : 1)];
  return beside?.[Math.min(place, beside.length - 1)];
}
