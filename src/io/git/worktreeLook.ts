import { realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { WorkQuery } from '../../core/ports';
import type { ChosenBranch } from './chooseBranches';
import type { GitDirectories } from './directories';
import { createWorktreeStates, type WorktreeState } from './worktreeStates';

/** The working tree that has a branch checked out, and what its state file holds; `state` is absent in this one. */
export interface WorktreeFound {
  readonly worktree: string;
  readonly stateFile: string;
  readonly state?: WorktreeState;
}

/** What was found, by the name of the branch. A plain object, so that two lookings can be compared as text. */
export type WorktreesFound = Readonly<Record<string, WorktreeFound>>;

/** Looks where the branches are checked out. A folder that is gone counts for nothing, though git still lists it. */
export function createWorktreeLook(): (root: string, directories: GitDirectories, branches: readonly ChosenBranch[], query: WorkQuery) => Promise<WorktreesFound> {
  const states = createWorktreeStates();
  return async (root, { top }, branches, { statePath, maxFileBytes }) => {
    const real = await realpath(root).catch(() => path.resolve(root));
    const below = path.relative(top, real);
    const look = async ({ name, taskId, worktree, isHere }: ChosenBranch): Promise<readonly [string, WorktreeFound] | undefined> => {
      if (isHere) return [name, { worktree: top, stateFile: path.join(root, statePath) }];
      if (worktree === undefined) return undefined;
      const folder = path.resolve(worktree);
      const found = await stat(folder).catch(() => undefined);
      if (!found?.isDirectory()) return undefined;
      const stateFile = path.join(folder, below, statePath);
      return [name, { worktree: folder, stateFile, state: await states(stateFile, taskId, maxFileBytes) }];
    };
    const found = await Promise.all(branches.map(look));
    return Object.fromEntries(found.filter((one) => one !== undefined));
  };
}
