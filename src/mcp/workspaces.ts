import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { nearestOf } from '../core/nearest';
import type { World } from '../core/operations/world';
import type { Log, Refusal } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import type { Settings } from '../core/settings';
import { createWorld } from '../io/world';

/** A backlog that is served. */
export interface Workspace {
  /** The folder's name; of two alike the second has a number. */
  readonly name: string;
  /** Absolute, links resolved. */
  readonly root: string;
  /** The files and settings are read anew for each use. */
  world(): Promise<World>;
}

export interface WorkspaceOptions {
  /** Folders named on the command line, absolute: then no others are served. */
  readonly given: readonly string[];
  /** The folder the server was started in. */
  readonly from: string;
  readonly log: Log;
  /** The program's name in locks and in the undo journal; known when the first world is made. */
  by(): string;
  readSettings(root: string): Promise<Settings>;
  /** The client's roots as addresses; undefined where the client tells none. */
  askRoots(): Promise<readonly string[] | undefined>;
}

/** More of a client's roots are not looked at. */
const MOST_ROOTS = 100;

/** The backlogs that are served: those named, else those of the client's roots, else the one the server was started in. */
export class Workspaces {
  private readonly known = new Map<string, { readonly now: { settings: Settings }; readonly world: World }>();
  private folders: Promise<{ readonly roots: readonly string[]; readonly areTold: boolean }> | undefined;

  constructor(private readonly options: WorkspaceOptions) {}

  /** The client's roots have changed. */
  forgetRoots(): void {
    this.folders = undefined;
  }

  /** At least one. Of a client's roots those with a manifest; where none has one, the first, which then says so. */
  async served(): Promise<readonly Workspace[]> {
    const { roots, areTold } = await (this.folders ??= this.find());
    const withManifest = areTold ? await this.withManifest(roots) : roots;
    const shown = withManifest.length > 0 ? withManifest : roots.slice(0, 1);
    const names = new Set<string>();
    return shown.map((root) => {
      const name = unused(path.basename(root) || 'workspace', names);
      names.add(name);
      return { name, root, world: () => this.worldOf(root) };
    });
  }

  /** The workspace named, or the only one, or the only one that has the task. */
  async choose(wanted: unknown, task: unknown): Promise<Result<Workspace, Refusal>> {
    const served = await this.served();
    const names = served.map(({ name }) => name);
    if (wanted !== undefined) {
      const named = served.find(({ name, root }) => wanted === name || wanted === root);
      return named ? ok(named) : err(unknownWorkspace(wanted, names));
    }
    const [first, ...others] = served;
    if (first && others.length === 0) return ok(first);
    if (typeof task !== 'string') return err({ code: 'WORKSPACE-NEEDED', message: `Several workspaces are served: ${listed(names)}`, remedy: SAY_WHICH });
    return this.having(task.trim(), served);
  }

  /** The one workspace that has the task. */
  private async having(task: string, served: readonly Workspace[]): Promise<Result<Workspace, Refusal>> {
    const ids = await Promise.all(served.map(async (one) => (await (await one.world()).here.snapshot()).byId));
    const having = served.filter((_one, index) => ids[index]?.has(task));
    const [only, ...more] = having;
    if (only && more.length === 0) return ok(only);
    const id = cut(oneLine(task), 80);
    if (only) return err({ code: `AMBIGUOUS-TASK::${id}`, message: `Several workspaces have this task: ${listed(having.map(({ name }) => name))}`, remedy: SAY_WHICH });
    const near = nearestOf(task, ids.flatMap((byId) => [...byId.keys()]), 3).map(oneLine);
    const remedy = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `They are ${listed(served.map(({ name }) => name))}: ask for the next task of one with workspace.`;
    return err({ code: `UNKNOWN-TASK::${id}`, message: `No workspace that is served has the task ${id}`, remedy });
  }

  private async find(): Promise<{ roots: readonly string[]; areTold: boolean }> {
    const { given, from } = this.options;
    if (given.length > 0) return { roots: await realFolders(given), areTold: false };
    const told = await this.options.askRoots();
    const roots = await realFolders((told ?? []).slice(0, MOST_ROOTS).flatMap(pathOf));
    return roots.length > 0 ? { roots, areTold: true } : { roots: [await this.upwards(await realpath(from))], areTold: false };
  }

  private async upwards(from: string): Promise<string> {
    for (let folder = from; ; folder = path.dirname(folder)) {
      if (await this.hasManifest(folder)) return folder;
      if (path.dirname(folder) === folder) return from;
    }
  }

  private async withManifest(roots: readonly string[]): Promise<readonly string[]> {
    const has = await Promise.all(roots.map((root) => this.hasManifest(root)));
    return roots.filter((_root, index) => has[index]);
  }

  private async hasManifest(root: string): Promise<boolean> {
    const { manifestPath } = await this.options.readSettings(root);
    return existsSync(path.join(root, manifestPath));
  }

  private async worldOf(root: string): Promise<World> {
    const settings = await this.options.readSettings(root);
    const known = this.known.get(root);
    if (known) {
      known.now.settings = settings;
      return known.world;
    }
    const now = { settings };
    // Whoever configures this server for a folder trusts the folder, as with any program started there.
    const world = createWorld({ root, settings: () => now.settings, trusted: () => true, by: this.options.by(), log: this.options.log });
    this.known.set(root, { now, world });
    return world;
  }
}

const SAY_WHICH = 'Call again with workspace set to the one that is meant.';

function unknownWorkspace(wanted: unknown, names: readonly string[]): Refusal {
  const shown = typeof wanted === 'string' ? cut(oneLine(wanted), 80) : typeof wanted;
  const near = typeof wanted === 'string' ? nearestOf(wanted, names, 1)[0] : undefined;
  return {
    code: 'UNKNOWN-WORKSPACE',
    message: `There is no workspace ${shown}`,
    remedy: near === undefined ? `Served: ${listed(names)}.` : `Did you mean ${oneLine(near)}?`,
  };
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 12).map(oneLine).join(', ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}`;
}

function unused(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) if (!taken.has(`${name}-${n}`)) return `${name}-${n}`;
}

function pathOf(address: string): string[] {
  try {
    return address.startsWith('file:') ? [fileURLToPath(address)] : [];
  } catch {
    return [];
  }
}

/** Links resolved, each once; what is not there is left out. */
async function realFolders(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  return [...new Set(real.filter((folder) => folder !== undefined))];
}
