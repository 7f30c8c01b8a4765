/**
 * A text of a file that stands for itself in Markdown, on one line: no markup, link, icon, tag or formula comes of it.
 * `MarkdownString.appendText` does as much, but makes every blank one that does not break.
 */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*[\]<>|~$&#]/g, '\\$&')
    // Within a word it marks nothing, and what is read aloud or copied, such as MONEY_TYPE--T02, stays without a backslash.
    .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => run.replaceAll('_', '\\_'))
    .replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
