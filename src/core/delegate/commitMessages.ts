import { cut } from '../cut';
import type { Task } from '../manifest/task';
import { oneLine } from './plainText';

/** Longest first line of a commit, in characters. */
const SUBJECT_LENGTH = 72;
/** Longest title of a pull request that the usual hosts take. */
const TITLE_LENGTH = 256;

/** A commit message that a task's implementer may use as it stands. */
export interface CommitScaffold {
  readonly criterionId: string;
  readonly message: string;
}

/** `feat({TASK_ID}): {criterion}` for each criterion, on one line of at most 72 characters (DESIGN, "The spec's outputs"). */
export function commitScaffolds(task: Pick<Task, 'id' | 'criteria'>): readonly CommitScaffold[] {
  return task.criteria.map(({ id, text }) => ({
    criterionId: id,
    message: cut(`feat(${oneLine(task.id)}): ${oneLine(text) || oneLine(id)}`, SUBJECT_LENGTH),
  }));
}

/** `feat({TASK_ID}): {title}`. Not cut to a subject's length: a squash merge is recognised by it. */
export function pullRequestTitle(task: Pick<Task, 'id' | 'title'>): string {
  return cut(`feat(${oneLine(task.id)}): ${oneLine(task.title)}`, TITLE_LENGTH);
}

/** `chore({TASK_ID}): initialize task state`, the commit that claims a task. */
export function claimMessage(taskId: string): string {
  return `chore(${oneLine(taskId)}): initialize task state`;
}
