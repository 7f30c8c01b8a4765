import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { t } from '../words';
import type { MergeConflict } from './conflict';

/** What a person has to decide, as a sentence without its full stop. */
export function conflictText({ taskId, field, ours, theirs }: MergeConflict): string {
  const [what, one, other] = [field, ours, theirs].map((text) => cut(oneLine(text), 80)) as [string, string, string];
  if (taskId === undefined) return t('{0} is {1} on our side and {2} on theirs', what, one, other);
  return t('{0} of {1} is {2} on our side and {3} on theirs', what, cut(oneLine(taskId), 80), one, other);
}
