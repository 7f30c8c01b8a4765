import * as z from 'zod';
import { chooseBoundary } from '../delegate/fence';
import { oneLine } from '../delegate/plainText';
import { delegationPrompt, fencedTexts } from '../delegate/prompt';
import type { TaskDocuments } from '../documents';
import type { GitFacts } from '../git';
import { existingBranch } from '../branches';
import { nextTask } from './start';
import { baseBranchOf } from '../rules/gitRules';
import { ok } from '../result';
import { branchFor } from '../settings';
import type { TaskView } from '../snapshot';
import type { Target } from './change';
import { operation, taskInput, type Answer } from './operation';
import { answerFrom, answerOn } from './reading';
import type { World } from './world';

/** The prompt that hands a task to an implementer, for the next task or a named one. It starts nothing. */
export const prompt = operation({
  id: 'prompt',
  title: 'Show Prompt',
  summary: 'the prompt that hands the next task, or a named one, to an agent',
  effect: 'read',
  input: z.strictObject({ task: taskInput.optional() }),
  words: ['task'],
  run: (world, { task }) =>
    task === undefined
      ? answerFrom(world, async (snapshot) => {
          const git = await world.here.git.facts();
          const view = nextTask(snapshot, world.settings, git.kind === 'repository' ? git : undefined);
          return ok(view ? await promptAnswer(world, { view, place: world.here, snapshot }, git) : NOTHING);
        })
      : answerOn(world, task, async (target) => ok(await promptAnswer(world, target, await target.place.git.facts()))),
});

const NOTHING: Answer = {
  data: { error: 'No eligible tasks', reason: 'No task can be started now; blocked lists why' },
  text: 'No task can be started now; blocked lists why.',
  outcome: 'nothing',
};

async function promptAnswer(world: World, { view, place }: Target, git: GitFacts): Promise<Answer> {
  const documents = await place.context.check(view.task);
  const text = promptFor(world, view, documents, git);
  const missing = documents.context.filter((fact) => fact.kind === 'missing');
  return {
    data: {
      task_id: view.task.id,
      branch: branchFor(view.task.id, world.settings),
      missing_context: missing.map(({ ref, reason }) => ({ reference: ref.raw, reason })),
      prompt: text,
    },
    text,
    notes: missing.map(({ ref, reason }) => `BLOCKED::MISSING-CONTEXT::${oneLine(view.task.id)}: ${oneLine(ref.raw)} is not in the prompt: ${oneLine(reason)}`),
  };
}

function promptFor(world: World, view: TaskView, documents: TaskDocuments, git: GitFacts): string {
  const { settings } = world;
  const wanted = branchFor(view.task.id, settings);
  const facts = git.kind === 'repository' ? git : undefined;
  const branch = (facts && existingBranch(wanted, facts)) ?? wanted;
  const isThere = facts?.head.kind === 'branch' && facts.head.name === branch;
  const boundary = chooseBoundary(() => world.randomWord(), fencedTexts({ view, documents }));
  return delegationPrompt({
    view,
    documents,
    settings,
    branch,
    baseBranch: (facts && baseBranchOf(facts, settings)) ?? settings.baseBranches[0] ?? 'main',
    claim: view.status !== 'in-progress' ? 'none' : hasChanges(facts, settings.statePath) ? 'written' : 'committed',
    checkout: isThere ? 'checked-out' : facts && existingBranch(wanted, facts) ? 'exists' : 'absent',
    boundary,
  });
}

function hasChanges(facts: Extract<GitFacts, { kind: 'repository' }> | undefined, path: string): boolean {
  return facts === undefined || facts.dirty.some((dirty) => dirty.path === path || path.endsWith(`/${dirty.path}`) || dirty.path.endsWith(`/${path}`));
}
