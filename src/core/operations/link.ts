import * as z from 'zod';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { either } from '../either';
import type { RepositoryFacts } from '../git';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import { readable, taskNamed } from './find';
import { operation, taskInput, type Answer, type Preview } from './operation';
import type { World } from './world';

/**
 * Says on which branch a task is worked on, where the branch's name does not tell (DESIGN section 3, "State belongs to
 * branches"). It is remembered in git's own configuration of the branch, here alone; nothing of the branch changes.
 */
export const link = operation({
  id: 'link',
  title: 'Link Branch to Task',
  summary: 'say that a branch is a task\'s where its name does not; without a task, forget it',
  effect: 'write',
  input: () => z.strictObject({
    branch: z.string().trim().min(1).max(1000).describe('A local branch'),
    task: taskInput.optional().describe('Task id; without it the branch is no task\'s any more'),
  }),
  words: ['branch', 'task'],
  preview: async (world, input) => {
    const wanted = await lookAtLink(world, input);
    return wanted.ok ? ok(previewOf(wanted.value)) : wanted;
  },
  run: async (world, input) => {
    const wanted = await lookAtLink(world, input);
    if (!wanted.ok) return wanted;
    const { branch, taskId, before } = wanted.value;
    if (before === taskId) return ok(answerOf(wanted.value, false));
    const linked = await world.here.git.linkBranch(branch, taskId);
    return linked.ok ? ok(answerOf(wanted.value, true)) : linked;
  },
});

interface Link {
  readonly branch: string;
  readonly taskId: string | undefined;
  /** The task it is linked to now. */
  readonly before: string | undefined;
}

async function lookAtLink(world: World, { branch, task }: { readonly branch: string; readonly task?: string | undefined }): Promise<Result<Link, Refusal>> {
  const { here, settings } = world;
  const [read, facts] = await Promise.all([here.snapshot(), here.git.facts()]);
  const snapshot = readable(read);
  if (!snapshot.ok) return snapshot;
  if (facts.kind !== 'repository') return err({ code: 'BLOCKED::NOT-A-GIT-REPOSITORY', message: t('git can\'t be asked here, so no branch was linked'), remedy: t('Work in a repository that git accepts.') });
  if (!facts.branches.includes(branch)) return err(unknownBranch(branch, facts));
  const view = task === undefined ? undefined : taskNamed(snapshot.value, task);
  if (view && !view.ok) return view;
  if (view && settings.baseBranches.includes(branch)) {
    const message = t('{0} is a base branch, on which finished work lands, so it was not linked', oneLine(branch));
    return err({ code: 'LINK-REFUSED', message, remedy: t('Link the branch on which the task alone is worked on.') });
  }
  const before = snapshot.value.work?.branches.find((one) => one.isLinked && one.name === branch && one.remote === undefined)?.taskId;
  return ok({ branch, taskId: view?.value.task.id, before });
}

function unknownBranch(branch: string, { branches }: RepositoryFacts): Refusal {
  const near = nearestOf(branch, branches, 3).map(oneLine);
  const name = cut(oneLine(branch), 80);
  return { code: `UNKNOWN-BRANCH::${name}`, message: t('There is no local branch {0}', name), remedy: near.length > 0 ? t('Did you mean {0}?', either(near)) : t('Check it out once, so that it is here.') };
}

function previewOf({ branch, taskId, before }: Link): Preview {
  const lines = [...(before === undefined ? [] : [t('It is linked to {0} now', oneLine(before))]), t('Only this repository\'s own configuration changes')];
  return { title: taskId === undefined ? t('Forget which task {0} is for', oneLine(branch)) : t('Link {0} to {1}', oneLine(branch), oneLine(taskId)), lines };
}

function answerOf({ branch, taskId, before }: Link, isNew: boolean): Answer {
  const name = oneLine(branch);
  const was = isNew && before !== undefined && taskId !== undefined ? `; it was linked to ${oneLine(before)}` : '';
  const said = taskId === undefined ? `${name} is linked to no task` : `${name} is linked to ${oneLine(taskId)}`;
  return { text: `${said}${isNew ? '' : ', as before'}${was}.`, data: { branch, task_id: taskId ?? null, before: before ?? null, said } };
}
