/**
 * Whole numbers from 0 to `size` - 1, walked from the least on. Adding, removing and finding the next take the same few
 * steps however many there are: one bit for each number, and above 32 of them one that says whether any is set.
 */
export class ReadySet {
  private readonly levels: readonly Uint32Array[];
  private held = 0;

  constructor(size: number) {
    const levels: Uint32Array[] = [];
    let bits = Math.max(1, size);
    do {
      bits = Math.ceil(bits / 32);
      levels.push(new Uint32Array(bits));
    } while (bits > 1);
    this.levels = levels;
  }

  get count(): number {
    return this.held;
  }

  /** Adds a number that is not in it. */
  add(value: number): void {
    let at = value;
    for (const level of this.levels) {
      level[at >>> 5] = (level[at >>> 5] ?? 0) | (1 << (at & 31));
      at >>>= 5;
    }
    this.held++;
  }

  /** Removes a number that is in it. */
  remove(value: number): void {
    let at = value;
    for (const level of this.levels) {
      const left = (level[at >>> 5] ?? 0) & ~(1 << (at & 31));
      level[at >>> 5] = left;
      if (left !== 0) break;
      at >>>= 5;
    }
    this.held--;
  }

  /** The least number in it that is at least `from`, or undefined. */
  next(from: number): number | undefined {
    let at = from;
    for (let height = 0; height < this.levels.length; height++) {
      const found = this.inWord(height, at);
      if (found !== undefined) return this.leastBelow(height, found);
      at = (at >>> 5) + 1;
    }
    return undefined;
  }

  /** All that are at least `from`, in their order. Nothing is added or removed meanwhile. */
  *from(from: number): Iterable<number> {
    for (let at = this.next(from); at !== undefined; at = this.next(at + 1)) yield at;
  }

  /** The first bit of one word that is set, from `at` on. */
  private inWord(height: number, at: number): number | undefined {
    const word = this.levels[height]?.[at >>> 5];
    const rest = word === undefined ? 0 : word & (-1 << (at & 31));
    return rest === 0 ? undefined : (at & ~31) + leastBit(rest);
  }

  private leastBelow(height: number, found: number): number {
    let at = found;
    for (let below = height - 1; below >= 0; below--) at = at * 32 + leastBit(this.levels[below]?.[at] ?? 0);
    return at;
  }
}

function leastBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
