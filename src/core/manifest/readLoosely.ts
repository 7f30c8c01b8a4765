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

/** `small` -> `S`; letters and unknown words stay; absent is `M`, as the status script has it. */
export function readSize(est: unknown): string {
  const size = typeof est === 'object' && est !== null ? (est as { size?: unknown }).size : est;
  if ((typeof size !== 'string' && typeof size !== 'number') || size === '') return 'M';
  const text = String(size).trim();
  const letters: Readonly<Record<string, string>> = { small: 'S', medium: 'M', large: 'L', s: 'S', m: 'M', l: 'L' };
  const key = text.toLowerCase();
  return Object.hasOwn(letters, key) ? (letters[key] ?? text) : text;
}

/** A list given as an array, as one text, or not at all. */
export function readList(value: readonly string[] | string | null | undefined): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}

const PLAIN_PATH = /^[\w./@+-]+$/;

/**
 * A document reference: a path, a path with `#section`, `ADR-0009`, `ADR-0002: Title`,
 * or a path with a remark behind it, `"a.spec.ts (mocks)"`.
 */
export function readDocumentRef(raw: string, kind: DocumentKind): DocumentRef {
  // Most references are plain paths, and there are many of them.
  if (PLAIN_PATH.test(raw) && (kind !== 'adr' || raw.includes('/'))) return { kind, raw, path: raw };
  const text = raw.trim().replaceAll('\\', '/');
  const byId = /^ADR[-_ ]?(\d{1,6})\s*(?::.*|[-–—]\s.*|\(.*)?$/i.exec(text);
  if (kind === 'adr' && byId?.[1]) return { kind, raw, adr: `ADR-${byId[1].padStart(4, '0')}` };
  const withoutRemark = text.replace(/\s+[([].*$/s, '').replace(/\s+[-–—:]+\s.*$/s, '');
  const hash = withoutRemark.indexOf('#');
  if (hash < 0) return { kind, raw, path: withoutRemark };
  return { kind, raw, path: withoutRemark.slice(0, hash), section: withoutRemark.slice(hash + 1) };
}
