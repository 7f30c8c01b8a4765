import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { name, names } from '../rules/anomalies/words';
import { counted, language, t } from '../words';
import type { LackingMetadata, LeftOut, PlanMode, PlanScope, WaveLimit } from './backlogPlan';
import type { Conflict, ConflictCause } from './conflict';

/** What a plan is of: `Slice 1.1`, `3 tasks`. */
export function scopeText(scope: PlanScope): string {
  switch (scope.kind) {
    case 'backlog':
      return t('the backlog');
    case 'phase':
      return name(scope.phase);
    case 'slice':
      return name(scope.slice);
    case 'tasks':
      return counted(scope.taskIds.length, '{0} task', '{0} tasks');
  }
}

/** Why a plan does not run side by side, or not all of it, with what to do: whole sentences. Undefined where there is nothing to tell. */
export function modeText(mode: PlanMode): string | undefined {
  if (mode.kind === 'sequential') return mode.why === 'default' ? undefined : t('{0}, so nothing runs side by side. {1}', lackingText(mode), remedy());
  return mode.lacking && t('{0}, so tasks of {1} run alone. {2}', lackingText(mode.lacking), names(mode.lacking.slices, 3), remedy());
}

function remedy(): string {
  return t('Give each of them “parallel” and “conflicts_with” in the manifest, or make it anew with task-decomposition-architect.');
}

function lackingText({ taskIds, count }: LackingMetadata): string {
  const more = count - Math.min(3, taskIds.length);
  const first = names(taskIds.slice(0, 3));
  return counted(count, '{0} open task lacks parallel metadata ({1})', '{0} open tasks lack parallel metadata ({1})', more > 0 ? t('{0} and {1} more', first, more.toLocaleString(language())) : first);
}

/** Why a wave is no larger: a sentence. */
export function limitText(limit: WaveLimit): string {
  switch (limit.kind) {
    case 'high-risk':
      return t('{0} runs alone, since its risk is High.', name(limit.taskId));
    case 'not-parallel':
      return limit.slice === undefined ? t('{0} runs alone, since it does not say that it may run in parallel.', name(limit.taskId)) : t('{0} runs alone, since tasks of {1} lack parallel metadata.', name(limit.taskId), name(limit.slice));
    case 'conflict':
      return t('{0} does not fit in: it conflicts with {1}.', name(limit.taskId), otherText(limit.conflict, limit.taskId));
    case 'nothing-else':
      return t('Nothing else can start by then.');
    case 'wip':
      return wipText(limit.places, limit.underWay);
    case 'not-compared':
      return t('More could start and were not compared, since too many conflict; one of them might fit.');
    case 'sequential':
      return t('Tasks run one after the other.');
  }
}

function wipText(places: number, underWay: number): string {
  if (underWay === 0) return counted(places, 'The limit of work in progress allows {0} task.', 'The limit of work in progress allows {0} tasks.');
  if (places === 0) return counted(underWay, '{0} task under way leaves no place.', '{0} tasks under way leave no place.');
  return counted(underWay, '{0} task under way leaves {1}.', '{0} tasks under way leave {1}.', counted(places, '{0} place', '{0} places'));
}

/** Why a task is in no wave: a clause, as behind `it is not in the plan, since`. */
export function leftOutText(why: LeftOut['why']): string {
  switch (why.kind) {
    case 'under-way':
      return t('it is under way');
    case 'blocked':
      return why.reason === undefined ? t('it is blocked') : t('it is blocked: {0}', cut(oneLine(why.reason), 200));
    case 'waits':
      return t('it waits for {0}, which this plan does not bring about', names(why.taskIds, 3));
    case 'provisional':
      return t('it is provisional, and High risk tasks outside of this plan have not begun');
    case 'has-branch':
      return t('it has the branch {0} already, on which nothing is recorded of it', name(why.branch));
    case 'merged':
      return t('its work is merged, and it is not recorded as completed');
    case 'unknown-status':
      return t('its status is not known');
    case 'excluded':
      return t('it was taken out');
  }
}

/**
 * A conflict in a clause, by its strongest cause: `A--T01 conflicts with B--T01 (both may change src/a.ts)`.
 *
 * @param taskId the one of the two that is spoken of
 */
export function conflictText(conflict: Conflict, taskId: string): string {
  return t('{0} conflicts with {1}', name(taskId), otherText(conflict, taskId));
}

/** What a task conflicts with, and why: `B--T01 (both may change src/a.ts)`. */
export function otherText({ tasks: [a, b], causes }: Conflict, taskId: string): string {
  const cause = causes[0];
  return `${name(taskId === a ? b : a)}${cause ? ` (${causeText(cause)})` : ''}`;
}

/** Why two tasks conflict: a clause, with its evidence. */
export function causeText(cause: ConflictCause): string {
  switch (cause.kind) {
    case 'named':
      return cause.by.length === 1 ? t('{0} names the other in conflicts_with', names(cause.by)) : t('each names the other in conflicts_with');
    case 'scope':
      return scopeCauseText(cause.patterns, cause.example);
    case 'unknown-scope':
      return counted(cause.taskIds.length, 'file_scope of {1} does not tell which files it changes', 'file_scope of {1} does not tell which files they change', names(cause.taskIds));
    case 'learned':
      return counted(cause.commits.length, 'past work of both changed {1}, as commit {2} shows', 'past work of both changed {1}, as commits {2} show', names(cause.paths, 3), names(cause.commits, 3));
  }
}

function scopeCauseText([one, other]: readonly [string, string], example: string | undefined): string {
  if (one === other) return t('both may change {0}', name(one));
  return example === undefined || example === one || example === other ? t('{0} and {1} can be the same file', name(one), name(other)) : t('both may change {0}, by {1} and {2}', name(example), name(one), name(other));
}
