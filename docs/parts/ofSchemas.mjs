import { bundled } from '../bundled.mjs';
import { table } from './markdown.mjs';

const { FILE_SCHEMAS } = await bundled('core/schemas/fileSchemas.ts');

/** The fields of a file, each with its kinds and its meaning, from the schema that the editor completes by. */
export function fields(name) {
  const rows = [...fieldsOf(FILE_SCHEMAS[name](), '')];
  return table(['field', 'what it is', 'meaning', 'example'], rows);
}

function* fieldsOf(schema, at) {
  for (const one of [schema, ...(schema.anyOf ?? [])]) {
    for (const [key, inner] of Object.entries(one.properties ?? {})) {
      const path = at === '' ? key : `${at}.${key}`;
      if (inner.description) yield [`\`${path}\``, kinds(inner).join(' or ') || 'any value', inner.description.replaceAll('<', '\\<'), inner.examples ? `\`${JSON.stringify(inner.examples[0])}\`` : ''];
      yield* fieldsOf(inner, path);
    }
    if (one.items) yield* fieldsOf(one.items, `${at}[]`);
    if (typeof one.additionalProperties === 'object' && at !== '') yield* fieldsOf(one.additionalProperties, `${at}.ID`);
    if (one !== schema) yield* (one.anyOf ?? []).flatMap((deeper) => [...fieldsOf({ anyOf: [deeper] }, at)]);
  }
}

const NAMES = { string: 'text', integer: 'number', boolean: 'true or false', array: 'list' };

/** Kinds of value in words; what is taken for absent is not told. */
function kinds(schema) {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``);
  const own = [schema.type ?? []].flat().filter((type) => type !== 'null').map((type) => NAMES[type] ?? type);
  const deeper = (schema.anyOf ?? []).flatMap(kinds);
  return [...new Set([...deeper, ...own])];
}

/** From where to where a task may go. */
export async function transitions() {
  const { TRANSITIONS } = await bundled('core/state/transitions.ts');
  return table(['from', 'to'], Object.entries(TRANSITIONS).map(([from, to]) => [from, to.join(', ')]));
}
