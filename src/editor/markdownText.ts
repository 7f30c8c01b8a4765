/**
 * A text of a file that stands for itself in Markdown, on one line: no markup, link, icon, tag or formula comes of it.
 * `MarkdownString.appendText` does as much, but makes every blank one that does not break.
 */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~$&#]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
