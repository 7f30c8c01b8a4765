import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Settings } from '../../core/settings';
import type { BranchPorts } from '../git/branches';
import type { Places } from '../git/facts';
import type { FeedGit } from '../git/gitFeed';
import type { RunGit } from '../git/gitProcess';
import type { RegisteredWorktree } from '../git/worktrees';
import { isInside } from '../isInside';

/** What the steps on working trees work with. */
export interface TreePorts extends BranchPorts {
  /** The backlog's folder in the working tree that is open: absolute. */
  readonly root: string;
  readonly settings: Pick<Settings, 'worktreeFolder' | 'worktreeLinks' | 'baseBranches' | 'manifestPath' | 'statePath'>;
  /** git in another folder. */
  runIn(folder: string): RunGit;
  feedIn(folder: string): FeedGit;
}

/**
 * The top of the main working tree, where the settings' places begin. Where there is none (the others belong to a bare
 * repository) or git does not know it (`--separate-git-dir`), that of the one we are in.
 */
export function mainTop({ root, gitDir, commonDir }: Places, registered: readonly RegisteredWorktree[]): string {
  const first = registered[0];
  return gitDir === commonDir || !first || first.isBare || isInside(commonDir, first.root) ? root : first.root;
}

/** A path with links resolved; as it is where nothing is there. */
export function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
