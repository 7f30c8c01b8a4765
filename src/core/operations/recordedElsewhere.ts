import { oneLine } from '../delegate/plainText';
import { isWithinReach, sourceWords } from '../overlay/sourceText';
import type { Refusal } from '../ports';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';

/**
 * Why nothing is recorded of a task from here: its record is on a branch that is checked out nowhere, and a second one in
 * this working tree would be a leak that nobody reads (DESIGN section 3, "State belongs to branches").
 */
export function recordedElsewhere(view: TaskView, { work }: Snapshot): Refusal | undefined {
  if (isWithinReach(view)) return undefined;
  const id = oneLine(view.task.id);
  const message = t('The record of {0} is {1}, and not in the state file that is checked out here, so nothing was recorded', id, oneLine(sourceWords(view)));
  return { code: `RECORDED-ELSEWHERE::${id}`, message, remedy: remedyOf(view, oneLine(work?.base?.name ?? t('the base branch'))) };
}

/** What leads to the record of a task that is within no file here, as the beginning of a sentence: `switch to feat/X`. */
export function goOnElsewhere({ source }: TaskView, { work }: Snapshot): string {
  const base = oneLine(work?.base?.name ?? t('the base branch'));
  if (source.kind === 'branch') return t('go on with it where it is recorded: switch to {0} with a clean working tree, or open a worktree on it', oneLine(source.branch));
  return source.kind === 'base' && source.isAhead ? t('pull first, so that {0} has its record here', base) : t('switch to {0}, where it is recorded', base);
}

function remedyOf({ source }: TaskView, base: string): string {
  if (source.kind === 'branch') {
    const branch = oneLine(source.branch);
    return t('Switch to {0} with a clean working tree, or open a worktree on it beside this folder, and record it there.', branch);
  }
  return source.kind === 'base' && source.isAhead ? t('Pull first, so that {0} has it here; then try again.', base) : t('Switch to {0} with a clean working tree, or merge it in here, then try again.', base);
}
