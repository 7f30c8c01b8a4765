/** Data in a label that VS Code reads icons from: `$(name)` stays text (RELIABILITY, "theme icons off for data"). */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
