import type { DirtyPath, GitFacts, RepositoryFacts } from '../git';
import { branchToClaim, taskCheckedOut } from '../branches';
import type { Settings } from '../settings';
import type { Found, GateInput, Rule } from './rule';

const GIT_VALIDATION = 'Coordination Workflow, step 7';

/** Gate 6: a start leaves from a clean base branch, so that feature branches never nest (spec, step 7). */
export const gitRules: readonly Rule[] = [
  {
    code: 'BLOCKED::NOT-A-GIT-REPOSITORY',
    gate: 6,
    title: 'The folder is a git repository',
    spec: GIT_VALIDATION,
    reason: 'Every task gets a branch of its own.',
    remedy: 'Initialise a repository, or install git.',
    severity: 'block',
    canOverride: false,
    check: ({ git }) => noRepository(git),
  },
  {
    code: 'BLOCKED::GIT-OPERATION-IN-PROGRESS',
    gate: 6,
    title: 'No merge, rebase or other git operation is under way',
    spec: 'DESIGN 3, gate 6',
    reason: 'A branch made in the middle of it would hold half of it.',
    remedy: 'Finish it or abort it, then start again.',
    severity: 'block',
    canOverride: false,
    needs: 'repository',
    check: ({ git }) =>
      git.kind !== 'repository' || !git.operation
        ? []
        : [
            {
              message: `A ${git.operation} is under way in this repository`,
              remedy: `Finish the ${git.operation} or abort it in Source Control, then start again.`,
              actions: [{ id: 'source-control' }],
            },
          ],
  },
  {
    code: 'BLOCKED::NOT-ON-MAIN-BRANCH',
    gate: 6,
    title: 'The base branch is checked out',
    spec: GIT_VALIDATION,
    reason: 'A branch made from a feature branch nests in it, and its merge drags the other along.',
    remedy: 'Switch to the base branch, or name yours in `orchestrator.baseBranches`.',
    severity: 'block',
    canOverride: false,
    needs: 'repository',
    seen: ({ git }) => (git.kind === 'repository' && git.head.kind === 'branch' ? git.head.name : undefined),
    check: ({ git, settings, snapshot, task }) => (git.kind === 'repository' && branchToClaim(task, git, settings) === undefined ? notOnBase(git, settings, snapshot) : []),
  },
  {
    code: 'BLOCKED::DIRTY-GIT-STATUS',
    gate: 6,
    title: 'The working tree is clean',
    spec: GIT_VALIDATION,
    reason: 'Changes that lie around would end up in the task\'s branch.',
    remedy: 'Commit or stash them, then start again.',
    severity: 'block',
    canOverride: false,
    needs: 'repository',
    check: ({ git }) => (git.kind === 'repository' && git.dirty.length > 0 ? [dirty(git.dirty)] : []),
  },
];

function noRepository(git: GitFacts): readonly Found[] {
  switch (git.kind) {
    case 'repository':
      return [];
    case 'not-a-repository':
      return [
        {
          message: `This folder is no git repository${git.reason ? `: ${git.reason}` : ''}`,
          remedy: 'Initialise a repository here and commit the project: every task gets a branch of its own.',
          actions: [{ id: 'initialise-repository' }],
        },
      ];
    case 'git-missing':
      return [
        {
          message: `git could not be run: ${git.reason}`,
          remedy: 'Install git, or set its place in the setting git.path, then start again.',
          actions: [{ id: 'settings' }, { id: 'retry' }],
        },
      ];
    case 'refused':
      return [{ message: `git refuses this folder: ${git.reason}`, remedy: 'Do what git says, then start again.', actions: [{ id: 'retry' }] }];
    case 'unread':
      return [{ message: `git was not asked: ${git.reason}`, remedy: 'Trust this workspace, then start again.', actions: [{ id: 'retry' }] }];
  }
}

/** The base branch of a repository: the first of the setting's that exists. */
export function baseBranchOf(git: RepositoryFacts, settings: Pick<Settings, 'baseBranches'>): string | undefined {
  return settings.baseBranches.find((name) => git.branches.includes(name));
}

function notOnBase(git: RepositoryFacts, settings: Settings, snapshot: GateInput['snapshot']): readonly Found[] {
  const { head } = git;
  const names = settings.baseBranches.join(' or ');
  if (head.kind === 'unborn') {
    return [
      {
        message: `The branch ${head.name} has no commit yet`,
        remedy: 'Commit the project once: a feature branch needs a commit to start from.',
        actions: [{ id: 'source-control' }],
      },
    ];
  }
  if (head.kind === 'branch' && settings.baseBranches.includes(head.name)) return [];
  const base = baseBranchOf(git, settings);
  const at = head.kind === 'branch' ? `The branch ${head.name} is checked out` : `HEAD is detached at ${head.commit.slice(0, 8)}`;
  const onTask = taskCheckedOut(snapshot, git, settings);
  return [
    {
      message: `${at}; a start leaves from ${names}`,
      remedy: base
        ? `Switch to ${base}. Starting elsewhere would nest feature branches.`
        : `None of ${names} exists here: name your base branch in the setting orchestrator.baseBranches.`,
      actions: [
        ...(onTask ? [{ id: 'resume-branch' as const, taskId: onTask.task.id, branch: head.kind === 'branch' ? head.name : '' }] : []),
        ...(base ? [{ id: 'switch-to-base' as const, branch: base }] : [{ id: 'settings' as const }]),
      ],
    },
  ];
}

function dirty(paths: readonly DirtyPath[]): Found {
  const listed = paths.slice(0, 5).map(({ path, kind }) => `${path} (${kind})`);
  const more = paths.length > 5 ? `, and ${paths.length - 5} more` : '';
  const [what, them] = paths.length === 1 ? ['one change that is', 'it'] : [`${paths.length} changes that are`, 'them'];
  return {
    message: `The working tree has ${what} not committed: ${listed.join(', ')}${more}`,
    remedy: `Commit or stash ${them} in Source Control, then start again: the task's branch must hold only its own work.`,
    actions: [{ id: 'source-control' }],
  };
}
