import { HOSTILE_BYTES, HOSTILE_JSON, HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile';
import type { Random } from './random';

type Fields = Record<string, unknown>;

/** A text with a few faults: cut off, letters changed, pieces taken out, doubled, moved or put in. Bytes are texts in Latin-1. */
export function mutateText(random: Random, text: string, pieces: readonly string[] = HOSTILE_TEXTS): string {
  let mutated = text;
  for (let times = 1 + random.below(4); times > 0; times--) mutated = once(random, mutated, pieces);
  return mutated;
}

function once(random: Random, text: string, pieces: readonly string[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.isOneIn(4) ? text.length + 1 : 20));
  const piece = text.slice(at, end);
  switch (random.below(8)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << random.below(8))) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + text.slice(end);
    case 3:
      return text.slice(0, end) + piece + text.slice(end);
    case 4:
      return text.slice(0, at) + piece.repeat(2 + random.below(piece.length > 100 ? 3 : 60)) + text.slice(end);
    case 5: {
      const to = random.below(text.length + 1);
      return text.slice(0, to) + piece + text.slice(to);
    }
    default:
      return text.slice(0, at) + random.pick(pieces) + text.slice(random.isOneIn(2) ? at : end);
  }
}

/** The bytes of a JSON file with faults, in Latin-1. */
export function mutateJsonFile(random: Random, text: string): string {
  switch (random.below(12)) {
    case 0:
      return asBytes(text.replaceAll('\n', random.pick(['\r\n', '\r', '', '\t'])));
    case 1:
      return `\u00ef\u00bb\u00bf${asBytes(text)}`;
    case 2:
      return Buffer.from(text, 'utf16le').toString('latin1');
    case 3:
      return asBytes(deep(random, text));
    case 4:
      return asBytes(text.replace(/"([a-z_]+)":/, (key) => `${key} ${random.pick(HOSTILE_JSON)}, ${key}`));
    default:
      return mutateText(random, asBytes(text), [...HOSTILE_BYTES, ...HOSTILE_JSON, ...HOSTILE_TEXTS.map((one) => asBytes(JSON.stringify(one)))]);
  }
}

function deep(random: Random, text: string): string {
  const [open, close] = random.pick([['[', ']'], ['{"a":', '}'], ['[', ''], ['{"a":', '']] as const);
  const times = random.pick([63, 64, 65, 1_000, 20_000]);
  const nest = `${open.repeat(times)}1${close.repeat(times)}`;
  return random.isOneIn(2) ? nest : text.replace(/:\s*("[^"]*"|\[\]|null)/, () => `: ${nest}`);
}

/** A text as the bytes of its UTF-8, in Latin-1. */
export function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A JSON value of another shape: values replaced, keys and items taken away, doubled, renamed and put elsewhere. The given one stays. */
export function mutateValue(random: Random, value: unknown): unknown {
  let mutated: unknown = structuredClone(value);
  for (let times = 1 + random.below(5); times > 0; times--) mutated = mutateSomewhere(random, mutated);
  return mutated;
}

/** A JSON value of the same shape in which many of the texts at these keys are hostile ones. The given one stays. */
export function mutateTexts(random: Random, value: unknown, keys: ReadonlySet<string>, key = ''): unknown {
  if (typeof value === 'string') return keys.has(key) && random.isOneIn(2) ? random.pick(HOSTILE_TEXTS) : value;
  if (Array.isArray(value)) return value.map((item: unknown) => mutateTexts(random, item, keys, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, mutateTexts(random, own, keys, name)]));
}

function mutateSomewhere(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.isOneIn(12)) return another(random, value);
  const keys = Object.keys(value);
  if (keys.length === 0 || random.isOneIn(6)) return Array.isArray(value) ? mutateList(random, value) : mutateFields(random, value as Fields);
  const key = random.pick(keys);
  put(value as Fields, key, mutateSomewhere(random, (value as Fields)[key]));
  return value;
}

function another(random: Random, value: unknown): unknown {
  switch (random.below(5)) {
    case 0:
      return structuredClone(random.pick(HOSTILE_VALUES));
    case 1:
      return [value];
    case 2:
      return { [random.pick(HOSTILE_TEXTS)]: value };
    case 3:
      return typeof value === 'string' ? mutateText(random, value) : JSON.stringify(value);
    default:
      return random.pick(HOSTILE_TEXTS);
  }
}

function mutateList(random: Random, list: unknown[]): unknown {
  const at = random.below(list.length + 1);
  if (random.isOneIn(3)) return list.toSpliced(at, 1);
  const item: unknown = random.isOneIn(2) && list.length > 0 ? random.pick(list) : another(random, list[at]);
  return list.toSpliced(at, 0, structuredClone(item));
}

function mutateFields(random: Random, fields: Fields): Fields {
  const keys = Object.keys(fields);
  const from = keys.length > 0 ? random.pick(keys) : '';
  const to = random.isOneIn(2) || keys.length === 0 ? random.pick(HOSTILE_TEXTS) : random.pick(keys);
  if (random.isOneIn(3)) Reflect.deleteProperty(fields, from);
  else put(fields, to, structuredClone(fields[from]));
  return fields;
}

/** As `JSON.parse` does it: `__proto__` is a key like others. */
function put(fields: Fields, key: string, value: unknown): void {
  Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}
