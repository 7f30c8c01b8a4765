import * as fc from 'fast-check';
import type { StatePatch } from '../../../../src/core/state/patch';

const ids = fc.constantFrom('__proto__', 'constructor', '10', 'A"\\\n', 'A--T01', 'é\u{1F600}', '', '}', 'tasks');
const scalar = fc.oneof(fc.constantFrom('"x"', '12345678901234567890', '1.0', '1e999', '-0', 'null', '"}{]["', '"\\\\\\""'), fc.string().map((s) => JSON.stringify(s)));
const keys = fc.constantFrom('status', 'started_at', 'completed_at', 'acs_completed', 'acs_remaining', 'notes', 'blocked_reason', 'other', '__proto__');

/** A tree of raw JSON texts: a string is a finished value. */
type Raw = string | Raw[] | [string, Raw][] & { isObject?: true };

const list = fc.array(scalar, { maxLength: 4 }).map((items): Raw => items);
const entry = fc.array(fc.tuple(keys, fc.oneof(scalar, list)), { maxLength: 5 }).map(asObject);
const layouts = fc.record({
  eol: fc.constantFrom('\n', '\r\n', ''),
  unit: fc.constantFrom('  ', '\t', '    ', ''),
  colon: fc.constantFrom(': ', ':', ' : '),
  lineEntries: fc.boolean(),
  blockArrays: fc.boolean(),
  escapeKeys: fc.boolean(),
  bom: fc.constantFrom('', '\uFEFF'),
  end: fc.constantFrom('', '\n', '\r\n', ' \n\n'),
});

/** The text of a state file in any layout, with values that a parser would not give back. */
export const stateText = fc
  .tuple(fc.array(fc.tuple(ids, entry), { maxLength: 5 }), fc.constantFrom('first', 'last', 'none'), fc.boolean(), layouts)
  .map(([entries, stamp, hasOther, layout]) => {
    const root: [string, Raw][] = [['tasks', asObject(entries)]];
    if (stamp === 'first') root.unshift(['last_updated', '"2025"']);
    if (stamp === 'last') root.push(['last_updated', 'null']);
    if (hasOther) root.push(['other', ['1', '"tasks"']]);
    return layout.bom + write(asObject(root), layout, '', 0) + layout.end;
  });

/** A change of an entry, which may be there or not. */
export const patches: fc.Arbitrary<StatePatch> = fc.record({
  taskId: ids,
  set: fc.dictionary(keys, fc.oneof(fc.string(), fc.array(fc.constantFrom('x', 'y', '}{]['), { maxLength: 4 }), fc.constant(null)), { maxKeys: 4 }),
  remove: fc.array(fc.constantFrom('notes', 'blocked_reason', 'gone'), { maxLength: 2 }),
  lastUpdated: fc.constant('2025-10-01T12:00:00Z'),
}).map((patch) => ({ ...patch, remove: patch.remove.filter((key) => !Object.hasOwn(patch.set, key)) }));

function asObject(members: [string, Raw][]): Raw {
  return Object.assign([...members], { isObject: true as const });
}

type Layout = Pick<typeof layouts extends fc.Arbitrary<infer T> ? T : never, 'eol' | 'unit' | 'colon' | 'lineEntries' | 'blockArrays' | 'escapeKeys'>;

function write(raw: Raw, layout: Layout, indent: string, depth: number): string {
  if (typeof raw === 'string') return raw;
  const isObject = 'isObject' in raw;
  const [open, close] = isObject ? ['{', '}'] : ['[', ']'];
  const isBlock = layout.eol !== '' && (isObject ? depth < 2 || !layout.lineEntries : layout.blockArrays && !layout.lineEntries);
  const inner = indent + layout.unit;
  const items = raw.map((item) => {
    if (!isObject) return write(item, layout, inner, depth + 1);
    const [key, value] = item as [string, Raw];
    const name = layout.escapeKeys ? JSON.stringify(key).replace(/[a-z]/i, (c) => `\\u00${c.charCodeAt(0).toString(16)}`) : JSON.stringify(key);
    // An escape must not be made of an escape's own letter.
    const valid = safeKey(name, key) ? name : JSON.stringify(key);
    return valid + layout.colon + write(value, layout, inner, depth + 1);
  });
  if (items.length === 0) return open + close;
  const gap = isBlock ? layout.eol + inner : '';
  return open + gap + items.join(`,${isBlock ? gap : ' '}`) + (isBlock ? layout.eol + indent : '') + close;
}

function safeKey(name: string, key: string): boolean {
  try {
    return JSON.parse(name) === key;
  } catch {
    return false;
  }
}
