import { describeAgent, sameAgent, type AgentDescriptor } from '../../core/delegate/descriptor';
import { t } from '../../core/words';
import type { Availability } from './launch';

/** An agent with what is known of it now. */
export interface Candidate {
  readonly descriptor: AgentDescriptor;
  readonly availability: Availability;
}

/** All agents there are to choose from, best first; the clipboard always closes the list. */
export function allAgents(custom: readonly AgentDescriptor[]): readonly AgentDescriptor[] {
  return [
    { kind: 'chat' },
    { kind: 'command-line', agent: 'claude' },
    { kind: 'claude-extension' },
    { kind: 'command-line', agent: 'copilot' },
    { kind: 'command-line', agent: 'codex' },
    ...custom,
    { kind: 'clipboard' },
  ];
}

/**
 * The agent that the person asked for, before any is probed: chosen in this workspace, else named by the
 * setting, else chosen last in another workspace. One that is no longer offered counts as not chosen:
 * a command removed from the settings is not run from memory.
 */
export function preferredAgent(input: {
  readonly offered: readonly AgentDescriptor[];
  readonly here: AgentDescriptor | undefined;
  readonly configured: string | undefined;
  readonly elsewhere: AgentDescriptor | undefined;
}): AgentDescriptor | undefined {
  const known = (agent: AgentDescriptor | undefined) => agent && input.offered.find((other) => isOffered(agent, other)) && agent;
  return known(input.here) ?? namedAgent(input.configured, input.offered) ?? known(input.elsewhere);
}

/** A chat with a custom agent of any name is the chat. */
function isOffered(agent: AgentDescriptor, offered: AgentDescriptor): boolean {
  return (agent.kind === 'chat' && offered.kind === 'chat') || sameAgent(agent, offered);
}

/** What the setting `orchestrator.agents.default` names: a kind, a command-line agent, or a custom agent's label. */
function namedAgent(name: string | undefined, offered: readonly AgentDescriptor[]): AgentDescriptor | undefined {
  const wanted = name?.trim();
  if (!wanted || wanted === 'auto') return undefined;
  return offered.find((agent) => {
    if (agent.kind === 'custom') return describeAgent(agent).label === wanted;
    return agent.kind === 'command-line' ? agent.agent === wanted : agent.kind === wanted;
  });
}

/** The first that would work without the person doing anything; the clipboard when none would. */
export function firstReady(candidates: readonly Candidate[]): AgentDescriptor {
  return (
    candidates.find(({ availability }) => availability.kind === 'available' && availability.isReady)?.descriptor ?? { kind: 'clipboard' }
  );
}

/** A row of the list to choose from. */
export interface AgentRow {
  readonly descriptor: AgentDescriptor;
  readonly group: 'current' | 'available' | 'unavailable';
  readonly label: string;
  readonly icon: string;
  readonly description: string;
  readonly detail: string;
}

/** The rows of "Choose Agent": the current one first, then what is available, then the rest with reason and remedy. */
export function agentRows(candidates: readonly Candidate[], current: AgentDescriptor | undefined): readonly AgentRow[] {
  const rows = candidates.map((candidate) => rowOf(candidate, current !== undefined && sameAgent(candidate.descriptor, current)));
  const of = (group: AgentRow['group']) => rows.filter((row) => row.group === group);
  return [...of('current'), ...of('available'), ...of('unavailable')];
}

function rowOf({ descriptor, availability }: Candidate, isCurrent: boolean): AgentRow {
  const { label, detail, icon } = describeAgent(descriptor);
  if (availability.kind === 'unavailable') {
    return { descriptor, group: isCurrent ? 'current' : 'unavailable', label, icon, description: availability.reason, detail: availability.remedy };
  }
  const description = availability.isReady ? '' : (availability.note ?? t('not ready yet'));
  return { descriptor, group: isCurrent ? 'current' : 'available', label, icon, description, detail };
}

export type PreviewPrompt = 'first' | 'always' | 'never';

/** Whether the prompt is opened beside before this launch (RELIABILITY, "the prompt shown before the first launch"). */
export function showsPrompt(setting: PreviewPrompt, wasShown: boolean): boolean {
  return setting === 'always' || (setting === 'first' && !wasShown);
}
