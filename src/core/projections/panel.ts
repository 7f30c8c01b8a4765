import { cut } from '../cut';
import type { GitFacts } from '../git';
import { placeOf, type Problem } from '../problem';
import type { BacklogLine, ProblemLines, Stale, Unreadable } from '../panelProtocol';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { t } from '../words';

/** So many problems are named; the counts tell of the rest. */
const MOST_PROBLEMS = 5;
/** Letters of one text that are sent to a panel. */
const LETTERS = 500;

/** What every panel's model is made from. */
export interface PanelInput {
  /** Undefined where no folder has a backlog. */
  readonly snapshot: Snapshot | undefined;
  readonly gitFacts: GitFacts;
  readonly settings: Pick<Settings, 'manifestPath'>;
  /** False until every folder was looked at for the first time. */
  readonly isLoaded: boolean;
  readonly isTrusted: boolean;
  readonly isOneOfSeveral: boolean;
}

/** Whether there is a backlog to show. Without the state every task would look pending: that is no truth to show. */
export function isReadable<I extends PanelInput>(input: I): input is I & { readonly snapshot: Snapshot } {
  const { snapshot } = input;
  return snapshot !== undefined && snapshot.manifestHealth !== 'missing' && snapshot.manifestHealth !== 'broken' && snapshot.stateHealth !== 'broken';
}

/** What a panel shows while nothing is readable. */
export function unreadableModel(input: PanelInput): Unreadable {
  const { snapshot, isLoaded, isTrusted, settings } = input;
  if (!snapshot || snapshot.manifestHealth === 'missing') {
    return isLoaded ? { kind: 'none', isTrusted, manifestPath: snapshot?.backlog.manifestPath ?? settings.manifestPath } : { kind: 'loading' };
  }
  return { kind: 'broken', isTrusted, backlog: backlogLine(snapshot, input), problems: problemLines(snapshot.problems) };
}

export function backlogLine({ backlog }: Snapshot, { gitFacts, isOneOfSeveral }: PanelInput): BacklogLine {
  const head = gitFacts.kind === 'repository' ? gitFacts.head : undefined;
  const branch = head && (head.kind === 'detached' ? t('detached at {0}', head.commit.slice(0, 7)) : head.name);
  return { name: panelText(backlog.name), manifestPath: backlog.manifestPath, isOneOfSeveral, ...(branch ? { branch: panelText(branch) } : {}) };
}

/** @param since when the files were first seen broken, in words */
export function staleLine({ manifestHealth, stateHealth, backlog }: Snapshot, since?: string): { readonly stale?: NonNullable<Stale> } {
  const files = [...(manifestHealth === 'stale' ? [backlog.manifestPath] : []), ...(stateHealth === 'stale' ? [backlog.statePath] : [])];
  return files.length > 0 ? { stale: { files, ...(since === undefined ? {} : { since }) } } : {};
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

export function problemLines(problems: readonly Problem[]): ProblemLines {
  const worst = problems
    .map((problem, index) => ({ problem, index }))
    .filter(({ problem }) => problem.severity !== 'info')
    .sort((a, b) => SEVERITY_ORDER[a.problem.severity] - SEVERITY_ORDER[b.problem.severity] || a.index - b.index)
    .slice(0, MOST_PROBLEMS);
  return {
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
    worst: worst.map(({ problem, index }) => ({
      index,
      severity: problem.severity,
      message: panelText(problem.message),
      remedy: panelText(problem.remedy),
      place: panelText(placeOf(problem)),
    })),
  };
}

/** A text of the files, cut to what a panel is sent of it. */
export function panelText(text: string): string {
  return cut(text, LETTERS);
}
