import * as path from 'node:path';
import type { Batch } from '../../core/batch/batch';
import type { BatchReady } from '../../core/batch/batchStart';
import { contextCost, costText } from '../../core/context/cost';
import { describeAgent, type AgentDescriptor } from '../../core/delegate/descriptor';
import type { GitFacts } from '../../core/git';
import { durationText } from '../../core/plan/minutes';
import { counted, oneLine } from '../../core/projections/treeText';
import type { Settings } from '../../core/settings';
import type { Backlog } from '../backlog';
import { confirm } from '../messages';
import { readWorktreeSetup } from './worktreeSetup';

/** Shows what starting a batch will make and run, once the gates are passed, and asks. */
export async function agreesToBatch(ready: BatchReady, { of, mode }: { readonly of: string; readonly mode: Batch['mode'] }, agent: AgentDescriptor, { settings, gitFacts }: Pick<Backlog, 'settings' | 'gitFacts'>): Promise<boolean> {
  const count = ready.tasks.length;
  const isCoordinated = mode === 'coordinator';
  const text = isCoordinated ? `Start ${counted(count, 'task')} of ${oneLine(of, 60)} with one coordinator?` : `Start ${counted(count, 'task')} of ${oneLine(of, 60)}, each in a worktree of its own?`;
  return confirm(text, batchDetails(ready, isCoordinated, agent, { ...settings, worktreeFolder: placeName(settings, gitFacts) }, readWorktreeSetup()), count === 1 ? 'Start Task' : 'Start Batch');
}

/** What is made and run, line by line. */
function batchDetails(ready: BatchReady, isCoordinated: boolean, agent: AgentDescriptor, { worktreeFolder, worktreeLinks }: Settings, setup: readonly string[] | undefined): string {
  const { label } = describeAgent(agent);
  const tasks = ready.tasks.map(({ view, branch, minutes, documents }) => `• ${oneLine(view.task.id, 80)} on ${oneLine(branch, 80)}, about ${durationText(minutes)}, context ${costText(contextCost(documents))}`);
  const trees = [
    `Worktrees are made in ${worktreeFolder}, from ${oneLine(ready.base, 60)} at ${ready.baseCommit.slice(0, 8)}.`,
    ...(worktreeLinks.length > 0 ? [`Linked into each, where it is there: ${worktreeLinks.join(', ')}.`] : []),
    ...(setup ? [`Then runs in each: ${setup.map((part) => JSON.stringify(part)).join(' ')}`] : []),
    agentLine(agent, label, ready.tasks.length),
  ];
  const warnings = ready.warnings.slice(0, 5).map(({ message, remedy }) => `${message}. ${remedy}`);
  return [...tasks, '', ...(isCoordinated ? [`${label} is launched in this folder, for all of them.`] : trees), ...(warnings.length > 0 ? ['', ...warnings] : []), '', 'Nothing was changed yet.'].join('\n');
}

/** The setting with the repository's name in it. */
function placeName({ worktreeFolder }: Settings, git: GitFacts): string {
  return git.kind === 'repository' ? worktreeFolder.replaceAll('{REPOSITORY}', path.basename(git.root)) : worktreeFolder;
}

function agentLine({ kind }: AgentDescriptor, label: string, count: number): string {
  if (kind === 'chat' || kind === 'claude-extension') return `${label} works in its window’s folder, so each worktree opens in a window of its own, where the prompt waits.`;
  if (kind === 'clipboard') return count === 1 ? 'The prompt is put on the clipboard, to paste into an agent of your choice.' : 'The prompts are kept as files, to paste into agents of your choice.';
  return `${label} is launched in each, in a terminal of its own.`;
}
