/** What becomes of a settings file that may hold other things. */
export type Merge =
  | { readonly kind: 'merged'; readonly text: string }
  /** Our entry is there already. */
  | { readonly kind: 'unchanged' }
  /** Left as it is; `why` is a sentence without its full stop. */
  | { readonly kind: 'conflict'; readonly why: string };

/** How a program starts our MCP server: a program and its arguments. No secrets, no environment. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Whether an entry of somebody's settings starts exactly this, whatever else it says. */
export function startsSame(entry: unknown, { command, args }: ServerCommand): boolean {
  const { command: theirs, args: given } = (entry ?? {}) as { command?: unknown; args?: unknown };
  return theirs === command && Array.isArray(given) && given.length === args.length && given.every((arg, index) => arg === args[index]);
}

/** Equal as JSON values, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b || (typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Date || b instanceof Date) return a instanceof Date && b instanceof Date && a.toISOString() === b.toISOString();
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
