import type { DocumentKind, DocumentRef, Risk } from './task';

/** `high`, `HIGH` -> `High`; undefined for words that are no risk. */
export function readRisk(text: string | null | undefined): Risk | undefined {
  switch (text?.trim().toLowerCase()) {
    case 'high':
      return 'High';
    case 'medium':
      return 'Medium';
    case 'low':
      return 'Low';
    default:
      return undefined;
  }
}

const NUMBERED = {
  Phase: /^(?:phase)?[\s_-]*(\d+(?:[._]\d+)*)$/i,
  Slice: /^(?:slice)?[\s_-]*(\d+(?:[._]\d+)*)$/i,
};

/**
 * The label of a phase or slice: `1`, `"1"`, `"phase_1"`, `"PHASE 1"` -> `Phase 1`; other words stay as they are.
 *
 * @param kind the word in front of a bare number, `Phase` or `Slice`
 */
export function readLabel(value: string | number | null | undefined, kind: 'Phase' | 'Slice'): string {
  if (value === null || value === undefined || value === '') return `No ${kind.toLowerCase()}`;
  const text = String(value).trim();
  const numbered = NUMBERED[kind].exec(text);
  return numbered?.[1] ? `${kind} ${numbered[1].replaceAll('_', '.')}` : text;
}

const SIZES: ReadonlyMap<string, string> = new Map([['small', 'S'], ['medium', 'M'], ['large', 'L'], ['s', 'S'], ['m', 'M'], ['l', 'L']]);

/** `small` -> `S`; letters and unknown words stay; absent is `M`, as the status script has it. */
export function readSize(est: unknown): string {
  const size = typeof est === 'object' && est !== null ? (est as { size?: unknown }).size : est;
  if ((typeof size !== 'string' && typeof size !== 'number') || size === '') return 'M';
  const text = String(size).trim();
  return SIZES.get(text.toLowerCase()) ?? text;
}

const NONE: readonly string[] = [];

/** A list given as an array, as one text, or not at all. */
export function readList(value: readonly string[] | string | null | undefined): readonly string[] {
  if (value === null || value === undefined || value === '') return NONE;
  return typeof value === 'string' ? [value] : value;
}

/**
 * A document reference: a path, a path with `#section`, `ADR-0009`, `ADR-0002: Title`,
 * or a path with a remark behind it, `"a.spec.ts (mocks)"`.
 */
export function readDocumentRef(raw: string, kind: DocumentKind): DocumentRef {
  // Most references hold no blank, and there are many of them: only the others need the slow search for a remark.
  const isPlain = !/[\s\\]/.test(raw);
  const text = isPlain ? raw : raw.trim().replaceAll('\\', '/');
  const byId = kind === 'adr' ? /^ADR[-_ ]?(\d{1,6})\s*(?::.*|[-–—]\s.*|\(.*)?$/i.exec(text) : null;
  if (byId?.[1]) return { kind, raw, adr: `ADR-${byId[1].padStart(4, '0')}` };
  const path = isPlain ? text : withoutRemark(text);
  const hash = path.indexOf('#');
  if (hash < 0) return { kind, raw, path };
  return { kind, raw, path: path.slice(0, hash), section: path.slice(hash + 1) };
}

/** A path without the remark that stands behind it: `a.ts (mocks)`, `a.ts - new`. */
export function withoutRemark(text: string): string {
  return text.replace(/\s+[([].*$/s, '').replace(/\s+[-–—:]+\s.*$/s, '');
}
