import type { Random } from './random';

/**
 * A door that others' data come in by. A new one is a file in `targets/` and a line in `targets.ts`.
 *
 * `make` may use chance, `run` may not: an input that broke something is run again, alone and cut down.
 */
export interface Target<Input = unknown> {
  readonly name: string;
  /** An input as a JSON value, most of them nearly right: what is refused at the first look finds nothing. */
  make(random: Random): Input | Promise<Input>;
  /** Throws where the product does not keep its promises. That it ends is looked after for it. */
  run(input: Input): void | Promise<void>;
}

/** What differs between targets is their inputs, which only they look at. */
export type AnyTarget = Pick<Target, 'name'> & { make(random: Random): unknown; run(input: never): void | Promise<void> };
