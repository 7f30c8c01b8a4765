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

/** Properties of a parsed value, all levels. Fewer than were written means that a key stands twice. */
export function countProperties(value: unknown): number {
  let count = 0;
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) {
      for (const item of next as unknown[]) if (typeof item === 'object' && item !== null) pending.push(item);
    } else if (typeof next === 'object' && next !== null) {
      const record = next as Record<string, unknown>;
      for (const key in record) {
        count++;
        const child = record[key];
        if (typeof child === 'object' && child !== null) pending.push(child);
      }
    }
  }
  return count;
}
