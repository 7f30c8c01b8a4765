import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Baseline } from '../core/facts';
import { diffManifests, isSame } from '../core/manifest/diff';
import { fitsTasks, fitsUnparsed, hashFit, isPlaceholder } from '../core/manifest/hash';
import type { Manifest } from '../core/manifest/manifest';
import { parseManifest } from '../core/manifest/parse';
import type { FileVersion } from '../core/ports';

/** Former manifests that are looked at. */
export const MOST_VERSIONS = 50;
/** UTF-16 units of all of them together, so that a large manifest does not fill the memory. */
const MOST_TEXT = 64 * 1024 * 1024;
/** The same for those that have to be parsed to be compared: about a second of work, in turns. */
const MOST_PARSED = 24 * 1024 * 1024;

export interface BaselineInput {
  /** The state's `manifest_hash`. */
  readonly recorded: string | undefined;
  readonly manifest: Manifest;
  /** The manifest file's text. */
  readonly text: string;
  readonly path: string;
  /** Former contents of the manifest, newest first. */
  versions(most: number): Promise<readonly FileVersion[]>;
}

/**
 * Whether a state was recorded against this manifest, or one with the same tasks (DESIGN section 3, "Manifest hash").
 * git is asked only where the manifest itself does not fit.
 */
export async function baselineOf({ recorded, manifest, text, path, versions }: BaselineInput): Promise<Baseline> {
  if (recorded === undefined || isPlaceholder(recorded)) return { kind: 'none' };
  const fit = hashFit(recorded, { text, hash: manifest.hash, tasks: manifest.tasks.map(({ raw }) => raw) }, sha256);
  if (fit) return { kind: 'current', by: fit };
  const most = Math.max(3, Math.min(MOST_VERSIONS, Math.floor(MOST_TEXT / Math.max(text.length, 1))));
  const former = await fitting(recorded, await versions(most));
  const before = former && parseManifest(former.text, path).manifest;
  if (!former || !before) return { kind: 'stale', recorded };
  const diff = diffManifests(before.tasks, manifest.tasks);
  if (isSame(diff)) return { kind: 'current', by: 'history' };
  return { kind: 'stale', recorded, from: { commit: former.commit, at: former.at }, diff };
}

/** The version that the hash was taken from: hashes first, and parsing only where none fits. */
async function fitting(recorded: string, versions: readonly FileVersion[]): Promise<FileVersion | undefined> {
  for (const version of versions) {
    if (fitsUnparsed(recorded, version.text, sha256)) return version;
    await nextTurn();
  }
  let parsed = 0;
  for (const version of versions) {
    parsed += version.text.length;
    if (parsed > MOST_PARSED) return undefined;
    const tasks = tasksIn(version.text);
    if (tasks && fitsTasks(recorded, tasks, sha256)) return version;
    await nextTurn();
  }
  return undefined;
}

function tasksIn(text: string): readonly unknown[] | undefined {
  try {
    const { tasks } = JSON.parse(text) as { tasks?: unknown };
    return Array.isArray(tasks) ? tasks : undefined;
  } catch {
    // A version that was broken in its time is none that a hash was taken from.
    return undefined;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
