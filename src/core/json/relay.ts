/** Where a value stands, as far as its lines tell of it. */
export interface Standing {
  /** Of the line on which the value begins. */
  readonly indent: string;
  /** One level of indentation. */
  readonly unit: string;
}

const BREAK = /(?:\r\n|\n|\r)([ \t]*)/g;

/**
 * A JSON value of one file laid out for its place in another: its lines are indented as the other's are, and end so.
 * All its other bytes stay. No string of JSON holds a line break as such.
 *
 * @param eol of the other file; undefined where the value has to stand on one line
 */
export function relaid(value: string, from: Standing, to: Standing, eol: string | undefined): string {
  if (eol === undefined) return value.replace(/\s*[\r\n]\s*/g, ' ');
  return value.replace(BREAK, (_all, lead: string) => {
    if (!lead.startsWith(from.indent)) return eol + lead;
    const below = lead.slice(from.indent.length);
    const levels = from.unit === '' ? Number.NaN : below.length / from.unit.length;
    return eol + to.indent + (Number.isInteger(levels) ? to.unit.repeat(levels) : below);
  });
}
