import type * as vscode from 'vscode';

/** Adds data to a hover, word by word: `appendText` turns runs of spaces into ones that never wrap. */
export function appendWords(markdown: vscode.MarkdownString, value: string): void {
  for (const [index, word] of value.trim().split(/\s+/).entries()) {
    if (index > 0) markdown.appendMarkdown(' ');
    markdown.appendText(word);
  }
}
