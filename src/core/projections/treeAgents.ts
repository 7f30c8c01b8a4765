import type { AgentView } from '../batch/watch';
import { agoText, ageOf, readTime } from '../pulse/age';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';
import { noChildren, type AgentFileNode, type AgentNode, type NodeIcon, type TreeNode } from './treeNode';
import { heading, listed, note } from './treeNote';
import { PROBLEM_ICON } from './treeProblems';
import { STAGE_LOOK, type Stages } from './treeStage';
import { stageWords } from './treeTask';
import { manyLines, oneLine } from './treeText';

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
  const description = [String(agents.length), ...(warned > 0 ? [t('{0} to look at', warned)] : [])].join(' · ');
  const node = heading('agents', t('Agents at work'), 'expanded', AGENTS_ICON, rows, description);
  return [{ ...node, accessibleLabel: [t('Agents at work'), counted(agents.length, '{0} worktree', '{0} worktrees'), ...(warned > 0 ? [t('{0} to look at', warned)] : [])].join(', ') }];
}

/** Whether an agent has left its scope, or shares a file with another. */
export function isWarned({ drift, overlaps }: Pick<AgentView, 'drift' | 'overlaps'>): boolean {
  return drift.length > 0 || overlaps.length > 0;
}

/** `2 outside scope`, `shares 1 file with A--T01`; empty where neither is so. */
export function agentWarnings({ drift, overlaps }: Pick<AgentView, 'drift' | 'overlaps'>): readonly string[] {
  return [...(drift.length > 0 ? [t('{0} outside scope', drift.length)] : []), ...(overlaps.length > 0 ? [counted(overlaps.length, 'shares {0} file with {1}', 'shares {0} files with {1}', named(overlaps.flatMap(({ taskIds }) => taskIds)))] : [])];
}

function named(taskIds: readonly string[]): string {
  const ids = [...new Set(taskIds)];
  if (ids.length > MOST_NAMED) return t('{0} others', ids.length);
  const [one = '', other] = ids.map((id) => oneLine(id, 60));
  return other === undefined ? one : t('{0} and {1}', one, other);
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
    label: oneLine(agent.taskId, 80) || t('(no id)'),
    description: [progress, ...warnings, subject].filter(Boolean).join(' · '),
    icon: warnings.length > 0 ? PROBLEM_ICON.warning : view ? STAGE_LOOK[stages.of(view)].icon : AGENTS_ICON,
    accessibleLabel: [t('Agent of {0}', oneLine(agent.taskId)), words, t('{0} of {1} criteria done', agent.done, agent.total), ...warnings, ...(subject === undefined ? [] : [t('last commit: {0}', subject)])].join(', '),
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
  if (!view) return t('not in the manifest');
  const stage = stages.of(view);
  return stage === 'blocked' ? stageWords(view, stage) : STAGE_LOOK[stage].words;
}

/** Files to look at, each once: what another agent changes too comes first. */
function fileNodes(agent: AgentView): readonly TreeNode[] {
  const drift = new Set(agent.drift);
  const shared = agent.overlaps.map(({ path, taskIds }) => ({ path, words: [t('also changed by {0}', named(taskIds)), ...(drift.has(path) ? [t('outside scope')] : [])] }));
  const paths = new Set(shared.map(({ path }) => path));
  const outside = agent.drift.filter((path) => !paths.has(path)).map((path) => ({ path, words: [t('outside scope')] }));
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
    tooltip: [shown, words, t('Opens what was changed since {0} left the base branch.', oneLine(agent.branch, 80))].join('\n'),
    icon: PROBLEM_ICON.warning,
    accessibleLabel: t('warning: {0}, {1}', shown, words),
    contextValue: 'agent-file',
    collapsible: 'none',
    children: noChildren,
  };
}

function doneNodes(agent: AgentView, view: TaskView | undefined): readonly TreeNode[] {
  const done = (view?.criteria ?? []).flatMap((criterion, index) => (criterion.isDone ? [{ ...criterion, index }] : []));
  return listed(done, `agent:${agent.worktree}:done`, ({ id, text, index }) => {
    const row = note(`agent:${agent.worktree}:done:${index}`, oneLine(text, 200) || t('(no text)'), 'agent-done', DONE_ICON, { description: oneLine(id, 60), tooltip: manyLines(text) });
    return { ...row, accessibleLabel: t('Criterion {0}, {1}, done', oneLine(id, 60), row.label) };
  });
}

/** What a tooltip tells of an agent, line by line: with ages, which a row does not have. */
export function agentDetails(agent: AgentView, now: Date): string {
  const age = ageOf(readTime(agent.lastCommitAt), now);
  const commit = agent.lastSubject === undefined ? [] : [age === undefined ? t('Last commit: {0}', oneLine(agent.lastSubject, 200)) : t('Last commit {0}: {1}', agoText(age), oneLine(agent.lastSubject, 200))];
  return [
    t('{0}: {1} of {2} criteria done', oneLine(agent.taskId), agent.done, agent.total),
    ...agentWarnings(agent),
    ...commit,
    counted(agent.changedFiles, '{0} file changed', '{0} files changed'),
    t('{0} in {1}', oneLine(agent.branch), oneLine(agent.worktree, 300)),
    ...(agent.batchId === undefined ? [] : [t('Batch {0}', oneLine(agent.batchId, 80))]),
  ].join('\n');
}
