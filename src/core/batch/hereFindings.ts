import type { GitFacts } from '../git';
import type { Finding } from '../rules/rule';
import type { Snapshot } from '../snapshot';
import { counted, t } from '../words';

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
      : [warning('BLOCKED::NOT-ON-MAIN-BRANCH', head.kind === 'detached' ? t('The commit {0} is checked out here; the worktrees leave from {1}', head.commit.slice(0, 8), from) : t('{0} is checked out here; the worktrees leave from {1}', head.name, from), t('Merge it into {0} first if the tasks need it.', from))]),
    ...(count === 0
      ? []
      : [warning('BLOCKED::DIRTY-GIT-STATUS', counted(count, '{0} uncommitted change here is not in the worktrees', '{0} uncommitted changes here are not in the worktrees'), counted(count, 'Commit it on {1} first if the tasks need it.', 'Commit them on {1} first if the tasks need them.', from))]),
    ...(operation ? [warning('BLOCKED::GIT-OPERATION-IN-PROGRESS', t('A {0} is under way here, and is not in the worktrees', operation), t('Finish the {0} first if the tasks need what it brings.', operation))] : []),
  ];
}

/** The base branch lacks what its remote has: the tasks would leave from an old state. */
export function behindFinding({ work }: Snapshot): readonly Finding[] {
  const { name, ahead } = work?.base ?? {};
  if (!ahead || name === undefined) return [];
  return [warning('WARN::BASE-BEHIND', counted(ahead.commits, '{1} is {0} commit behind {2}; the tasks leave from {1} as it is here', '{1} is {0} commits behind {2}; the tasks leave from {1} as it is here', name, ahead.name), t('Pull first if they need what is new.'))];
}

function warning(code: string, message: string, remedy: string): Finding {
  return { code, fullCode: code, gate: 6, effect: 'warn', canOverride: false, message, remedy, actions: [{ id: 'source-control' }] };
}
