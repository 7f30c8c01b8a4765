import * as fs from 'node:fs';
import * as path from 'node:path';

export interface FolderWatch {
  dispose(): void;
}

/**
 * Watches files by watching their folder: a watch on a file loses it at the first atomic rename.
 * The folder may be missing, be deleted and made again: the folders above it, down from `top`, are
 * watched too, and the watch is set up anew. It says only that something may have changed; what did is
 * for the caller to read. Locks and temporary files beside the named ones say nothing.
 *
 * @param folder absolute
 * @param names entries of the folder that matter, in any case of letters; undefined: all
 * @param top an ancestor of the folder (or itself) that is taken to stay; default: the folder's parent
 */
export function watchFolder(
  folder: string,
  names: readonly string[] | undefined,
  onChange: () => void,
  top: string = path.dirname(folder),
): FolderWatch {
  return new Chain(chainOf(folder, top), names && new Set(names.map((name) => name.toLowerCase())), onChange);
}

/** How long to wait before a watch that failed is set up again, in ms. */
const REARM_MS = 1_000;

/** One watcher for each folder from the top down to the one meant, as far as they are there. */
class Chain implements FolderWatch {
  private links: Link[] = [];
  private retry: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private readonly folders: readonly string[],
    private readonly names: ReadonlySet<string> | undefined,
    private readonly onChange: () => void,
  ) {
    this.arm();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.retry);
    this.cut(0);
  }

  /** Extends the chain as deep as folders are there; true when it grew. */
  private arm(): boolean {
    const before = this.links.length;
    for (let depth = before; depth < this.folders.length && !this.isDisposed; depth++) {
      const link = this.watch(depth);
      if (!link) break;
      this.links.push(link);
    }
    return this.links.length > before;
  }

  private watch(depth: number): Link | undefined {
    const folder = this.folders[depth] ?? '';
    try {
      const identity = identityOf(folder);
      if (identity === undefined) return undefined;
      const watcher = fs.watch(folder, { persistent: false }, (event, name) => this.heard(depth, event, name));
      watcher.on('error', () => this.broken(depth));
      if (identityOf(folder) === identity) return { watcher, identity };
      watcher.close();
      this.tryLater();
      return undefined;
    } catch (error) {
      // No more watches are to be had (inotify's limit): try later, others of them may be let go.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.tryLater();
      return undefined;
    }
  }

  private heard(depth: number, event: string, name: string | null): void {
    if (this.isDisposed) return;
    const next = this.folders[depth + 1];
    // A folder made again can get the number of the one deleted, so its coming and going always counts.
    if (next !== undefined && event === 'rename' && (name === null || name === path.basename(next))) this.cut(depth + 1);
    // In a storm of writes the folder itself is not looked at: only its own end is told under its own name.
    const isOwn = next !== undefined || name === null || name === path.basename(this.folders[depth] ?? '');
    const isMoved = isOwn && this.follow();
    const isMeant = next === undefined && (name === null || this.names === undefined || this.names.has(name.toLowerCase()));
    if (isMoved || isMeant) this.onChange();
  }

  /** Sets the chain up anew from the first folder that is not watched or not the same; true when anything changed. */
  private follow(): boolean {
    const stale = this.links.findIndex(({ identity }, depth) => identity !== identityOf(this.folders[depth] ?? ''));
    if (stale >= 0) this.cut(stale);
    const hasGrown = this.arm();
    return stale >= 0 || hasGrown;
  }

  private broken(depth: number): void {
    if (this.isDisposed) return;
    this.cut(depth);
    this.tryLater();
  }

  private tryLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (!this.isDisposed && this.follow()) this.onChange();
    }, REARM_MS);
    this.retry.unref();
  }

  private cut(depth: number): void {
    for (const { watcher } of this.links.splice(depth)) watcher.close();
  }
}

interface Link {
  readonly watcher: fs.FSWatcher;
  readonly identity: string;
}

/** Tells a folder from another one that took its name. */
function identityOf(folder: string): string | undefined {
  const stat = fs.statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stat?.isDirectory() ? `${stat.dev}:${stat.ino}` : undefined;
}

function chainOf(folder: string, top: string): readonly string[] {
  const relative = path.relative(top, folder);
  const isBelow = relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  const start = isBelow ? top : path.dirname(folder);
  const chain = [start];
  for (const segment of path.relative(start, folder).split(path.sep).filter(Boolean)) {
    chain.push(path.join(chain[chain.length - 1] ?? start, segment));
  }
  return chain;
}
