/** What of a prompt stands outside of all its fences. */
export function outsideOf(prompt: string): string {
  let isInside = false;
  const outside: string[] = [];
  for (const line of prompt.split('\n')) {
    if (/^<manifest-text-\w+>$/.test(line)) isInside = true;
    else if (/^<\/manifest-text-\w+>$/.test(line)) isInside = false;
    else if (!isInside) outside.push(line);
  }
  return outside.join('\n');
}
