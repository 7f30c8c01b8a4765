import type { Worktrees } from '../../core/batch/worktrees';
import type { WorldOptions } from '../world';

export function createWorktrees(_options: WorldOptions): Worktrees {
  return {} as Worktrees;
}
