import { itemsOf, membersOf, skipSpace } from './members';

/**
 * A JSON text in a form that is the same for the same value, however it is laid out: keys in one order, of a doubled key
 * the last. Numbers keep their digits, since a parser gives only some of them back.
 *
 * @param text valid JSON, nested no deeper than what is read
 */
export function meaningOf(text: string): string {
  const start = skipSpace(text, 0);
  const part = (range: { readonly start: number; readonly end: number }) => meaningOf(text.slice(range.start, range.end));
  switch (text.charAt(start)) {
    case '{': {
      const members = new Map(membersOf(text, start).members.map((member) => [member.key, member]));
      const keys = [...members.keys()].sort();
      return `{${keys.map((key) => JSON.stringify(key) + part(members.get(key) ?? { start, end: start })).join()}}`;
    }
    case '[':
      return `[${itemsOf(text, start).items.map(part).join()}]`;
    case '"':
      return text.includes('\\') ? JSON.stringify(JSON.parse(text)) : text.trim();
    default:
      return text.trim();
  }
}

/** Whether two JSON texts say the same; undefined stands for what is not there. */
export function isSameJson(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && meaningOf(one) === meaningOf(other));
}
