import { existingBranch } from '../branches';
import type { TaskDocuments } from '../documents';
import type { GitFacts, RepositoryFacts } from '../git';
import type { ContextFiles, Git } from '../ports';
import { baseBranchOf } from '../rules/gitRules';
import { branchFor, type Settings } from '../settings';
import type { TaskView } from '../snapshot';
import { chooseBoundary } from './fence';
import { delegationPrompt, fencedTexts, type DelegationInput } from './prompt';
import { resumePrompt, resumeTexts } from './resume';

/** A prompt, the documents it names, and the branch the work is done on. */
export interface TaskPrompt {
  readonly prompt: string;
  readonly documents: TaskDocuments;
  readonly branch: string;
}

/** What a start knows better than files and git of the moment. */
export type KnownFacts = Partial<Pick<DelegationInput, 'branch' | 'baseBranch' | 'claim' | 'checkout' | 'siblings'>>;

/** What a prompt is built with. `git` is the reading of the working tree that the agent is to work in. */
export interface PromptWorld {
  readonly settings: Settings;
  readonly git: GitFacts;
  readonly context: ContextFiles;
  randomWord(): string;
}

/** The prompt that hands a task to an implementer, from what is known now and of a start just made (spec, step 11). */
export async function taskPrompt(world: PromptWorld, view: TaskView, known: KnownFacts = {}): Promise<TaskPrompt> {
  const input = await promptInput(world, view, known);
  const boundary = chooseBoundary(() => world.randomWord(), fencedTexts(input));
  return { prompt: delegationPrompt({ ...input, boundary }), documents: input.documents, branch: input.branch };
}

/** The prompt that goes on with a task that was begun: with its branch's commits, and what is not committed there. */
export async function resumedTaskPrompt(world: PromptWorld & Pick<Git, 'commitsOn'>, view: TaskView, now: Date, known: Pick<KnownFacts, 'siblings'> = {}): Promise<TaskPrompt> {
  const input = await promptInput(world, view, { ...known, ...(view.branch === undefined ? {} : { branch: view.branch }) });
  const { branch, baseBranch, checkout } = input;
  const commits = checkout === 'absent' ? [] : await world.commitsOn(branch, baseBranch);
  const dirty = world.git.kind === 'repository' && checkout === 'checked-out' ? world.git.dirty : [];
  const resumed = { ...input, commits, dirty, now };
  const boundary = chooseBoundary(() => world.randomWord(), resumeTexts(resumed));
  return { prompt: resumePrompt({ ...resumed, boundary }), documents: input.documents, branch };
}

async function promptInput(world: PromptWorld, view: TaskView, known: KnownFacts): Promise<Omit<DelegationInput, 'boundary'>> {
  const { settings, context } = world;
  const facts = world.git.kind === 'repository' ? world.git : undefined;
  const wanted = known.branch ?? view.work?.name ?? branchFor(view.task.id, settings);
  const there = facts && existingBranch(wanted, facts);
  const branch = there ?? wanted;
  const isOnIt = facts?.head.kind === 'branch' && facts.head.name === branch;
  return {
    view,
    documents: await context.check(view.task),
    settings,
    branch,
    baseBranch: known.baseBranch ?? (facts && baseBranchOf(facts, settings)) ?? settings.baseBranches[0] ?? 'main',
    claim: known.claim ?? claimOf(view, facts, settings),
    checkout: known.checkout ?? (isOnIt ? 'checked-out' : there === undefined ? 'absent' : 'exists'),
    ...(known.siblings ? { siblings: known.siblings } : {}),
  };
}

/** Where git can't be asked, the claim may be uncommitted for all that is known. */
function claimOf(view: TaskView, facts: RepositoryFacts | undefined, { statePath }: Settings): DelegationInput['claim'] {
  if (view.status === 'pending') return 'none';
  // The backlog may lie below the repository's top, so git's path may be longer.
  const isDirty = facts === undefined || facts.dirty.some(({ path }) => `/${path}`.endsWith(`/${statePath}`));
  return isDirty ? 'written' : 'committed';
}
