import type { AgentView } from '../batch/watch';
import { cut } from '../cut';
import { sourceName } from '../overlay/sourceText';
import { wipLevel } from '../pulse/wip';
import { underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';
import { agentWarnings } from './treeAgents';
import { oneLine } from './treeText';

/** What one look at the status bar says. */
export type Mood = 'loading' | 'none' | 'calm' | 'busy' | 'overloaded' | 'broken' | 'finished';

/** The WIP indicator as plain data. */
export interface StatusBarModel {
  readonly mood: Mood;
  /** Without icons: "1/3 · LEDGER_SCHEMA--T01 3/5". */
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
  readonly running: readonly TaskLine[];
  /** Who works in the worktrees of tasks: told when asked for. */
  readonly agents: readonly AgentLine[];
  readonly counts: { readonly running: number; readonly limit: number; readonly blocked: number; readonly problems: number; readonly attention: number };
  /** The task a click leads to. */
  readonly current: TaskLine | undefined;
  readonly progress: { readonly completed: number; readonly total: number };
}

export interface TaskLine {
  readonly taskId: string;
  readonly title: string;
  readonly done: number;
  readonly of: number;
  /** The branch its status was read on, where that is not the file here. */
  readonly where?: string;
}

/** An agent in a worktree, in one line: `A--T01 2/5`, and what there is to look at. */
export interface AgentLine {
  readonly taskId: string;
  readonly done: number;
  readonly of: number;
  readonly warnings: readonly string[];
}

/**
 * The status bar of one backlog.
 *
 * @param currentBranchTask the task whose branch is checked out, if any: that is the current one
 * @param attention how many warnings and escalations there are: told when asked for, never in the text
 */
export function statusBarOf(
  snapshot: Snapshot | undefined,
  settings: Pick<Settings, 'wipLimit'>,
  isLoaded: boolean,
  currentBranchTask?: string,
  attention = 0,
  agents: readonly AgentView[] = [],
): StatusBarModel {
  const limit = settings.wipLimit;
  const empty = { running: [], agents: [], counts: { running: 0, limit, blocked: 0, problems: 0, attention: 0 }, current: undefined, progress: { completed: 0, total: 0 } };
  if (!isLoaded) return { mood: 'loading', text: t('Loading'), label: t('Orchestrator: the backlog is being read'), ...empty };
  if (!snapshot || snapshot.manifestHealth === 'missing') {
    return { mood: 'none', text: t('No manifest'), label: t('Orchestrator: no task manifest in this folder'), ...empty };
  }
  const running = underWay(snapshot.tasks);
  const problems = snapshot.problems.filter(({ severity }) => severity !== 'info').length;
  const counts = { running: running.length, limit, blocked: snapshot.tasks.filter(({ status }) => status === 'blocked').length, problems, attention };
  const progress = { completed: snapshot.tasks.filter(({ status }) => status === 'completed').length, total: snapshot.tasks.length };
  const currentView = running.find(({ task }) => task.id === currentBranchTask) ?? oldest(running);
  const current = currentView && lineOf(currentView);
  const mood = moodOf(snapshot, counts);
  return { mood, text: textOf(mood, counts, current), label: labelOf(mood, counts, current, progress), running: running.map(lineOf), agents: agents.map(agentLine), counts, current, progress };
}

function moodOf(snapshot: Snapshot, counts: StatusBarModel['counts']): Mood {
  if (snapshot.manifestHealth !== 'ok' || snapshot.stateHealth === 'broken' || snapshot.stateHealth === 'stale') return 'broken';
  const isFinished = snapshot.tasks.length > 0 && snapshot.tasks.every(({ status }) => status === 'completed' || status === 'abandoned');
  return isFinished ? 'finished' : wipLevel(counts.running, counts.limit);
}

function textOf(mood: Mood, counts: StatusBarModel['counts'], current: TaskLine | undefined): string {
  if (mood === 'finished') return t('All done');
  const parts = [`${counts.running}/${counts.limit}`];
  if (current) parts.push(`${cut(current.taskId, 32)}${current.of > 0 ? ` ${current.done}/${current.of}` : ''}`);
  if (counts.blocked > 0) parts.push(t('{0} blocked', counts.blocked));
  if (mood === 'broken') parts.push(counted(counts.problems, '{0} problem', '{0} problems'));
  return parts.join(' · ');
}

function labelOf(mood: Mood, counts: StatusBarModel['counts'], current: TaskLine | undefined, progress: StatusBarModel['progress']): string {
  const words: Partial<Record<Mood, string>> = {
    broken: t('a file can\'t be read'),
    overloaded: t('overloaded'),
    busy: t('at the limit'),
    finished: t('all tasks are done'),
  };
  return [
    t('Orchestrator: {0} of at most {1} tasks in progress', counts.running, counts.limit),
    ...(words[mood] ? [words[mood]] : []),
    ...(current ? [currentText(current)] : []),
    ...(counts.blocked > 0 ? [t('{0} blocked', counts.blocked)] : []),
    ...(counts.problems > 0 ? [counted(counts.problems, '{0} problem', '{0} problems')] : []),
    ...(counts.attention > 0 ? [t('{0} to look at', counts.attention)] : []),
    t('{0} of {1} tasks completed', progress.completed, progress.total),
  ].join(', ');
}

function currentText({ taskId, done, of, where }: TaskLine): string {
  return where === undefined ? t('current task {0}, {1} of {2} criteria done', taskId, done, of) : t('current task {0}, {1} of {2} criteria done, on {3}', taskId, done, of, where);
}

function agentLine(agent: AgentView): AgentLine {
  return { taskId: oneLine(agent.taskId, 80), done: agent.done, of: agent.total, warnings: agentWarnings(agent) };
}

function lineOf(view: TaskView): TaskLine {
  const { task, doneCount, criteria } = view;
  const where = sourceName(view);
  return { taskId: task.id, title: task.title, done: doneCount, of: criteria.length, ...(where === undefined ? {} : { where }) };
}

/** The one that has been in progress longest by its own record; without a time, the manifest's order. */
function oldest(running: readonly TaskView[]): TaskView | undefined {
  const at = (view: TaskView) => view.entry?.startedAt ?? '9999';
  return [...running].sort((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0))[0];
}
