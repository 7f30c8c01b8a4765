import type { TaskDocuments } from '../documents';
import type { ProjectFacts } from '../facts';
import type { GitFacts } from '../git';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';

/** The gates of a start, in the order in which they are told (DESIGN section 3). The last is of batches alone. */
export type GateNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

const GATE_NAMES: Readonly<Record<GateNumber, () => string>> = {
  1: () => t('Manifest'),
  2: () => t('Dependencies'),
  3: () => t('Worth orchestrating'),
  4: () => t('Master PRD'),
  5: () => t('Task state'),
  6: () => t('Git'),
  7: () => t('Task'),
  8: () => t('Work in progress'),
  9: () => t('Batch'),
};

export function gateName(gate: GateNumber): string {
  return GATE_NAMES[gate]();
}

/** What the rules look at. `task` is the one to be started; without it only gates 1 to 6 and 8 speak. */
export interface GateInput {
  readonly snapshot: Snapshot;
  readonly git: GitFacts;
  readonly settings: Settings;
  readonly task?: TaskView;
  /** All tasks of a batch that start together, `task` among them; absent where one starts alone. */
  readonly together?: readonly TaskView[];
  /** The facts of the task's documents, once they were looked up. */
  readonly documents?: TaskDocuments;
  /** What rests on more than the files and git's status; the rules that need it wait until it is there. */
  readonly facts?: ProjectFacts;
}

/** A way out that a face can offer as a button. The editor maps each to a command. */
export type RemedyAction =
  | { readonly id: 'create-manifest' | 'open-manifest' | 'open-state' | 'source-control' | 'show-blocked' | 'choose-another' | 'settings' | 'retry' | 'open-prd' }
  /** What to do once the manifest changed under the state. */
  | { readonly id: 'show-manifest-changes' | 'migrate-state' | 'rebaseline' }
  /** Puts both sides of a state file with conflict markers together. */
  | { readonly id: 'resolve-state' }
  /** Lets starts pass a code in this project from now on, with a warning; it can be taken back. */
  | { readonly id: 'always-allow'; readonly code: string }
  | { readonly id: 'switch-to-base'; readonly branch: string }
  | { readonly id: 'initialise-repository' }
  | { readonly id: 'open-problem'; readonly kind: string; readonly taskId?: string }
  | { readonly id: 'open-task' | 'explain-task' | 'reveal-task' | 'complete-task' | 'reopen-task' | 'block-task'; readonly taskId: string }
  | { readonly id: 'resume-branch'; readonly taskId: string; readonly branch: string };

/** One thing a rule found. */
export interface Found {
  /** The part of the code behind its name: a task id, a gap code, a path of ids. */
  readonly subject?: string;
  readonly message: string;
  readonly remedy: string;
  readonly actions?: readonly RemedyAction[];
}

/** One code of DESIGN section 3 with everything that is known of it. */
export interface Rule {
  readonly code: string;
  readonly gate: GateNumber;
  /** What holds when the rule is content, as a short statement for "Check Readiness". */
  readonly title: string;
  /** Where the rule comes from. */
  readonly spec: string;
  /** Why it matters, in one sentence: for the README's table. */
  readonly reason: string;
  /** What to do about it in general; each finding has its own. Markdown. */
  readonly remedy: string;
  readonly severity: 'block' | 'warn';
  /** Whether a person may judge otherwise for once ("Start anyway"). */
  readonly canOverride: boolean;
  /** Speaks only when a task is chosen. */
  readonly needsTask?: boolean;
  /** What it looks at: while that is not there, it can't be content either. */
  readonly needs?: 'manifest' | 'repository' | 'prd' | 'baseline';
  /** What it looked at, in a few words, for a report: said also when it is content. */
  seen?(input: GateInput): string | undefined;
  check(input: GateInput): readonly Found[];
}

/** What a rule found, with its effect after the settings. */
export interface Finding extends Found {
  readonly code: string;
  /** The code with its subject: `BLOCKED::EMPTY-AC::X--T01`. */
  readonly fullCode: string;
  readonly gate: GateNumber;
  readonly effect: 'block' | 'warn';
  readonly canOverride: boolean;
  readonly taskId?: string;
}
