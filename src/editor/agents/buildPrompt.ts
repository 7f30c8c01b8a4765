import { chooseBoundary } from '../../core/delegate/fence';
import { delegationPrompt, fencedTexts, type DelegationInput } from '../../core/delegate/prompt';
import { resumePrompt, resumeTexts } from '../../core/delegate/resume';
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
  const input = await promptInput(backlog, taskId, known);
  if (!input.ok) return input;
  const boundary = chooseBoundary(randomWord, fencedTexts(input.value));
  return ok({ prompt: delegationPrompt({ ...input.value, boundary }), documents: input.value.documents });
}

/** Builds the prompt that goes on with a task that was begun: with its commits, and what is not committed on its branch. */
export async function buildResumePrompt(backlog: PromptBacklog & Pick<Backlog, 'git'>, taskId: string, now: Date): Promise<Result<BuiltPrompt, Refusal>> {
  const { gitFacts, snapshot } = backlog;
  const branch = snapshot.byId.get(taskId)?.branch;
  const input = await promptInput(backlog, taskId, branch === undefined ? {} : { branch });
  if (!input.ok) return input;
  const { checkout, baseBranch: base } = input.value;
  const commits = checkout === 'absent' ? [] : await backlog.git.commitsOn(input.value.branch, base);
  const dirty = gitFacts.kind === 'repository' && checkout === 'checked-out' ? gitFacts.dirty : [];
  const resumed = { ...input.value, commits, dirty, now };
  const boundary = chooseBoundary(randomWord, resumeTexts(resumed));
  return ok({ prompt: resumePrompt({ ...resumed, boundary }), documents: input.value.documents });
}

async function promptInput(backlog: PromptBacklog, taskId: string, known: KnownFacts): Promise<Result<Omit<DelegationInput, 'boundary'>, Refusal>> {
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
  return ok({
    view,
    documents,
    settings,
    branch,
    baseBranch: known.baseBranch ?? baseBranch(gitFacts, settings),
    claim: known.claim ?? claimOf(view, gitFacts, settings),
    checkout: known.checkout ?? checkoutOf(gitFacts, branch),
  });
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
