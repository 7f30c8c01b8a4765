import { PLAIN, type Paint } from '../../core/paint';
import { escaped } from '../../core/markdownText';
import { t } from '../../core/words';

/** Around what is emphasised. Control characters, which `oneLine` takes out of every text of a file: no data can hold them. */
const STRONG = '\u0001';
const END = '\u0002';

/** The emphasis of an operation's text, as {@link markdownOf} reads it. */
export const MARKS: Paint = { ...PLAIN, strong: (text) => `${STRONG}${text}${END}` };

/** So many lines of an answer are shown: a chat is no place for a list of thousands. */
const MOST_LINES = 80;

/**
 * The text of an operation, written with {@link MARKS}, as Markdown. Its lines keep their meaning: what is indented is a
 * list, what is emphasised is strong. All else is text and can't become markup, a link, an icon or a formula.
 */
export function markdownOf(text: string, most = MOST_LINES): string {
  const lines = text.replace(/\n{3,}/g, '\n\n').split('\n');
  const blocks: { readonly kind: Kind; readonly lines: string[] }[] = [];
  for (const line of lines.slice(0, most)) {
    const kind = kindOf(line);
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  const left = lines.length - most;
  if (left > 0) blocks.push({ kind: 'words', lines: [t('… and {0} more lines', left)] });
  return blocks.filter(({ kind }) => kind !== 'blank').map(blockMarkdown).join('\n\n');
}

type Kind = 'blank' | 'item' | 'heading' | 'words';

function kindOf(line: string): Kind {
  if (line.trim() === '') return 'blank';
  if (line.startsWith('### ')) return 'heading';
  return line.startsWith('  ') || line.startsWith('- ') ? 'item' : 'words';
}

function blockMarkdown({ kind, lines }: { readonly kind: Kind; readonly lines: readonly string[] }): string {
  switch (kind) {
    case 'heading':
      return lines.map((line) => `### ${inline(line.slice(4))}`).join('\n\n');
    case 'item':
      return lines.map((line) => `- ${inline(line.replace(/^(?:- | +)/, ''))}`).join('\n');
    default:
      return lines.map(inline).join('  \n');
  }
}

function inline(line: string): string {
  return line
    .trim()
    .split(STRONG)
    .map((part, index) => {
      if (index === 0) return columns(part);
      const [strong = '', ...rest] = part.split(END);
      return `${strong.trim() === '' ? '' : `**${escaped(strong.trim())}**`}${columns(rest.join(''))}`;
    })
    .join('');
}

/** Columns, which are aligned by blanks on a terminal: `Phase 1  5 of 9` reads `Phase 1: 5 of 9`. */
function columns(text: string): string {
  return escaped(text.replace(/(?<=[^\s:]) {2,}(?=\S)/g, ': '));
}
