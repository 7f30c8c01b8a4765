/** Inputs that are a little smaller, the boldest cuts first. */
export function* smaller(input: unknown, isWhole = true): Generator {
  if (typeof input === 'string') yield* smallerTexts(input);
  else if (Array.isArray(input)) yield* smallerLists(input);
  else if (typeof input === 'object' && input !== null) yield* smallerFields(input as Record<string, unknown>, isWhole);
}

function* smallerTexts(text: string): Generator<string> {
  for (let length = text.length >> 1; length >= 1; length >>= 1) {
    for (let at = 0; at < text.length; at += length) yield text.slice(0, at) + text.slice(at + length);
  }
}

function* smallerLists(list: readonly unknown[]): Generator<unknown[]> {
  for (let length = list.length; length >= 1; length >>= 1) {
    for (let at = 0; at + length <= list.length; at += length) yield list.toSpliced(at, length);
  }
  for (const [index, item] of list.entries()) for (const less of smaller(item, false)) yield list.with(index, less);
}

/** The keys of the input itself stay, since the target looks for them. */
function* smallerFields(fields: Record<string, unknown>, isWhole: boolean): Generator {
  const entries = Object.entries(fields);
  if (!isWhole) for (const [key] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== key));
  for (const [key, value] of entries) for (const less of smaller(value, false)) yield Object.fromEntries(entries.map(([name, own]) => [name, name === key ? less : own]));
}
