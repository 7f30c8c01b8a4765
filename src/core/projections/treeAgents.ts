import type { AgentView } from '../batch/watch';
import { agoText, ageOf, readTime } from '../pulse/age';
import type { Snapshot, TaskView } from '../snapshot';
import { noChildren, type AgentFileNode, type AgentNode, type NodeIcon, type TreeNode } from './treeNode';
import { heading, listed, note } from './treeNote';
import { PROBLEM_ICON } from './treeProblems';
import { STAGE_LOOK, type Stages } from './treeStage';
import { stageWords } from './treeTask';
import { counted, manyLines, oneLine } from './treeText';

/** The one sign of an agent, beside the stage of its task. */
const AGENTS_ICON: NodeIcon = { id: 'robot' };
const DONE_ICON: NodeIcon = { id: 'check', color: 'charts.green' };

/** Siblings that a row names; more are counted. */
const MOST_NAMED = 2;

/**
 * Who works in which worktree, in one row above the tasks (issue "Parallel batches"): what can go wrong between agents
 * comes first in a row, since a narrow side bar cuts the rest. No ages: they would go stale while the row stands.
 */
export function agentsNode(agents: readonly AgentView[], snapshot: Snapshot, stages: Stages): readonly TreeNode[] {
  if (agents.length === 0) return [];
  const warned = agents.filter(isWarned).length;
  const rows = () => listed(agents, 'agent', (agent) => agentNode(agent, snapshot, stages));
  const description = [String(agents.length), ...(warned > 0 ? [`${warned} to look at`] : [])].join(' · ');
  const node = heading('agents', 'Agents at work', 'expanded', AGENTS_ICON, rows, description);
  return [{ ...node, accessibleLabel: ['Agents at work', counted(agents.length, 'worktree'), ...(warned > 0 ? [`${warned} to look at`] : [])].join(', ') }];
}

/** Whether an agent has left its scope, or shares a file with another. */
export function isWarned({ drift, overlaps }: Pick<AgentView, 'drift' | 'overlaps'>): boolean {
  return drift.length > 0 || overlaps.length > 0;
}

/** `2 outside scope`, `shares 1 file with A--T01`; empty where neither is so. */
export function agentWarnings({ drift, overlaps }: Pick<AgentView, 'drift' | 'overlaps'>): readonly string[] {
  return [...(drift.length > 0 ? [`${drift.length} outside scope`] : []), ...(overlaps.length > 0 ? [`shares ${counted(overlaps.length, 'file')} with ${named(overlaps.flatMap(({ taskIds }) => taskIds))}`] : [])];
}

function named(taskIds: readonly string[]): string {
  const ids = [...new Set(taskIds)];
  return ids.length > MOST_NAMED ? `${ids.length} others` : ids.map((id) => oneLine(id, 60)).join(' and ');
}

function agentNode(agent: AgentView, snapshot: Snapshot, stages: Stages): AgentNode {
  const view = snapshot.byId.get(agent.taskId);
  const warnings = agentWarnings(agent);
  const progress = `${agent.done}/${agent.total}`;
  const subject = agent.lastSubject === undefined ? undefined : oneLine(withoutHead(agent.lastSubject, agent.taskId), 60);
  const words = stateWords(view, stages);
  return {
    kind: 'agent',
    id: `agent:${agent.worktree}`,
    agent,
    label: oneLine(agent.taskId, 80) || '(no id)',
    description: [progress, ...warnings, subject].filter(Boolean).join(' · '),
    icon: warnings.length > 0 ? PROBLEM_ICON.warning : view ? STAGE_LOOK[stages.of(view)].icon : AGENTS_ICON,
    accessibleLabel: [`Agent of ${oneLine(agent.taskId)}`, words, `${agent.done} of ${agent.total} criteria done`, ...warnings, ...(subject === undefined ? [] : [`last commit: ${subject}`])].join(', '),
    contextValue: ['agent', ...(view ? [view.status] : []), ...(agent.changedFiles > 0 ? ['hasChanges'] : [])].join(' '),
    collapsible: agent.drift.length + agent.overlaps.length + agent.done > 0 ? 'collapsed' : 'none',
    children: () => [...fileNodes(agent), ...doneNodes(agent, view)],
  };
}

/** A row says the id already: of `feat(A--T01): the first thing` it needs the words alone. */
function withoutHead(subject: string, taskId: string): string {
  const [, id, words] = /^\w+\((.{1,200}?)\)!?:\s*(.+)$/s.exec(subject.slice(0, 1_000)) ?? [];
  return words !== undefined && id?.toLowerCase() === taskId.toLowerCase() ? words : subject;
}

function stateWords(view: TaskView | undefined, stages: Stages): string {
  if (!view) return 'not in the manifest';
  const stage = stages.of(view);
  return stage === 'blocked' ? stageWords(view, stage) : STAGE_LOOK[stage].words;
}

/** Files to look at, each once: what another agent changes too comes first. */
function fileNodes(agent: AgentView): readonly TreeNode[] {
  const drift = new Set(agent.drift);
  const shared = agent.overlaps.map(({ path, taskIds }) => ({ path, words: [`also changed by ${named(taskIds)}`, ...(drift.has(path) ? ['outside scope'] : [])] }));
  const paths = new Set(shared.map(({ path }) => path));
  const outside = agent.drift.filter((path) => !paths.has(path)).map((path) => ({ path, words: ['outside scope'] }));
  return listed([...shared, ...outside], `agent:${agent.worktree}:file`, ({ path, words }) => fileNode(agent, path, words.join(', ')));
}

function fileNode(agent: AgentView, path: string, words: string): AgentFileNode {
  const shown = oneLine(path, 200);
  return {
    kind: 'agent-file',
    id: `agent:${agent.worktree}:file:${path}`,
    agent,
    path,
    label: shown,
    description: words,
    tooltip: `${shown}\n${words}\nOpens what was changed since ${oneLine(agent.branch, 80)} left the base branch.`,
    icon: PROBLEM_ICON.warning,
    accessibleLabel: `warning: ${shown}, ${words}`,
    contextValue: 'agent-file',
    collapsible: 'none',
    children: noChildren,
  };
}

function doneNodes(agent: AgentView, view: TaskView | undefined): readonly TreeNode[] {
  const done = (view?.criteria ?? []).flatMap((criterion, index) => (criterion.isDone ? [{ ...criterion, index }] : []));
  return listed(done, `agent:${agent.worktree}:done`, ({ id, text, index }) => {
    const row = note(`agent:${agent.worktree}:done:${index}`, oneLine(text, 200) || '(no text)', 'agent-done', DONE_ICON, { description: oneLine(id, 60), tooltip: manyLines(text) });
    return { ...row, accessibleLabel: `Criterion ${oneLine(id, 60)}, ${row.label}, done` };
  });
}

/** What a tooltip tells of an agent, line by line: with ages, which a row does not have. */
export function agentDetails(agent: AgentView, now: Date): string {
  const age = ageOf(readTime(agent.lastCommitAt), now);
  const commit = agent.lastSubject === undefined ? [] : [`Last commit${age === undefined ? '' : ` ${agoText(age)}`}: ${oneLine(agent.lastSubject, 200)}`];
  return [
    `${oneLine(agent.taskId)}: ${agent.done} of ${agent.total} criteria done`,
    ...agentWarnings(agent),
    ...commit,
    `${counted(agent.changedFiles, 'file')} changed`,
    `${oneLine(agent.branch)} in ${oneLine(agent.worktree, 300)}`,
    ...(agent.batchId === undefined ? [] : [`Batch ${oneLine(agent.batchId, 80)}`]),
  ].join('\n');
}
