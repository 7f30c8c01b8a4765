import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { branchLookup } from '../core/branches';
import { readManifest, readState } from '../core/load';
import { placeOf } from '../core/problem';
import { err, ok } from '../core/result';
import { DEFAULT_SETTINGS, type Settings } from '../core/settings';
import { buildSnapshot, type Snapshot } from '../core/snapshot';
import { readTextFile } from '../io/textFile';
import type { Fault, Outcome } from './commands/command';
import { worldOf } from './commands/world';
import type { Place } from './locate';

export interface Loaded {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/** Reads the two files of a backlog. Refused only where the root is no folder. */
export async function loadSnapshot({ root, manifest, state }: Place): Promise<Outcome<Loaded>> {
  const facts = await stat(root).catch(() => undefined);
  if (!facts?.isDirectory()) return err({ message: `there is no folder ${root}; give the project's folder with --root`, exitCode: 2 });
  const settings: Settings = { ...DEFAULT_SETTINGS, manifestPath: shownPath(root, manifest), statePath: shownPath(root, state) };
  const [manifestFile, stateFile, git] = await Promise.all([
    readTextFile(path.resolve(root, manifest), settings.maxFileBytes),
    readTextFile(path.resolve(root, state), settings.maxFileBytes),
    // A task with a branch is not offered again. Where git can't be asked, the files alone are the truth.
    worldOf({ root, settings }).git.facts(),
  ]);
  const snapshot = buildSnapshot({
    rev: 1,
    backlog: { name: path.basename(root), manifestPath: settings.manifestPath, statePath: settings.statePath },
    manifest: readManifest(manifestFile, settings.manifestPath),
    state: readState(stateFile, settings.statePath),
    branchOf: branchLookup(git, settings),
  });
  return ok({ snapshot, settings });
}

/** Why no answer can rest on these files, if so: a missing or broken manifest, or a broken state. */
export function fileFault(snapshot: Snapshot, root: string): Fault | undefined {
  const { manifestHealth, stateHealth, backlog } = snapshot;
  if (manifestHealth === 'missing') {
    const message = `BLOCKED::MANIFEST-MISSING: there is no ${path.resolve(root, backlog.manifestPath)}; run vtm inside the project, or name it with --root or --manifest`;
    return { message, exitCode: 1 };
  }
  if (manifestHealth === 'broken') return broken('BLOCKED::MANIFEST-INVALID', backlog.manifestPath, snapshot);
  return stateHealth === 'broken' ? broken('BLOCKED::STATE-INVALID', backlog.statePath, snapshot) : undefined;
}

function broken(code: string, file: string, { problems }: Snapshot): Fault {
  const problem = problems.find((one) => one.file === file && one.severity === 'error');
  if (!problem) return { message: `${code}: ${file} can't be read`, exitCode: 3 };
  return { message: `${code}: ${placeOf(problem)}: ${problem.message}. ${problem.remedy}`, exitCode: 3 };
}

function shownPath(root: string, file: string): string {
  return (path.relative(root, path.resolve(root, file)) || file).split(path.sep).join('/');
}
