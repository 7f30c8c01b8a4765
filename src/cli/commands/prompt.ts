import { randomBytes } from 'node:crypto';
import { chooseBoundary } from '../../core/delegate/fence';
import { oneLine } from '../../core/delegate/plainText';
import { delegationPrompt, fencedTexts } from '../../core/delegate/prompt';
import type { TaskDocuments } from '../../core/documents';
import type { GitFacts } from '../../core/git';
import { existingBranch } from '../../core/branches';
import { nextTask } from '../../core/operations/start';
import { baseBranchOf } from '../../core/rules/gitRules';
import { branchFor, type Settings } from '../../core/settings';
import type { TaskView } from '../../core/snapshot';
import type { Command } from './command';
import { worldOf } from './world';

/** The prompt that hands a task to an implementer, for the next task or a named one. It starts nothing. */
export const promptCommand: Command = {
  name: 'prompt',
  args: '[ID]',
  summary: 'the prompt that hands the next task, or a named one, to an agent',
  run: async (input) => {
    const { snapshot, settings } = input;
    const world = worldOf(input);
    const git = await world.git.facts();
    const view = input.task ?? nextTask(snapshot, settings, git.kind === 'repository' ? git : undefined);
    if (!view) {
      const reason = 'No task can be started now; vtm blocked lists why';
      return { json: { error: 'No eligible tasks', reason }, text: `${reason}.`, exitCode: 1 };
    }
    const documents = await world.context.check(view.task);
    const prompt = promptFor(view, documents, settings, git);
    const missing = documents.context.filter((fact) => fact.kind === 'missing');
    return {
      json: {
        task_id: view.task.id,
        branch: branchFor(view.task.id, settings),
        missing_context: missing.map(({ ref, reason }) => ({ reference: ref.raw, reason })),
        prompt,
      },
      text: prompt,
      exitCode: 0,
      notes: missing.map(({ ref, reason }) => `BLOCKED::MISSING-CONTEXT::${view.task.id}: ${oneLine(ref.raw)} is not in the prompt: ${reason}`),
    };
  },
};

function promptFor(view: TaskView, documents: TaskDocuments, settings: Settings, git: GitFacts): string {
  const wanted = branchFor(view.task.id, settings);
  const facts = git.kind === 'repository' ? git : undefined;
  const branch = (facts && existingBranch(wanted, facts)) ?? wanted;
  const isThere = facts?.head.kind === 'branch' && facts.head.name === branch;
  const boundary = chooseBoundary(() => randomBytes(12).toString('hex'), fencedTexts({ view, documents }));
  return delegationPrompt({
    view,
    documents,
    settings,
    branch,
    baseBranch: (facts && baseBranchOf(facts, settings)) ?? settings.baseBranches[0] ?? 'main',
    claim: view.status !== 'in-progress' ? 'none' : hasChanges(facts, settings.statePath) ? 'written' : 'committed',
    checkout: isThere ? 'checked-out' : facts && existingBranch(wanted, facts) ? 'exists' : 'absent',
    commands: { record: 'edit' },
    boundary,
  });
}

function hasChanges(facts: Extract<GitFacts, { kind: 'repository' }> | undefined, path: string): boolean {
  return facts === undefined || facts.dirty.some((dirty) => dirty.path === path || path.endsWith(`/${dirty.path}`) || dirty.path.endsWith(`/${path}`));
}
