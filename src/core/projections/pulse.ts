import { evidenceOf, evidenceSummary, type CriterionEvidence } from '../evidence/evidence';
import { evidenceText } from '../evidence/evidenceText';
import type { GitFacts } from '../git';
import { dependencyWords } from '../overlay/unmetText';
import { placeOf, type Problem } from '../problem';
import { agoText } from '../pulse/age';
import { blockReason, criteriaOf, pulseFigures, type AgedTask, type PulseFigures } from '../pulse/figures';
import { pulseText } from '../pulse/text';
import { wipLevel } from '../pulse/wip';
import type { BacklogLine, BlockedTask, CriterionLine, EligibleTask, InProgressTask, ProblemLines, PulseBoard, PulseModel, TaskLine } from '../pulseProtocol';
import type { Attention } from '../rules/anomaly';
import { explain } from '../select/explain';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { NO_ATTENTION } from './attentionGroups';
import { pulseAttention } from './pulseAttention';
import { groupRows } from './pulseGroups';

/** So much of each list is sent to the panel; the counts tell of the rest. */
const LIMITS = { inProgress: 20, eligible: 4, blocked: 20, missing: 10, criteria: 40, problems: 5, gaps: 10, text: 500 };

export interface PulseInput {
  /** Undefined where no folder has a backlog. */
  readonly snapshot: Snapshot | undefined;
  readonly gitFacts: GitFacts;
  readonly settings: Pick<Settings, 'ranking' | 'wipLimit' | 'manifestPath'>;
  readonly attention?: Attention;
  readonly now: Date;
  /** False until every folder was looked at for the first time. */
  readonly isLoaded: boolean;
  readonly isTrusted: boolean;
  readonly isOneOfSeveral: boolean;
  /** When the files were first seen broken, where that is known. */
  readonly staleSince?: Date;
}

/** The pulse panel's view model: one of loading, none, broken, or a board. JSON-safe and bounded in size. */
export function pulseModel(input: PulseInput): PulseModel {
  const { snapshot, isLoaded, isTrusted, settings } = input;
  if (!snapshot || snapshot.manifestHealth === 'missing') {
    return isLoaded ? { kind: 'none', isTrusted, manifestPath: snapshot?.backlog.manifestPath ?? settings.manifestPath } : { kind: 'loading' };
  }
  // Without the state every task would look pending: that is no truth to show.
  if (snapshot.manifestHealth === 'broken' || snapshot.stateHealth === 'broken') {
    return { kind: 'broken', isTrusted, backlog: backlogLine(snapshot, input), problems: problemLines(snapshot.problems) };
  }
  return boardOf(snapshot, input);
}

function boardOf(snapshot: Snapshot, input: PulseInput): PulseBoard {
  const { settings, now } = input;
  const figures = pulseFigures(snapshot, settings, now);
  const { counts, total, percent, highRisk, latestCompleted: latest } = figures;
  const views = (ids: readonly string[], limit: number) =>
    ids.slice(0, limit).flatMap((id) => snapshot.byId.get(id) ?? []);
  const stale = staleFiles(snapshot);
  return {
    kind: kindOf(figures),
    backlog: backlogLine(snapshot, input),
    isTrusted: input.isTrusted,
    ...(stale.length > 0 ? { stale: { files: stale, ...since(input) } } : {}),
    total,
    percent,
    counts: { ...counts },
    highRisk: { ...highRisk },
    wip: { count: figures.inProgress.length, limit: settings.wipLimit, level: wipLevel(figures.inProgress.length, settings.wipLimit) },
    ...(latest ? { latestCompleted: { id: latest.id, when: ageText(latest, 'completed') } } : {}),
    inProgress: figures.inProgress.slice(0, LIMITS.inProgress).flatMap((item) => inProgressOf(item, snapshot)),
    eligible: views(figures.eligible, LIMITS.eligible).map((view, index) => eligibleOf(view, index === 0, snapshot, settings)),
    eligibleCount: figures.eligible.length,
    waitingCount: snapshot.tasks.filter(({ status, unmet }) => status === 'pending' && unmet.length > 0).length,
    blocked: views(figures.blockers.map(({ id }) => id), LIMITS.blocked).map((view) => blockedOf(view, snapshot)),
    phases: groupRows(snapshot.tasks, figures.phase),
    problems: problemLines(snapshot.problems),
    attention: pulseAttention(input.attention ?? NO_ATTENTION, snapshot),
    manifestStatus: cut(snapshot.manifest?.status ?? 'OK'),
    gaps: (snapshot.manifest?.gaps ?? []).slice(0, LIMITS.gaps).map(({ code, text }) => ({ code: cut(code), text: cut(text) })),
    text: pulseText(figures),
  };
}

function kindOf({ total, counts }: PulseFigures): PulseBoard['kind'] {
  if (total === 0) return 'empty';
  return counts.completed + counts.abandoned === total ? 'finished' : 'ready';
}

function backlogLine({ backlog }: Snapshot, { gitFacts, isOneOfSeveral }: PulseInput): BacklogLine {
  const head = gitFacts.kind === 'repository' ? gitFacts.head : undefined;
  const branch = head && (head.kind === 'detached' ? `detached at ${head.commit.slice(0, 7)}` : head.name);
  return { name: cut(backlog.name), manifestPath: backlog.manifestPath, isOneOfSeveral, ...(branch ? { branch: cut(branch) } : {}) };
}

function staleFiles({ manifestHealth, stateHealth, backlog }: Snapshot): string[] {
  return [
    ...(manifestHealth === 'stale' ? [backlog.manifestPath] : []),
    ...(stateHealth === 'stale' ? [backlog.statePath] : []),
  ];
}

function since({ staleSince, now }: PulseInput): { since?: string } {
  return staleSince ? { since: agoText(Math.max(0, now.getTime() - staleSince.getTime())) } : {};
}

function taskLine({ task }: TaskView): TaskLine {
  const { id, title, risk, phase, slice, size } = task;
  return { id, title: cut(title), risk, phase: cut(phase), slice: cut(slice), size: cut(size) };
}

function inProgressOf(item: PulseFigures['inProgress'][number], snapshot: Snapshot): InProgressTask[] {
  const view = snapshot.byId.get(item.id);
  if (!view) return [];
  const { done, remaining } = criteriaOf(view);
  const evidence = snapshot.work ? evidenceOf(view, snapshot.work) : [];
  // Where commits name no criterion at all, that is said once for the task, and not of each.
  const marks = evidence.some(({ commits }) => commits.length > 0) ? evidence : [];
  const criteria = view.criteria
    .slice(0, LIMITS.criteria)
    .map(({ id, text, isDone }, index) => ({ id: cut(id), text: cut(text), isDone, ...evidenceLine(marks[index]) }));
  const summary = evidence.some(({ state }) => state !== 'open') ? { evidence: evidenceSummary(evidence) } : {};
  return [{ ...taskLine(view), started: ageText(item, item.last), ...(item.where === undefined ? {} : { where: item.where }), done, total: done + remaining, ...summary, criteria }];
}

function evidenceLine(evidence: CriterionEvidence | undefined): Pick<CriterionLine, 'evidence'> {
  if (!evidence || evidence.state === 'open') return {};
  return { evidence: { state: evidence.state, text: cut(evidenceText(evidence)) } };
}

function eligibleOf(view: TaskView, isNext: boolean, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>): EligibleTask {
  const waiting = view.dependents.length;
  const short = waiting === 0 ? [] : [waiting === 1 ? '1 task waits on it' : `${waiting} tasks wait on it`];
  const why = isNext ? explain(view, snapshot, settings).reasons.map(cut) : short;
  return { ...taskLine(view), criteria: view.criteria.length, why: [...why] };
}

function blockedOf(view: TaskView, snapshot: Snapshot): BlockedTask {
  const missing = view.unmet.slice(0, LIMITS.missing).map((id) => {
    const other = snapshot.byId.get(id);
    return { id, status: other ? dependencyWords(id, false, snapshot) : 'not in the manifest', isKnown: other !== undefined };
  });
  // What it waits on is listed anyway; without a recorded reason that is all there is to say.
  const reason = view.entry?.blockedReason || missing.length === 0 ? blockReason(view) : '';
  return { ...taskLine(view), reason: cut(reason), missing };
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

function problemLines(problems: readonly Problem[]): ProblemLines {
  const worst = problems
    .map((problem, index) => ({ problem, index }))
    .filter(({ problem }) => problem.severity !== 'info')
    .sort((a, b) => SEVERITY_ORDER[a.problem.severity] - SEVERITY_ORDER[b.problem.severity] || a.index - b.index)
    .slice(0, LIMITS.problems);
  return {
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
    worst: worst.map(({ problem, index }) => ({
      index,
      severity: problem.severity,
      message: cut(problem.message),
      remedy: cut(problem.remedy),
      place: cut(placeOf(problem)),
    })),
  };
}

function ageText({ ageMs }: AgedTask, did: 'started' | 'completed' | 'last commit'): string {
  return ageMs === undefined ? `${did}, time unknown` : `${did} ${agoText(ageMs)}`;
}

function cut(text: string): string {
  return text.length > LIMITS.text ? `${text.slice(0, LIMITS.text - 1)}…` : text;
}
