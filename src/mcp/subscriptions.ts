import * as path from 'node:path';
import type { Log } from '../core/ports';
import { createCoalescer, type Coalescer } from '../io/coalesce';
import { watchFolder, type FolderWatch } from '../io/watchFolder';
import type { Workspace } from './workspaces';

/** Quiet time and longest wait before a client is told of a change, in ms. */
const DELAY_MS = 100;
const LONGEST_MS = 250;

/** Watches the files of the workspaces whose resources somebody listens to. */
export class Subscriptions {
  private readonly uris = new Map<string, string>();
  private readonly watches = new Map<string, { readonly files: readonly FolderWatch[]; readonly telling: Coalescer }>();

  /** @param tell says that what a URI stands for may have changed */
  constructor(
    private readonly tell: (uri: string) => Promise<void>,
    private readonly log: Log,
  ) {}

  async add(uri: string, workspace: Workspace): Promise<void> {
    this.uris.set(uri, workspace.root);
    if (this.watches.has(workspace.root)) return;
    const { settings } = await workspace.world();
    if (!this.uris.has(uri) || this.watches.has(workspace.root)) return;
    const telling = createCoalescer({ delayMs: DELAY_MS, longestMs: LONGEST_MS, run: () => this.tellOf(workspace.root), onError: (error) => this.log.error('a client could not be told of a change', error) });
    const files = [settings.manifestPath, settings.statePath].map((relative) => {
      const file = path.join(workspace.root, relative);
      return watchFolder(path.dirname(file), [path.basename(file)], () => telling.trigger(), workspace.root);
    });
    this.watches.set(workspace.root, { files, telling });
  }

  remove(uri: string): void {
    const root = this.uris.get(uri);
    this.uris.delete(uri);
    if (root !== undefined && ![...this.uris.values()].includes(root)) this.drop(root);
  }

  dispose(): void {
    this.uris.clear();
    for (const root of [...this.watches.keys()]) this.drop(root);
  }

  private drop(root: string): void {
    const watch = this.watches.get(root);
    this.watches.delete(root);
    watch?.telling.dispose();
    for (const file of watch?.files ?? []) file.dispose();
  }

  /** The pulse changes with either file, so all that is listened to of a workspace is told together. */
  private async tellOf(root: string): Promise<void> {
    for (const [uri, of] of this.uris) if (of === root) await this.tell(uri);
  }
}
