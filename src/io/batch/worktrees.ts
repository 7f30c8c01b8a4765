import type { Worktrees } from '../../core/batch/worktrees';
import type { Log, Refusal, Workplace } from '../../core/ports';
import type { Result } from '../../core/result';
import type { Settings } from '../../core/settings';
import { createChange } from '../git/change';
import { fetchBase } from '../git/fetch';
import { createGitFeed } from '../git/gitFeed';
import { createGitProcess } from '../git/gitProcess';
import type { TreePorts } from './treePorts';
import type { TREE_STEPS } from './treeSteps';

interface WorktreesOptions {
  /** The backlog's folder in the working tree that is open: absolute. */
  readonly root: string;
  readonly settings: () => Settings;
  readonly trusted: () => boolean;
  /** The program, named to others that wait for their turn. */
  readonly by: string;
  readonly log: Log;
  readonly gitPath?: () => string | undefined;
  /** The backlog in any working tree. */
  readonly placeAt: (root: string) => Workplace;
}

/** Working trees on disk, made and removed by git. Making this reads nothing and starts nothing. */
export function createWorktrees({ root, settings, trusted, by, log, gitPath, placeAt }: WorktreesOptions): Worktrees {
  const runIn = (folder: string) => createGitProcess({ root: folder, gitPath: () => gitPath?.() });
  const feedIn = (folder: string) => createGitFeed({ root: folder, gitPath: () => gitPath?.() });
  const run = runIn(root);
  const inTurn = createChange({ run, root, trusted, log, by });
  const change = <T>(what: string, step: (ports: TreePorts) => Promise<Result<T, Refusal>>) =>
    inTurn(what, (ports) => step({ ...ports, root, runIn, feedIn, settings: settings() }));
  return {
    add: (request) => change('git worktree add', async (ports) => (await steps()).addTree(ports, request)),
    takeBack: (added, commit) => change('git worktree remove', async (ports) => (await steps()).takeBackTree(ports, added, commit)),
    place: placeAt,
    look: async (top, base) => (trusted() ? (await (await steps()).lookAtTree({ root, run, runIn, feedIn, settings: settings() }, top, base))?.look : undefined),
    diskUse: async (top, isCancelled) => (await steps()).diskUse(top, isCancelled),
    remove: (top, options) => change('git worktree remove', async (ports) => (await steps()).removeTree(ports, top, options)),
    changes: async (top, base) => (trusted() ? (await steps()).treeChanges(runIn(top), { top, base, links: settings().worktreeLinks }) : undefined),
    fetch: (isCancelled) => change('git fetch', (ports) => fetchBase(ports, ports.settings.baseBranches, isCancelled)),
  };
}

async function steps(): Promise<typeof TREE_STEPS> {
  return (await import('./treeSteps')).TREE_STEPS;
}
