import type { WorkQuery } from '../../core/ports';
import type { RepositoryWork } from '../../core/work';
import { createConfigReader } from './branchLinks';
import { chooseBranches } from './chooseBranches';
import { findGitDirectories } from './directories';
import type { FeedGit } from './gitFeed';
import type { RunGit } from './gitProcess';
import { checkedOutCommit } from './head';
import { readRefs } from './refs';
import { createWorkBuilder } from './workBuilder';
import { createWorktreeLook } from './worktreeLook';

/**
 * Reads what branches, worktrees and the base branch's history tell of tasks (DESIGN section 3, "State belongs to
 * branches"). While no branch, no link and no other worktree's file changed, git is asked for the branches and nothing
 * else, and the same object is the answer. Undefined outside of a repository and where git fails.
 *
 * @param root the backlog's folder: absolute; it may lie anywhere inside a working tree
 */
export function createWorkReader(root: string, run: RunGit, feed: FeedGit): (query: WorkQuery) => Promise<RepositoryWork | undefined> {
  const readConfig = createConfigReader(run);
  const lookIntoWorktrees = createWorktreeLook();
  const build = createWorkBuilder(run, feed);
  let last: { readonly basis: string; readonly work: RepositoryWork } | undefined;

  const read = async (query: WorkQuery): Promise<RepositoryWork | undefined> => {
    const directories = await findGitDirectories(root);
    if (!directories) return undefined;
    const [list, config] = await Promise.all([readRefs(run), readConfig(directories.commonDir)]);
    if (!list) return undefined;
    const head = await checkedOutCommit(directories, list.refs);
    const chosen = chooseBranches(list.refs, config, query);
    const worktrees = await lookIntoWorktrees(root, directories, chosen.branches, query);
    const { statePath, branchPattern, baseBranches, maxFileBytes } = query;
    const basis = JSON.stringify([list.text, config.text, head, worktrees, statePath, branchPattern, baseBranches, maxFileBytes]);
    if (last?.basis === basis) return last.work;
    const built = await build({ chosen, worktrees, head, query });
    // What git could not tell in full is told, and asked for again the next time.
    const work = built.work.key === last?.work.key ? last.work : built.work;
    last = { basis: built.isWhole ? basis : '', work };
    return work;
  };
  return oneAtATime(read);
}

/**
 * Readings of one repository go one after the other, since they share what they remember. A call that comes while one is
 * under way waits for the next one, which begins after the call; all who wait share it.
 */
function oneAtATime(read: (query: WorkQuery) => Promise<RepositoryWork | undefined>): typeof read {
  let current: Promise<unknown> = Promise.resolve();
  let waiting: { readonly query: WorkQuery; readonly answer: Promise<RepositoryWork | undefined> } | undefined;
  return (query) => {
    if (waiting?.query === query) return waiting.answer;
    const answer = current.then(() => {
      if (waiting?.answer === answer) waiting = undefined;
      return read(query);
    });
    current = answer.catch(() => undefined);
    waiting = { query, answer };
    return answer;
  };
}
