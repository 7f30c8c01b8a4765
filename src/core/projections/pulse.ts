import type { AgentView } from '../batch/watch';
import { evidenceOf, evidenceSummary, type CriterionEvidence } from '../evidence/evidence';
import { evidenceText } from '../evidence/evidenceText';
import { dependencyWords } from '../overlay/unmetText';
import { activityText } from '../pulse/activityText';
import { ageOf, agoText, readTime } from '../pulse/age';
import { blockReason, criteriaOf, pulseFigures, type PulseFigures } from '../pulse/figures';
import { pulseText } from '../pulse/text';
import { wipLevel } from '../pulse/wip';
import type { AgentLine, BlockedTask, CriterionLine, EligibleTask, InProgressTask, PulseBoard, PulseModel, PulseWaves, TaskLine } from '../pulseProtocol';
import type { Attention } from '../rules/anomaly';
import { explain } from '../select/explain';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';
import { NO_ATTENTION } from './attentionGroups';
import { backlogLine, isReadable, panelText, problemLines, staleLine, unreadableModel, type PanelInput } from './panel';
import { pulseAttention } from './pulseAttention';
import { groupRows } from './pulseGroups';
import { agentWarnings } from './treeAgents';

/** So much of each list is sent to the panel; the counts tell of the rest. */
const LIMITS = { inProgress: 20, agents: 12, eligible: 4, blocked: 20, missing: 10, criteria: 40, gaps: 10 };

export interface PulseInput extends PanelInput {
  readonly settings: Pick<Settings, 'ranking' | 'wipLimit' | 'manifestPath'>;
  readonly attention?: Attention;
  /** Who works in the worktrees of tasks. */
  readonly agents?: readonly AgentView[];
  /** The next waves, where they say something. */
  readonly waves?: PulseWaves;
  readonly now: Date;
  /** When the files were first seen broken, where that is known. */
  readonly staleSince?: Date;
}

/** The pulse panel's view model: one of loading, none, broken, or a board. JSON-safe and bounded in size. */
export function pulseModel(input: PulseInput): PulseModel {
  return isReadable(input) ? boardOf(input.snapshot, input) : unreadableModel(input);
}

function boardOf(snapshot: Snapshot, input: PulseInput): PulseBoard {
  const { settings, now } = input;
  const figures = pulseFigures(snapshot, settings, now);
  const { counts, total, percent, highRisk, latestCompleted: latest } = figures;
  const views = (ids: readonly string[], limit: number) =>
    ids.slice(0, limit).flatMap((id) => snapshot.byId.get(id) ?? []);
  const since = input.staleSince && agoText(Math.max(0, now.getTime() - input.staleSince.getTime()));
  return {
    kind: kindOf(figures),
    backlog: backlogLine(snapshot, input),
    isTrusted: input.isTrusted,
    ...staleLine(snapshot, since),
    total,
    percent,
    counts: { ...counts },
    highRisk: { ...highRisk },
    wip: { count: figures.inProgress.length, limit: settings.wipLimit, level: wipLevel(figures.inProgress.length, settings.wipLimit) },
    ...(latest ? { latestCompleted: { id: latest.id, when: activityText('completed', latest.ageMs) } } : {}),
    inProgress: figures.inProgress.slice(0, LIMITS.inProgress).flatMap((item) => inProgressOf(item, snapshot)),
    agents: (input.agents ?? []).slice(0, LIMITS.agents).map((agent) => agentLineOf(agent, now)),
    agentCount: input.agents?.length ?? 0,
    eligible: views(figures.eligible, LIMITS.eligible).map((view, index) => eligibleOf(view, index === 0, snapshot, settings)),
    eligibleCount: figures.eligible.length,
    waitingCount: snapshot.tasks.filter(({ status, unmet }) => status === 'pending' && unmet.length > 0).length,
    blocked: views(figures.blockers.map(({ id }) => id), LIMITS.blocked).map((view) => blockedOf(view, snapshot)),
    ...(input.waves ? { waves: input.waves } : {}),
    phases: groupRows(snapshot.tasks, figures.phase),
    problems: problemLines(snapshot.problems),
    attention: pulseAttention(input.attention ?? NO_ATTENTION, snapshot),
    manifestStatus: panelText(snapshot.manifest?.status ?? 'OK'),
    gaps: (snapshot.manifest?.gaps ?? []).slice(0, LIMITS.gaps).map(({ code, text }) => ({ code: panelText(code), text: panelText(text) })),
    text: pulseText(figures),
  };
}

function kindOf({ total, counts }: PulseFigures): PulseBoard['kind'] {
  if (total === 0) return 'empty';
  return counts.completed + counts.abandoned === total ? 'finished' : 'ready';
}

function taskLine({ task }: TaskView): TaskLine {
  const { id, title, risk, phase, slice, size } = task;
  return { id, title: panelText(title), risk, phase: panelText(phase), slice: panelText(slice), size: panelText(size) };
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
    .map(({ id, text, isDone }, index) => ({ id: panelText(id), text: panelText(text), isDone, ...evidenceLine(marks[index]) }));
  const summary = evidence.some(({ state }) => state !== 'open') ? { evidence: evidenceSummary(evidence) } : {};
  return [{ ...taskLine(view), started: activityText(item.last, item.ageMs), ...(item.where === undefined ? {} : { where: item.where }), done, total: done + remaining, ...summary, criteria }];
}

function agentLineOf(agent: AgentView, now: Date): AgentLine {
  const age = ageOf(readTime(agent.lastCommitAt), now);
  const last = agent.lastSubject === undefined ? {} : { last: panelText(age === undefined ? t('last commit: {0}', agent.lastSubject) : t('last commit {0}: {1}', agoText(age), agent.lastSubject)) };
  return { id: agent.taskId, done: agent.done, total: agent.total, warnings: agentWarnings(agent).map(panelText), ...last };
}

function evidenceLine(evidence: CriterionEvidence | undefined): Pick<CriterionLine, 'evidence'> {
  if (!evidence || evidence.state === 'open') return {};
  return { evidence: { state: evidence.state, text: panelText(evidenceText(evidence)) } };
}

function eligibleOf(view: TaskView, isNext: boolean, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>): EligibleTask {
  const waiting = view.dependents.length;
  const short = waiting === 0 ? [] : [counted(waiting, '{0} task waits on it', '{0} tasks wait on it')];
  const why = isNext ? explain(view, snapshot, settings).reasons.map(panelText) : short;
  return { ...taskLine(view), criteria: view.criteria.length, why: [...why] };
}

function blockedOf(view: TaskView, snapshot: Snapshot): BlockedTask {
  const missing = view.unmet.slice(0, LIMITS.missing).map((id) => {
    const other = snapshot.byId.get(id);
    return { id, status: other ? dependencyWords(id, false, snapshot) : t('not in the manifest'), isKnown: other !== undefined };
  });
  // What it waits on is listed anyway; without a recorded reason that is all there is to say.
  const reason = view.entry?.blockedReason || missing.length === 0 ? blockReason(view) : '';
  return { ...taskLine(view), reason: panelText(reason), missing };
}

