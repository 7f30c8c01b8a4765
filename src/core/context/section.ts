import { nearestOf } from '../nearest';
import type { Heading, Outline } from './outline';
import { slugOf } from './outline';

/** A section found by name; `others` are anchors of more headings with the same text. */
export interface SectionFound {
  readonly heading: Heading;
  readonly others: readonly string[];
}

/** The section that a name means: an anchor, a heading's text, or its beginning where only one begins so. */
export function sectionNamed({ headings }: Outline, name: string): SectionFound | undefined {
  const wanted = decoded(name.trim().replace(/^#+\s*/, '')).slice(0, 300);
  if (wanted === '') return undefined;
  const key = keyOf(wanted);
  const heading =
    headings.find(({ slug }) => slug === wanted) ??
    headings.find(({ slug }) => slug === slugOf(wanted)) ??
    (key === '' ? undefined : (headings.find(({ text }) => keyOf(text) === key) ?? onlyOne(headings.filter(({ text }) => startsWith(text, wanted)))));
  if (!heading) return undefined;
  const others = headings.filter((one) => one !== heading && keyOf(one.text) === keyOf(heading.text)).map(({ slug }) => slug);
  return { heading, others };
}

/** The headings most like a name that none has; else the first ones. */
export function sectionsLike({ headings }: Outline, name: string): { readonly isNear: boolean; readonly texts: readonly string[] } {
  const texts = [...new Set(headings.map(({ text }) => text))].filter((text) => text !== '');
  const near = nearestOf(name.trim(), texts, 3);
  if (near.length > 0) return { isNear: true, texts: near };
  const slugs = new Map(headings.map(({ slug, text }) => [slug, text]));
  const nearSlugs = nearestOf(slugOf(name), [...slugs.keys()], 3).flatMap((slug) => slugs.get(slug) ?? []);
  if (nearSlugs.length > 0) return { isNear: true, texts: nearSlugs };
  const word = keyOf(name);
  const holding = word.length < 3 ? [] : texts.filter((text) => keyOf(text).includes(word)).slice(0, 3);
  return holding.length > 0 ? { isNear: true, texts: holding } : { isNear: false, texts: texts.slice(0, 12) };
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** `4.2` begins `4.2 Rounding`, and not `4.21 Fees`. */
function startsWith(text: string, wanted: string): boolean {
  const beginning = text.slice(0, wanted.length);
  return beginning.toLowerCase() === wanted.toLowerCase() && !/[\p{L}\p{N}]/u.test(text.charAt(wanted.length));
}

/** What two spellings of one heading have in common. */
function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
