/** The head of an agent or skill file, between two lines of dashes, and what follows. */
export interface FrontMatter {
  /** Values as they are written, without surrounding quotes. */
  readonly head: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads the keys at the top level of a file's front matter; undefined where there is none. Values that span lines are cut. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const found = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m.exec(text);
  if (!found || found.index !== 0) return undefined;
  const head = new Map<string, string>();
  for (const line of (found[1] ?? '').split(/\r?\n/)) {
    const [, key, value] = /^([A-Za-z][\w-]*):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) head.set(key, value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return { head, body: text.slice(found[0].length) };
}

/** The name under which an agent's file is known: the one it says, else its file's. */
export function agentNameOf(fileName: string, text: string): string {
  return frontMatterOf(text)?.head.get('name') || fileName.replace(/(\.agent)?\.md$/i, '');
}
