import { stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { Settings } from '../core/settings';
import { readProjectSettings, type NamedFiles } from '../io/projectSettings';

/** A backlog's folder with the settings that hold there. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly settings: Settings;
  /** What is wrong in the settings, one line each. */
  readonly faults: readonly string[];
  /** Whether the root is a folder that is there. */
  readonly isThere: boolean;
}

/** What of a command line says where the backlog is; as given. */
interface Whereabouts extends NamedFiles {
  readonly root: string | undefined;
}

/**
 * The root is `--root`, else the nearest folder from `from` upwards that has the manifest (where its own settings or
 * `--manifest` say it is), else `from`. `--manifest` and `--state` are taken from the root, and win over its settings.
 */
export async function findProject(given: Whereabouts, from: string): Promise<Project> {
  if (given.root !== undefined) return projectAt(path.resolve(from, given.root), given);
  for (let folder = from; ; folder = path.dirname(folder)) {
    const project = await projectAt(folder, given);
    if (existsSync(path.resolve(folder, project.settings.manifestPath))) return project;
    if (path.dirname(folder) === folder) return projectAt(from, given);
  }
}

async function projectAt(root: string, named: NamedFiles): Promise<Project> {
  const [facts, { settings, faults }] = await Promise.all([stat(root).catch(() => undefined), readProjectSettings(root, named)]);
  return { root, settings, faults, isThere: facts?.isDirectory() === true };
}
