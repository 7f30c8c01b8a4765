import * as path from 'node:path';
import type { Batch } from '../../core/batch/batch';
import type { BatchReady } from '../../core/batch/batchStart';
import { contextCost, costText } from '../../core/context/cost';
import { describeAgent, type AgentDescriptor } from '../../core/delegate/descriptor';
import type { GitFacts } from '../../core/git';
import { durationText } from '../../core/plan/minutes';
import { oneLine } from '../../core/projections/treeText';
import type { Settings } from '../../core/settings';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { confirm } from '../messages';
import { readWorktreeSetup } from './worktreeSetup';

/** Shows what starting a batch will make and run, once the gates are passed, and asks. */
export async function agreesToBatch(ready: BatchReady, { of, mode }: { readonly of: string; readonly mode: Batch['mode'] }, agent: AgentDescriptor, { settings, gitFacts }: Pick<Backlog, 'settings' | 'gitFacts'>): Promise<boolean> {
  const count = ready.tasks.length;
  const isCoordinated = mode === 'coordinator';
  const text = isCoordinated ? counted(count, 'Start {0} task of {1} with one coordinator?', 'Start {0} tasks of {1} with one coordinator?', oneLine(of, 60)) : counted(count, 'Start {0} task of {1}, each in a worktree of its own?', 'Start {0} tasks of {1}, each in a worktree of its own?', oneLine(of, 60));
  return confirm(text, batchDetails(ready, isCoordinated, agent, { ...settings, worktreeFolder: placeName(settings, gitFacts) }, readWorktreeSetup()), count === 1 ? t('Start Task') : t('Start Batch'));
}

/** What is made and run, line by line. */
function batchDetails(ready: BatchReady, isCoordinated: boolean, agent: AgentDescriptor, { worktreeFolder, worktreeLinks }: Settings, setup: readonly string[] | undefined): string {
  const { label } = describeAgent(agent);
  const tasks = ready.tasks.map(({ view, branch, minutes, documents }) => `• ${t('{0} on {1}, about {2}, context {3}', oneLine(view.task.id, 80), oneLine(branch, 80), durationText(minutes), costText(contextCost(documents)))}`);
  const trees = [
    t('Worktrees are made in {0}, from {1} at {2}.', worktreeFolder, oneLine(ready.base, 60), ready.baseCommit.slice(0, 8)),
    ...(worktreeLinks.length > 0 ? [t('Linked into each, where it is there: {0}.', worktreeLinks.join(', '))] : []),
    ...(setup ? [t('Then runs in each: {0}', setup.map((part) => JSON.stringify(part)).join(' '))] : []),
    agentLine(agent, label, ready.tasks.length),
  ];
  const warnings = ready.warnings.slice(0, 5).map(({ message, remedy }) => t('{0}. {1}', message, remedy));
  return [...tasks, '', ...(isCoordinated ? [t('{0} is launched in this folder, for all of them.', label)] : trees), ...(warnings.length > 0 ? ['', ...warnings] : []), '', t('Nothing was changed yet.')].join('\n');
}

/** The setting with the repository's name in it. */
function placeName({ worktreeFolder }: Settings, git: GitFacts): string {
  return git.kind === 'repository' ? worktreeFolder.replaceAll('{REPOSITORY}', path.basename(git.root)) : worktreeFolder;
}

function agentLine({ kind }: AgentDescriptor, label: string, count: number): string {
  if (kind === 'chat' || kind === 'claude-extension') return t('{0} works in its window’s folder, so each worktree opens in a window of its own, where the prompt waits.', label);
  if (kind === 'clipboard') return count === 1 ? t('The prompt is put on the clipboard, to paste into an agent of your choice.') : t('The prompts are kept as files, to paste into agents of your choice.');
  return t('{0} is launched in each, in a terminal of its own.', label);
}
