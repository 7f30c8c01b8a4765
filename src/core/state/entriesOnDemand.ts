/** A read-only map over an object's own properties; a value is read when it is asked for. */
export class EntriesOnDemand<T> implements ReadonlyMap<string, T> {
  constructor(
    private readonly raw: Readonly<Record<string, unknown>>,
    private readonly read: (raw: unknown) => T,
  ) {}

  get size(): number {
    return Object.keys(this.raw).length;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.raw, key);
  }

  get(key: string): T | undefined {
    return this.has(key) ? this.read(this.raw[key]) : undefined;
  }

  keys(): MapIterator<string> {
    return Object.keys(this.raw).values();
  }

  values(): MapIterator<T> {
    return this.whole().values();
  }

  entries(): MapIterator<[string, T]> {
    return this.whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }

  forEach(action: (value: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    this.whole().forEach((value, key) => action(value, key, this));
  }

  private whole(): Map<string, T> {
    return new Map(Object.keys(this.raw).map((key) => [key, this.read(this.raw[key])]));
  }
}
