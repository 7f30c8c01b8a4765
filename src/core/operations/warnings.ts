import { oneLine } from '../delegate/plainText';
import { unreadDocuments } from '../context/coverage';
import type { Workplace } from '../ports';
import type { Finding } from '../rules/rule';
import type { Snapshot, TaskView } from '../snapshot';
import { listed } from './whyNone';
import type { World } from './world';

/** Something that does not stop an operation and must be known. */
export interface Warning {
  /** Full code: `WARN::INCOMPLETE-CONTEXT-READ::MONEY--T02`. */
  readonly code: string;
  readonly message: string;
}

/** `WARN::…: message`. */
export function warningText({ code, message }: Warning): string {
  return `${oneLine(code)}: ${message}`;
}

/** A gate that only warns, in the same form. */
export function findingText({ fullCode, message }: Pick<Finding, 'fullCode' | 'message'>): string {
  return warningText({ code: fullCode, message: oneLine(message) });
}

/** Says which documents of a task were not read whole through the `context` operation (spec, "Context reading"). */
export async function contextWarnings(world: World, view: TaskView, place: Workplace): Promise<readonly Warning[]> {
  const unread = await unreadDocuments(world, view.task, place);
  if (unread.length === 0) return [];
  // It comes with every criterion until all is read, so it stays one line however many there are; context lists them.
  const [what, them] = unread.length === 1 ? [`${listed(unread)} was`, 'it'] : [`${unread.length} documents were`, 'them'];
  const first = unread.length === 1 ? '' : `, the first ${oneLine(unread[0] ?? '')}`;
  const message = `there is no record that ${what} read whole${first}. Read ${them} with context.`;
  return [{ code: `WARN::INCOMPLETE-CONTEXT-READ::${view.task.id}`, message }];
}

/** What may make a record go to the wrong place: a record on another branch, another task's branch, and an id that stands twice. */
export function writeWarnings({ task, status, branch, work, merge }: TaskView, { manifest, work: all }: Snapshot): readonly Warning[] {
  const other = work?.isHere || work?.worktree !== undefined ? undefined : all?.branches.find(({ isHere }) => isHere);
  const isElsewhere = status === 'pending' && branch !== undefined && !work?.isHere && !merge;
  const isDoubled = manifest?.structure.duplicates.some(({ id }) => id === task.id) === true;
  return [
    ...(isElsewhere
      ? [{ code: `WARN::RECORDED-ELSEWHERE::${task.id}`, message: `its branch ${oneLine(branch)} is there and not checked out; what is recorded there stays as it is.` }]
      : []),
    ...(other
      ? [{ code: `WARN::OTHER-BRANCH::${task.id}`, message: `${oneLine(other.name)} is checked out, the branch of ${oneLine(other.taskId)}; other branches will not know of this until it is merged.` }]
      : []),
    ...(isDoubled ? [{ code: `WARN::DUPLICATE-TASK::${task.id}`, message: 'the manifest has this id more than once; the first is meant.' }] : []),
  ];
}

/** What a completion rests on less than it should: no criteria, no tests for High risk, dependencies that are not done. */
export function completionWarnings({ task, criteria, unmet }: TaskView): readonly Warning[] {
  const warnings: Warning[] = [];
  if (criteria.length === 0) warnings.push({ code: `WARN::EMPTY-AC::${task.id}`, message: 'the task has no criteria, so nothing says when it is done.' });
  if (task.risk === 'High' && task.tests.length === 0) {
    warnings.push({ code: `WARN::MISSING-TESTS::${task.id}`, message: 'the task has High risk and names no test files, so nothing proves it.' });
  }
  if (unmet.length > 0) warnings.push({ code: `WARN::DEPENDENCY-NOT-DONE::${task.id}`, message: `it depends on ${listed(unmet)}, not completed yet.` });
  return warnings;
}
