import { chooseBoundary } from '../../core/delegate/fence';
import { delegationPrompt, fencedTexts, type DelegationInput } from '../../core/delegate/prompt';
import type { TaskDocuments } from '../../core/documents';
import type { GitFacts } from '../../core/git';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { branchFor, type Settings } from '../../core/settings';
import type { TaskView } from '../../core/snapshot';
import type { Backlog } from '../backlog';

type PromptBacklog = Pick<Backlog, 'snapshot' | 'settings' | 'gitFacts' | 'context'>;

/** A prompt and the documents it names. */
export interface BuiltPrompt {
  readonly prompt: string;
  readonly documents: TaskDocuments;
}

/** What a start knows better than the snapshot of the moment. */
export type KnownFacts = Partial<Pick<DelegationInput, 'branch' | 'baseBranch' | 'claim' | 'checkout'>>;

/**
 * Builds the delegation prompt of a task from what is known now.
 *
 * @param known facts of a start just made; what is not given is read from the snapshot and git
 */
export async function buildPrompt(backlog: PromptBacklog, taskId: string, known: KnownFacts = {}): Promise<Result<BuiltPrompt, Refusal>> {
  const { snapshot, settings, gitFacts } = backlog;
  const view = snapshot.byId.get(taskId);
  if (!view) {
    return err({
      code: 'UNKNOWN-TASK',
      message: `${taskId} is no task of ${snapshot.backlog.manifestPath}`,
      remedy: 'Refresh the tasks, and correct the manifest if the task should be there.',
    });
  }
  const documents = await backlog.context.check(view.task);
  const branch = known.branch ?? branchFor(taskId, settings);
  const boundary = chooseBoundary(randomWord, fencedTexts({ view, documents }));
  const prompt = delegationPrompt({
    view,
    documents,
    settings,
    branch,
    baseBranch: known.baseBranch ?? baseBranch(gitFacts, settings),
    claim: known.claim ?? claimOf(view, gitFacts, settings),
    checkout: known.checkout ?? checkoutOf(gitFacts, branch),
    commands: { record: 'edit' },
    boundary,
  });
  return ok({ prompt, documents });
}

/** 32 hexadecimal digits from the system's source of randomness. */
function randomWord(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
}

function baseBranch(git: GitFacts, settings: Settings): string {
  const known = git.kind === 'repository' ? settings.baseBranches.find((name) => git.branches.includes(name)) : undefined;
  return known ?? settings.baseBranches[0] ?? 'main';
}

function claimOf(view: TaskView, git: GitFacts, settings: Settings): DelegationInput['claim'] {
  if (view.status !== 'in-progress') return 'none';
  // The backlog may lie below the repository's top, so git's path may be longer.
  const isDirty = git.kind === 'repository' && git.dirty.some(({ path }) => `/${path}`.endsWith(`/${settings.statePath}`));
  return isDirty ? 'written' : 'committed';
}

function checkoutOf(git: GitFacts, branch: string): NonNullable<DelegationInput['checkout']> {
  if (git.kind !== 'repository') return 'absent';
  if (git.head.kind === 'branch' && git.head.name === branch) return 'checked-out';
  return git.branches.includes(branch) ? 'exists' : 'absent';
}
