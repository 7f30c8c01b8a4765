import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { counted } from '../projections/treeText';
import { name, names } from '../rules/anomalies/words';
import type { LackingMetadata, LeftOut, PlanMode, PlanScope, WaveLimit } from './backlogPlan';
import type { Conflict, ConflictCause } from './conflict';

/** What a plan is of: `Slice 1.1`, `3 tasks`. */
export function scopeText(scope: PlanScope): string {
  switch (scope.kind) {
    case 'backlog':
      return 'the backlog';
    case 'phase':
      return name(scope.phase);
    case 'slice':
      return name(scope.slice);
    case 'tasks':
      return counted(scope.taskIds.length, 'task');
  }
}

/** Why a plan does not run side by side, or not all of it, with what to do: whole sentences. Undefined where there is nothing to tell. */
export function modeText(mode: PlanMode): string | undefined {
  if (mode.kind === 'sequential') return mode.why === 'default' ? undefined : `${lackingText(mode)}, so nothing runs side by side. ${REMEDY}`;
  return mode.lacking && `${lackingText(mode.lacking)}, so tasks of ${names(mode.lacking.slices, 3)} run alone. ${REMEDY}`;
}

const REMEDY = 'Give each of them “parallel” and “conflicts_with” in the manifest, or make it anew with task-decomposition-architect.';

function lackingText({ taskIds, count }: LackingMetadata): string {
  const more = count - Math.min(3, taskIds.length);
  return `${counted(count, 'open task')} ${count === 1 ? 'lacks' : 'lack'} parallel metadata (${names(taskIds.slice(0, 3))}${more > 0 ? ` and ${more} more` : ''})`;
}

/** Why a wave is no larger: a sentence. */
export function limitText(limit: WaveLimit): string {
  switch (limit.kind) {
    case 'high-risk':
      return `${name(limit.taskId)} runs alone, since its risk is High.`;
    case 'not-parallel':
      return `${name(limit.taskId)} runs alone, since ${limit.slice === undefined ? 'it does not say that it may run in parallel' : `tasks of ${name(limit.slice)} lack parallel metadata`}.`;
    case 'conflict':
      return `${name(limit.taskId)} does not fit in: it ${conflictText(limit.conflict, limit.taskId)}.`;
    case 'nothing-else':
      return 'Nothing else can start by then.';
    case 'wip':
      return wipText(limit.places, limit.underWay);
    case 'not-compared':
      return 'More could start and were not compared, since too many conflict; one of them might fit.';
    case 'sequential':
      return 'Tasks run one after the other.';
  }
}

function wipText(places: number, underWay: number): string {
  if (underWay === 0) return `The limit of work in progress allows ${counted(places, 'task')}.`;
  return `${counted(underWay, 'task')} under way ${underWay === 1 ? 'leaves' : 'leave'} ${places === 0 ? 'no place' : counted(places, 'place')}.`;
}

/** Why a task is in no wave: a clause, as behind `it is not in the plan, since`. */
export function leftOutText(why: LeftOut['why']): string {
  switch (why.kind) {
    case 'under-way':
      return 'it is under way';
    case 'blocked':
      return why.reason === undefined ? 'it is blocked' : `it is blocked: ${cut(oneLine(why.reason), 200)}`;
    case 'waits':
      return `it waits for ${names(why.taskIds, 3)}, which this plan does not bring about`;
    case 'provisional':
      return 'it is provisional, and High risk tasks outside of this plan have not begun';
    case 'has-branch':
      return `it has the branch ${name(why.branch)} already, on which nothing is recorded of it`;
    case 'merged':
      return 'its work is merged, and it is not recorded as completed';
    case 'unknown-status':
      return 'its status is not known';
    case 'excluded':
      return 'it was taken out';
  }
}

/**
 * A conflict in a clause, by its strongest cause: `conflicts with B--T01 (both may change src/a.ts)`.
 *
 * @param taskId the one of the two that is spoken of
 */
export function conflictText({ tasks: [a, b], causes }: Conflict, taskId: string): string {
  const cause = causes[0];
  return `conflicts with ${name(taskId === a ? b : a)}${cause ? ` (${causeText(cause)})` : ''}`;
}

/** Why two tasks conflict: a clause, with its evidence. */
export function causeText(cause: ConflictCause): string {
  switch (cause.kind) {
    case 'named':
      return cause.by.length === 1 ? `${names(cause.by)} names the other in conflicts_with` : 'each names the other in conflicts_with';
    case 'scope':
      return scopeCauseText(cause.patterns, cause.example);
    case 'unknown-scope':
      return `file_scope of ${names(cause.taskIds)} does not tell which files ${cause.taskIds.length === 1 ? 'it changes' : 'they change'}`;
    case 'learned':
      return `past work of both changed ${names(cause.paths, 3)}, as ${cause.commits.length === 1 ? 'commit' : 'commits'} ${names(cause.commits, 3)} ${cause.commits.length === 1 ? 'shows' : 'show'}`;
  }
}

function scopeCauseText([one, other]: readonly [string, string], example: string | undefined): string {
  if (one === other) return `both may change ${name(one)}`;
  return example === undefined || example === one || example === other ? `${name(one)} and ${name(other)} can be the same file` : `both may change ${name(example)}, by ${name(one)} and ${name(other)}`;
}
