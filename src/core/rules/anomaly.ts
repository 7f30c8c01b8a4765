import type { ProjectFacts } from '../facts';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { RemedyAction } from './rule';

/** What anomalies and escalations are looked for in. */
export interface AttentionInput {
  readonly snapshot: Snapshot;
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  readonly now: Date;
}

/** `info`: true and of no consequence now, such as in a task completed before today's manifest. Folded in views. */
export type AnomalySeverity = 'warn' | 'info';

/** Something that is odd in the record. It never blocks (DESIGN section 3, "Anomalies"). */
export interface OddFound {
  /** The part of the code behind its name: mostly a task id. */
  readonly subject: string;
  readonly taskId?: string;
  readonly message: string;
  readonly remedy: string;
  /** What it rests on, a line each: times, commits, files. */
  readonly evidence: readonly string[];
  /** Milder than the row's severity, where this case is. */
  readonly isInfo?: boolean;
  readonly actions?: readonly RemedyAction[];
}

/** A row of the table of anomalies. */
export interface AnomalyRule {
  /** `WARN::…`. */
  readonly code: string;
  /** What holds when there is nothing to tell. */
  readonly title: string;
  /** Why it matters, in one sentence: for the README's table. */
  readonly reason: string;
  /** What to do about it in general; each case has its own. Markdown. */
  readonly remedy: string;
  /** Where it comes from. */
  readonly spec: string;
  readonly severity: AnomalySeverity;
  check(input: AttentionInput): readonly OddFound[];
}

export interface Anomaly extends OddFound {
  readonly code: string;
  /** `WARN::STALE-WORK::X--T01`. */
  readonly fullCode: string;
  readonly severity: AnomalySeverity;
}

/** Work for another agent (spec, "Collaboration Hooks"). */
export interface Escalation {
  /** Stable over snapshots. */
  readonly id: string;
  readonly to: EscalationTarget;
  readonly title: string;
  readonly evidence: readonly string[];
  readonly taskIds: readonly string[];
  /** What is sent to the agent; data in it is fenced or one line. */
  readonly prompt: string;
}

/** `agent`: the name of its custom agent, as chat knows it. */
export type EscalationTarget =
  | { readonly name: 'Roadmap Task Manager'; readonly agent: 'roadmap-task-manager' }
  | { readonly name: 'Testing Strategist'; readonly agent: 'testing-strategist' }
  | { readonly name: 'Risk/YAGNI Enforcer'; readonly agent: 'risk-yagni-enforcer' };

export interface Attention {
  readonly anomalies: readonly Anomaly[];
  readonly escalations: readonly Escalation[];
}
