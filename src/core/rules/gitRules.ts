import type { DirtyPath, GitFacts, RepositoryFacts } from '../git';
import { branchToClaim, taskCheckedOut } from '../branches';
import { either } from '../either';
import { isMergedOpen, isOpen } from '../select/eligibility';
import type { Settings } from '../settings';
import { counted, t } from '../words';
import type { Found, GateInput, Rule } from './rule';

const GIT_VALIDATION = 'Coordination Workflow, step 7';

/** Gate 6: a start leaves from a clean base branch, so that feature branches never nest (spec, step 7). */
export const gitRules: readonly Rule[] = [
  {
    code: 'BLOCKED::NOT-A-GIT-REPOSITORY',
    gate: 6,
    get title() {
      return t('The folder is a git repository');
    },
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
    get title() {
      return t('No merge, rebase or other git operation is under way');
    },
    spec: 'DESIGN 3, gate 6',
    reason: 'A branch made in the middle of it would hold half of it.',
    remedy: 'Finish it or abort it, then try again.',
    severity: 'block',
    canOverride: false,
    needs: 'repository',
    check: ({ git }) =>
      git.kind !== 'repository' || !git.operation
        ? []
        : [
            {
              message: t('A {0} is under way in this repository', git.operation),
              remedy: t('Finish the {0} or abort it in Source Control, then try again.', git.operation),
              actions: [{ id: 'source-control' }],
            },
          ],
  },
  {
    code: 'BLOCKED::NOT-ON-MAIN-BRANCH',
    gate: 6,
    get title() {
      return t('The base branch is checked out');
    },
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
    get title() {
      return t('The working tree is clean');
    },
    spec: GIT_VALIDATION,
    reason: 'Changes that lie around would end up in the task\'s branch.',
    remedy: 'Commit or stash them, then try again.',
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
          message: git.reason ? t('This folder is no git repository: {0}', git.reason) : t('This folder is no git repository'),
          remedy: t('Initialise a repository here and commit the project: every task gets a branch of its own.'),
          actions: [{ id: 'initialise-repository' }],
        },
      ];
    case 'git-missing':
      return [
        {
          message: t('git could not be run: {0}', git.reason),
          remedy: t('Install git, or set its place in the setting git.path, then try again.'),
          actions: [{ id: 'settings' }, { id: 'retry' }],
        },
      ];
    case 'refused':
      return [{ message: t('git refuses this folder: {0}', git.reason), remedy: t('Do what git says, then try again.'), actions: [{ id: 'retry' }] }];
    case 'unread':
      return [{ message: t('git was not asked: {0}', git.reason), remedy: t('Trust this workspace, then try again.'), actions: [{ id: 'retry' }] }];
  }
}

/** The base branch of a repository: the first of the setting's that exists. */
export function baseBranchOf(git: RepositoryFacts, settings: Pick<Settings, 'baseBranches'>): string | undefined {
  return settings.baseBranches.find((name) => git.branches.includes(name));
}

function notOnBase(git: RepositoryFacts, settings: Settings, snapshot: GateInput['snapshot']): readonly Found[] {
  const { head } = git;
  const names = either(settings.baseBranches);
  if (head.kind === 'unborn') {
    return [
      {
        message: t('The branch {0} has no commit yet', head.name),
        remedy: t('Commit the project once: a feature branch needs a commit to start from.'),
        actions: [{ id: 'source-control' }],
      },
    ];
  }
  if (head.kind === 'branch' && settings.baseBranches.includes(head.name)) return [];
  const base = baseBranchOf(git, settings);
  const onTask = taskCheckedOut(snapshot, git, settings);
  return [
    {
      message: head.kind === 'branch' ? t('The branch {0} is checked out; a start leaves from {1}', head.name, names) : t('HEAD is detached at {0}; a start leaves from {1}', head.commit.slice(0, 8), names),
      remedy: base
        ? t('Switch to {0}. Starting elsewhere would nest feature branches.', base)
        : t('None of {0} exists here: name your base branch in the setting orchestrator.baseBranches.', names),
      actions: [
        ...(onTask && isOpen(onTask) && !isMergedOpen(onTask) ? [{ id: 'resume-branch' as const, taskId: onTask.task.id, branch: head.kind === 'branch' ? head.name : '' }] : []),
        ...(base ? [{ id: 'switch-to-base' as const, branch: base }] : [{ id: 'settings' as const }]),
      ],
    },
  ];
}

function dirty(paths: readonly DirtyPath[]): Found {
  const first = paths.slice(0, 5).map(({ path, kind }) => `${path} (${kind})`).join(', ');
  const listed = paths.length > 5 ? t('{0}, and {1} more', first, paths.length - 5) : first;
  return {
    message: counted(paths.length, 'The working tree has one change that is not committed: {1}', 'The working tree has {0} changes that are not committed: {1}', listed),
    remedy: counted(
      paths.length,
      'Commit or stash it in Source Control, then try again: the task\'s branch must hold only its own work.',
      'Commit or stash them in Source Control, then try again: the task\'s branch must hold only its own work.',
    ),
    actions: [{ id: 'source-control' }],
  };
}
