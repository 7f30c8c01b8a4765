/** The candidate most like `wanted`, if any is near enough to be a slip: at most a third of its letters differ. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  return nearestOf(wanted, candidates, 1)[0];
}

/** Only so much of a text is compared. */
const MOST_LETTERS = 200;

/** The `count` candidates most like `wanted`, nearest first; none when none is near. */
export function nearestOf(wanted: string, candidates: readonly string[], count: number): string[] {
  const needle = wanted.slice(0, MOST_LETTERS).toLowerCase();
  const limit = Math.max(2, Math.floor(needle.length / 3));
  const near: { id: string; distance: number }[] = [];
  for (const id of candidates) {
    if (Math.abs(id.length - wanted.length) > limit) continue;
    const distance = editDistance(needle, id.slice(0, MOST_LETTERS).toLowerCase(), limit);
    if (distance <= limit) near.push({ id, distance });
  }
  return near.sort((a, b) => a.distance - b.distance).slice(0, count).map(({ id }) => id);
}

const MOST_GUESSES = 50;

/** Guesses what was meant by a word that is none of the candidates. Only so often: each guess looks at them all. */
export function nearestAmong(candidates: () => readonly string[]): (id: string) => string | undefined {
  let ids: readonly string[] | undefined;
  const known = new Map<string, string | undefined>();
  return (id) => {
    if (!known.has(id) && known.size < MOST_GUESSES) known.set(id, nearest(id, (ids ??= candidates())));
    return known.get(id);
  };
}

/** Levenshtein's distance, given up past `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const value = Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
