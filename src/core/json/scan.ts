/** Deepest nesting that is read (RELIABILITY, Security): deeper JSON overflows parsers that recurse. */
export const MAX_DEPTH = 64;

export type Scan =
  | { readonly kind: 'ok'; /** Properties written in the text, duplicates counted. */ readonly properties: number }
  | { readonly kind: 'too-deep'; readonly offset: number };

/**
 * One pass over a JSON text, before it is parsed: bounds its depth and counts its properties.
 * Says nothing about whether the text is valid.
 */
export function scanJson(text: string, maxDepth = MAX_DEPTH): Scan {
  let depth = 0;
  let properties = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      i = endOfString(text, i);
    } else if (c === 0x7b || c === 0x5b) {
      if (++depth > maxDepth) return { kind: 'too-deep', offset: i };
    } else if (c === 0x7d || c === 0x5d) {
      depth--;
    } else if (c === 0x3a) {
      properties++;
    }
  }
  return { kind: 'ok', properties };
}

/** Offset of the closing quote of the string that opens at `start`, or the text's end. */
export function endOfString(text: string, start: number): number {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    let before = quote - 1;
    while (text.charCodeAt(before) === 0x5c) before--;
    if ((quote - before) % 2 === 1) return quote;
    from = quote + 1;
  }
}

/** How a parsed value is built. */
export interface Measure {
  /** Properties of all levels. Fewer than were written means that a key stands twice. */
  readonly properties: number;
  /** Deepest nesting; a text or a number has none. */
  readonly depth: number;
}

/** Measures a parsed value with a stack of its own, so that no nesting overflows the machine's. */
export function measure(value: unknown): Measure {
  let properties = 0;
  let deepest = 0;
  const pending: unknown[] = isContainer(value) ? [value] : [];
  const depths: number[] = [1];
  while (pending.length > 0) {
    const next = pending.pop();
    const depth = depths.pop() ?? 1;
    if (depth > deepest) deepest = depth;
    if (Array.isArray(next)) {
      for (const item of next as unknown[]) {
        if (!isContainer(item)) continue;
        pending.push(item);
        depths.push(depth + 1);
      }
      continue;
    }
    const record = next as Record<string, unknown>;
    for (const key in record) {
      properties++;
      const child = record[key];
      if (!isContainer(child)) continue;
      pending.push(child);
      depths.push(depth + 1);
    }
  }
  return { properties, depth: deepest };
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Whether a text has so few brackets that, however they nest, parsing it takes no time to speak of.
 * Quicker than {@link scanJson}, which the few other texts get.
 */
export function isTame(text: string, most = 300_000): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) if (++count > most) return false;
  }
  return true;
}

/** Colons behind a quotation mark: all that end the name of a property, and a few that stand in texts. */
export function countNameEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= 0x20) before--;
    if (text.charCodeAt(before) === 0x22) count++;
  }
  return count;
}
