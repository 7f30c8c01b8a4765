import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../core/settings';
import type { Options } from './arguments';

/** Where the backlog is. `manifest` and `state` are as a settings file would name them: relative to `root`, or absolute. */
export interface Place {
  /** Absolute. */
  readonly root: string;
  readonly manifest: string;
  readonly state: string;
}

/**
 * The root is `--root`, else the nearest folder from `from` upwards that has the manifest, else `from`.
 * `--manifest` and `--state` are taken from the root, as the editor's settings are.
 */
export function locate(options: Options, from: string): Place {
  const manifest = options.manifest ?? DEFAULT_SETTINGS.manifestPath;
  const state = options.state ?? DEFAULT_SETTINGS.statePath;
  const root = options.root === undefined ? nearestWith(manifest, from) : path.resolve(from, options.root);
  return { root, manifest, state };
}

function nearestWith(manifest: string, from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.resolve(folder, manifest))) return folder;
    if (path.dirname(folder) === folder) return from;
  }
}
