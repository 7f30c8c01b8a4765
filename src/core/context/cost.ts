import { oneLine } from '../delegate/plainText';
import type { TaskDocuments } from '../documents';
import { counted, t } from '../words';
import { aboutTokensText } from './tokens';

/** What reading a task's documents costs a model. */
export interface ContextCost {
  /** Tokens, about. */
  readonly total: number;
  /** Each document once, the largest first; `tokens` is absent where it is no text. */
  readonly files: readonly { readonly path: string; readonly tokens?: number }[];
}

/** Adds up what the documents cost that were found. Of a document whose sections are referred to, only these count. */
export function contextCost({ context }: Pick<TaskDocuments, 'context'>): ContextCost {
  const whole = new Map<string, number>();
  const sections = new Map<string, Map<string, number>>();
  const paths = new Set<string>();
  for (const fact of context) {
    if (fact.kind !== 'found') continue;
    paths.add(fact.path);
    if (fact.tokens === undefined) continue;
    if (fact.ref.section === undefined) whole.set(fact.path, fact.tokens);
    else sections.set(fact.path, (sections.get(fact.path) ?? new Map<string, number>()).set(fact.ref.section, fact.tokens));
  }
  const files = [...paths].map((path) => {
    const parts = sections.get(path);
    const tokens = whole.get(path) ?? (parts && [...parts.values()].reduce((sum, part) => sum + part, 0));
    return tokens === undefined ? { path } : { path, tokens };
  });
  const total = files.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  return { total, files: files.sort((a, b) => (b.tokens ?? -1) - (a.tokens ?? -1)) };
}

/** `about 5,400 tokens in 3 documents`. */
export function costText({ total, files }: ContextCost): string {
  return counted(files.length, '{1} in {0} document', '{1} in {0} documents', aboutTokensText(total));
}

/** `docs/x.md: about 5,400 tokens`, the largest first, at most so many; then how many more there are. Data is on one line each. */
export function costLines({ files }: ContextCost, most: number): readonly string[] {
  const lines = files.slice(0, most).map(({ path, tokens }) => `${oneLine(path)}: ${tokens === undefined ? t('not a text, not counted') : aboutTokensText(tokens)}`);
  const rest = files.slice(most);
  if (rest.length === 0) return lines;
  const tokens = rest.reduce((sum, file) => sum + (file.tokens ?? 0), 0);
  return [...lines, t('{0} more: {1}', rest.length, aboutTokensText(tokens))];
}
