import { fedText, type FeedGit } from './gitFeed';

/** The paths a commit changed, by its hash; a merge commit changes none of itself. */
export type ChangedFiles = (hashes: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/** What is kept: a commit never changes, so it is asked for once. */
const MOST_KEPT = 20_000;
/** Of one commit; one that rewrites everything proves nothing. */
const MOST_FILES = 1_000;

/** Asks git in one process for all commits that are not known yet. Paths are relative to the repository's top. */
export function createChangedFiles(feed: FeedGit): ChangedFiles {
  const known = new Map<string, readonly string[]>();
  return async (hashes) => {
    if (known.size > MOST_KEPT) known.clear();
    const unknown = [...new Set(hashes)].filter((hash) => !known.has(hash));
    const asked = unknown.length === 0 ? undefined : await ask(feed, unknown);
    for (const [hash, files] of asked ?? []) known.set(hash, files);
    return new Map(hashes.flatMap((hash) => (known.has(hash) ? [[hash, known.get(hash) ?? []] as const] : [])));
  };
}

async function ask(feed: FeedGit, hashes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  const answer = await fedText(feed, ['diff-tree', '--stdin', '--root', '-r', '-z', '--name-only', '--no-renames', '--no-ext-diff'], hashes);
  if (answer === undefined) return undefined;
  // The commit's hash, then its files; of a commit that changed none there is nothing.
  const files = new Map<string, string[]>(hashes.map((hash) => [hash, []]));
  let current: string[] | undefined;
  for (const part of answer.split('\0')) {
    const own = files.get(part);
    if (own) current = own;
    else if (part !== '' && current && current.length < MOST_FILES) current.push(part);
  }
  return files;
}
