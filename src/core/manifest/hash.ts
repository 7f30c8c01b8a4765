/** SHA-256 of a text in UTF-8, as lower case hexadecimal digits. */
export type Hash = (text: string) => string;

/** A manifest to be compared with what a state recorded of one. */
export interface HashedManifest {
  /** The file's text, without a byte order mark. */
  readonly text: string;
  /** Its own `manifest_hash`. */
  readonly hash?: string | undefined;
  /** The objects of its `tasks`, as the file has them. */
  readonly tasks: readonly unknown[];
}

/** The shortest prefix that counts, as git has it. */
const LEAST_DIGITS = 7;

/** Whether the state names no manifest: its field is empty, or holds a placeholder (DESIGN section 3, "Manifest hash"). */
export function isPlaceholder(recorded: string | undefined): boolean {
  return recorded === undefined || /^\W*(placeholder.*)?$/i.test(recorded.trim());
}

/** Two spellings of one hash: with and without `sha256:`, in any case, and either a prefix of the other. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= LEAST_DIGITS && /^[0-9a-f]+$/.test(long) && long.startsWith(short);
}

/**
 * How a recorded hash fits a manifest, the cheapest way first.
 *
 * @returns `field`: its own `manifest_hash`; `file`: its bytes; `tasks`: its tasks in canonical form; undefined: not at all
 */
export function hashFit(recorded: string, manifest: HashedManifest, hash: Hash): 'field' | 'file' | 'tasks' | undefined {
  if (manifest.hash !== undefined && !isPlaceholder(manifest.hash) && isSameHash(recorded, manifest.hash)) return 'field';
  if (!couldBeHash(recorded)) return undefined;
  if (fitsFile(recorded, manifest.text, hash)) return 'file';
  return fitsTasks(recorded, manifest.tasks, hash) ? 'tasks' : undefined;
}

/** Whether a recorded hash fits a text as {@link hashFit} tells, as far as that can be seen without parsing it. */
export function fitsUnparsed(recorded: string, text: string, hash: Hash): boolean {
  const own = /"manifest_hash"\s*:\s*"([^"\\]*)"/.exec(text)?.[1];
  if (own !== undefined && !isPlaceholder(own) && isSameHash(recorded, own)) return true;
  return couldBeHash(recorded) && fitsFile(recorded, text, hash);
}

/** Whether it is the hash of these tasks, written by `JSON.stringify` with an indentation of two, or with none. */
export function fitsTasks(recorded: string, tasks: readonly unknown[], hash: Hash): boolean {
  return couldBeHash(recorded) && (isSameHash(recorded, hash(JSON.stringify(tasks, null, 2))) || isSameHash(recorded, hash(JSON.stringify(tasks))));
}

/** The bytes as they may have been on another system: line ends and the byte order mark come and go with a checkout. */
function fitsFile(recorded: string, text: string, hash: Hash): boolean {
  const bareText = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const unix = bareText.replaceAll('\r\n', '\n');
  const forms = new Set([bareText, unix, unix.replaceAll('\n', '\r\n')]);
  return [...forms].some((form) => isSameHash(recorded, hash(form)) || isSameHash(recorded, hash(`\uFEFF${form}`)));
}

function couldBeHash(recorded: string): boolean {
  return new RegExp(`^[0-9a-f]{${LEAST_DIGITS},64}$`).test(bare(recorded));
}

function bare(hash: string): string {
  return hash.trim().toLowerCase().replace(/^sha-?256[:=-]\s*/, '');
}
