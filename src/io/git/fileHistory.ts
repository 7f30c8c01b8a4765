import type { FileVersion } from '../../core/ports';
import type { WorkCommit } from '../../core/work';
import type { RunGit } from './gitProcess';

/** The last commit in the history of HEAD that changed a file; undefined where there is none. */
export function lastChange(_run: RunGit, _file: string): Promise<WorkCommit | undefined> {
  return Promise.resolve(undefined);
}

/** Former contents of a file, newest first, each content once. */
export function versions(_run: RunGit, _file: string, _most: number): Promise<readonly FileVersion[]> {
  return Promise.resolve([]);
}
