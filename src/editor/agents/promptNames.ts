/** A prompt file's name: what the task is called, as far as a file may be called so, and a number that only grows. */
const NAME = /^.{1,80}-(\d{1,9})\.md$/s;

function numberOf(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The name of the next prompt file: `CONTENT_HASH--T01-7.md`. */
export function nextPromptName(taskId: string, existing: readonly string[]): string {
  const last = Math.max(0, ...existing.map((name) => numberOf(name) ?? 0));
  const safe = taskId.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+/, '').slice(0, 60) || 'task';
  return `${safe}-${last + 1}.md`;
}

/** The files to delete so that the newest `keep` prompts stay. Files that are not ours are left alone. */
export function outdatedPrompts(existing: readonly string[], keep: number): readonly string[] {
  const numbered = existing.flatMap((name) => {
    const number = numberOf(name);
    return number === undefined ? [] : [{ name, number }];
  });
  return numbered
    .sort((a, b) => b.number - a.number)
    .slice(keep)
    .map(({ name }) => name);
}
