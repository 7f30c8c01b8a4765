import { beginningOf } from '../cut';
import { itemsOf, type ListKey } from '../manifest/places';
import { readDocumentRef } from '../manifest/readLoosely';
import type { Problem } from '../problem';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { taskAt } from './manifestFixes';

/** A document that a task names and that could be begun. */
export interface NewDocument {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

/** A name that may be made: no way out of the root, and a kind of text that people read. */
const PLAIN = /^(?![/\\])(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^:\\]+\.(?:md|mdx|markdown|adoc|txt)$/i;

/** What to begin for a problem of a document that is not there; undefined where something else is wrong with it. */
export function newDocument({ kind, path, isAbsent }: Problem, snapshot: Snapshot, { adrFolder }: Pick<Settings, 'adrFolder'>): NewDocument | undefined {
  const task = path && taskAt(snapshot, path);
  if (!task || !isAbsent || (kind !== 'missing-document' && kind !== 'unknown-adr')) return undefined;
  const index = path[3];
  const raw = itemsOf(task, path[2] as ListKey)[typeof index === 'number' ? index : 0] ?? '';
  const ref = readDocumentRef(raw, kind === 'unknown-adr' ? 'adr' : 'spec');
  if (ref.adr !== undefined) {
    const title = raw.replace(/^\s*ADR[-_ ]?\d+[\s:–—-]*/i, '').trim();
    const slug = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    return { path: `${adrFolder.replace(/\/+$/, '')}/${ref.adr}${slug === '' ? '' : `-${beginningOf(slug, 60)}`}.md`, text: `# ${ref.adr}${title === '' ? '' : `: ${title}`}\n` };
  }
  if (ref.path === undefined || !PLAIN.test(ref.path)) return undefined;
  const section = ref.section === undefined ? '' : `\n## ${asWords(ref.section)}\n`;
  return { path: ref.path, text: `# ${asWords(ref.path.replace(/^.*\//, '').replace(/\.\w+$/, ''))}\n${section}` };
}

/** `spec-ledger_core` -> `Spec ledger core` */
function asWords(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
