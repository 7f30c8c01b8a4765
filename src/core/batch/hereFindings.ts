import type { GitFacts } from '../git';
import type { Finding } from '../rules/rule';
import type { Snapshot } from '../snapshot';

/**
 * What of this working tree the worktrees will not have. None of it hinders them: they leave from the base branch's
 * commit.
 *
 * @param base the repository as the worktrees see it
 */
export function hereFindings(git: GitFacts, base: GitFacts): readonly Finding[] {
  if (git.kind !== 'repository' || base === git || base.kind !== 'repository' || base.head.kind !== 'branch') return [];
  const { head, dirty, operation } = git;
  const from = base.head.name;
  const count = dirty.length;
  return [
    ...(head.kind === 'branch' && head.name === from
      ? []
      : [warning('BLOCKED::NOT-ON-MAIN-BRANCH', `${head.kind === 'detached' ? `The commit ${head.commit.slice(0, 8)}` : head.name} is checked out here; the worktrees leave from ${from}`, `Merge it into ${from} first if the tasks need it.`)]),
    ...(count === 0
      ? []
      : [warning('BLOCKED::DIRTY-GIT-STATUS', `${count} uncommitted ${count === 1 ? 'change' : 'changes'} here ${count === 1 ? 'is' : 'are'} not in the worktrees`, `Commit ${count === 1 ? 'it' : 'them'} on ${from} first if the tasks need ${count === 1 ? 'it' : 'them'}.`)]),
    ...(operation ? [warning('BLOCKED::GIT-OPERATION-IN-PROGRESS', `A ${operation} is under way here, and is not in the worktrees`, `Finish the ${operation} first if the tasks need what it brings.`)] : []),
  ];
}

/** The base branch lacks what its remote has: the tasks would leave from an old state. */
export function behindFinding({ work }: Snapshot): readonly Finding[] {
  const { name, ahead } = work?.base ?? {};
  if (!ahead || name === undefined) return [];
  const commits = `${ahead.commits} ${ahead.commits === 1 ? 'commit' : 'commits'}`;
  return [warning('WARN::BASE-BEHIND', `${name} is ${commits} behind ${ahead.name}; the tasks leave from ${name} as it is here`, 'Pull first if they need what is new.')];
}

function warning(code: string, message: string, remedy: string): Finding {
  return { code, fullCode: code, gate: 6, effect: 'warn', canOverride: false, message, remedy, actions: [{ id: 'source-control' }] };
}
