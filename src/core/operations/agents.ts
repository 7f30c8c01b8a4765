import * as z from 'zod';
import { readAgents } from './batch/readAgents';
import type { AgentView } from '../batch/watch';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { counted } from '../projections/treeText';
import { ageOf, agoText, readTime } from '../pulse/age';
import { err, ok } from '../result';
import { t } from '../words';
import { noRepository } from './noRepository';
import { operation } from './operation';
import { answerFrom } from './reading';
import { listed } from './whyNone';
import type { World } from './world';

/** Who works in which worktree, and how far: read from git and the disk, and not from what agents say. */
export const agents = operation({
  id: 'agents',
  title: 'Show Agents',
  summary: 'what each worktree of a task holds: criteria done, last commit, files outside its scope or shared',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  run: (world) =>
    answerFrom(world, async (snapshot) => {
      const views = await readAgents(world, snapshot, await world.batches.all());
      const nowhere = views.length === 0 ? await noRepository(world, t('git can\'t be asked here, so worktrees are not known')) : undefined;
      if (nowhere) return err(nowhere);
      if (views.length === 0) return ok({ data: { agents: [] }, text: 'No other worktree of this repository is on a task\'s branch.', outcome: 'nothing' });
      return ok({ data: { agents: views.map(dataOf) }, text: views.flatMap((view) => linesOf(view, world)).join('\n') });
    }),
});

function linesOf({ taskId, batchId, worktree, done, total, lastCommitAt, lastSubject, changedFiles, drift, overlaps }: AgentView, { paint, clock }: World): readonly string[] {
  const age = ageOf(readTime(lastCommitAt), clock.now());
  const last = lastSubject === undefined ? 'no commit yet' : `last commit${age === undefined ? '' : ` ${agoText(age)}`}: ${cut(oneLine(lastSubject), 100)}`;
  const facts = [`${done} of ${total} criteria`, `${counted(changedFiles, 'file')} changed`, last, ...(batchId === undefined ? [] : [`batch ${oneLine(batchId)}`])];
  return [
    `${paint.strong(oneLine(taskId))}  ${facts.join(' · ')}`,
    `  ${paint.faint(oneLine(worktree))}`,
    ...(drift.length === 0 ? [] : [`  ${paint.warn(`outside its scope: ${listed(drift)}`)}`]),
    ...overlaps.slice(0, MOST_SHARED).map(({ path, taskIds }) => `  ${paint.warn(`${oneLine(path)} is also changed by ${listed(taskIds)}`)}`),
    ...(overlaps.length > MOST_SHARED ? [`  ${paint.warn(`and ${overlaps.length - MOST_SHARED} more shared files`)}`] : []),
  ];
}

const MOST_SHARED = 5;

function dataOf(view: AgentView): object {
  return {
    task_id: view.taskId,
    batch: view.batchId ?? null,
    branch: view.branch,
    worktree: view.worktree,
    criteria_done: view.done,
    criteria: view.total,
    last_commit_at: view.lastCommitAt ?? null,
    last_subject: view.lastSubject ?? null,
    changed_files: view.changedFiles,
    outside_scope: view.drift,
    shared: view.overlaps.map(({ path, taskIds }) => ({ path, tasks: taskIds })),
  };
}
