import type { AgentView } from '../batch/watch';
import type { PlanScope } from '../plan/backlogPlan';
import type { Problem } from '../problem';
import type { Anomaly, Escalation } from '../rules/anomaly';
import type { TaskView } from '../snapshot';

/** A codicon and a theme colour, by their ids. */
export interface NodeIcon {
  readonly id: string;
  readonly color?: string;
}

interface NodeBase {
  /** Unique in one tree, and the same over snapshots, so that selection and expansion stay. */
  readonly id: string;
  /** One line. Text of files is data: it is never to be read as Markdown or as icons. */
  readonly label: string;
  readonly description?: string;
  /** Several lines of plain text; for a task see `taskDetails`. */
  readonly tooltip?: string;
  readonly icon: NodeIcon;
  /** What a screen reader says instead of label and description. */
  readonly accessibleLabel: string;
  /** Flags for menus, separated by spaces. */
  readonly contextValue: string;
  /** How the node starts; `none` means that it has no children. */
  readonly collapsible: 'none' | 'collapsed' | 'expanded';
  /** Computed when asked for. */
  children(): readonly TreeNode[];
}

/** Tasks of one group, as far as the filter shows them. */
export interface GroupCounts {
  /** Without the filter. */
  readonly total: number;
  readonly shown: number;
  /** The rest is of those shown. */
  readonly completed: number;
  readonly inProgress: number;
  readonly blocked: number;
  readonly abandoned: number;
}

export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly counts: GroupCounts;
  /** Of a phase or a slice: what can be planned from its row. */
  readonly scope?: PlanScope;
}

export interface TaskNode extends NodeBase {
  readonly kind: 'task';
  readonly view: TaskView;
  /** For a mark at the row's end, which stays visible when the title is long. */
  readonly badge: { readonly text: string; readonly tooltip: string; readonly isDimmed: boolean };
}

export interface CriterionNode extends NodeBase {
  readonly kind: 'criterion';
  readonly view: TaskView;
  /** Index in the task's criteria. */
  readonly index: number;
  /** Absent where nothing can be recorded: only of a task in progress. It stands in place of the icon. */
  readonly checkbox?: CriterionCheckbox;
}

/** What a checkbox shows, and what pressing it does, in words. */
export interface CriterionCheckbox {
  readonly isChecked: boolean;
  readonly tooltip: string;
  readonly accessibleLabel: string;
}

export interface ProblemNode extends NodeBase {
  readonly kind: 'problem';
  readonly problem: Problem;
}

/** Something odd in the record, which blocks nothing. */
export interface AnomalyNode extends NodeBase {
  readonly kind: 'anomaly';
  readonly anomaly: Anomaly;
}

/** Several anomalies of one code. */
export interface CodeNode extends NodeBase {
  readonly kind: 'code';
  readonly code: string;
}

/** A matter for another agent. */
export interface EscalationNode extends NodeBase {
  readonly kind: 'escalation';
  readonly escalation: Escalation;
}

/** An agent in a worktree of its own. */
export interface AgentNode extends NodeBase {
  readonly kind: 'agent';
  readonly agent: AgentView;
}

/** A file of a worktree that deserves a look. */
export interface AgentFileNode extends NodeBase {
  readonly kind: 'agent-file';
  readonly agent: AgentView;
  /** Relative to the worktree's top. */
  readonly path: string;
}

/** A heading over problems or gaps, or a row that only tells something. */
export interface NoteNode extends NodeBase {
  readonly kind: 'note';
}

/** One row of the tree "Tasks". */
export type TreeNode = GroupNode | TaskNode | CriterionNode | ProblemNode | AnomalyNode | CodeNode | EscalationNode | AgentNode | AgentFileNode | NoteNode;

/** Children of a row that has none. */
export const noChildren = (): readonly TreeNode[] => [];
