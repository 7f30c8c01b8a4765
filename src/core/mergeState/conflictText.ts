import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { MergeConflict } from './conflict';

/** What a person has to decide, as a sentence without its full stop. */
export function conflictText({ taskId, field, ours, theirs }: MergeConflict): string {
  const of = taskId === undefined ? '' : ` of ${cut(oneLine(taskId), 80)}`;
  return `${cut(oneLine(field), 80)}${of} is ${cut(oneLine(ours), 80)} on our side and ${cut(oneLine(theirs), 80)} on theirs`;
}
