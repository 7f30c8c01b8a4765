import { oneLine } from '../delegate/plainText';
import { isWithinReach, sourceWords } from '../overlay/sourceText';
import type { Refusal } from '../ports';
import type { Snapshot, TaskView } from '../snapshot';

/**
 * Why nothing is recorded of a task from here: its record is on a branch that is checked out nowhere, and a second one in
 * this working tree would be a leak that nobody reads (DESIGN section 3, "State belongs to branches").
 */
export function recordedElsewhere(view: TaskView, { work }: Snapshot): Refusal | undefined {
  if (isWithinReach(view)) return undefined;
  const id = oneLine(view.task.id);
  const message = `The record of ${id} is ${oneLine(sourceWords(view))}, and not in the state file that is checked out here, so nothing was recorded`;
  return { code: `RECORDED-ELSEWHERE::${id}`, message, remedy: remedyOf(view, oneLine(work?.base?.name ?? 'the base branch')) };
}

/** What leads to the record of a task that is within no file here, as the beginning of a sentence: `switch to feat/X`. */
export function goOnElsewhere({ source }: TaskView, { work }: Snapshot): string {
  const base = oneLine(work?.base?.name ?? 'the base branch');
  if (source.kind === 'branch') return `go on with it where it is recorded: switch to ${oneLine(source.branch)} with a clean working tree, or open a worktree on it`;
  return source.kind === 'base' && source.isAhead ? `pull first, so that ${base} has its record here` : `switch to ${base}, where it is recorded`;
}

function remedyOf({ source }: TaskView, base: string): string {
  if (source.kind === 'branch') {
    const branch = oneLine(source.branch);
    return `Switch to ${branch} with a clean working tree, or open a worktree on it beside this folder, and record it there.`;
  }
  return source.kind === 'base' && source.isAhead ? `Pull first, so that ${base} has it here; then try again.` : `Switch to ${base} with a clean working tree, or merge it in here, then try again.`;
}
