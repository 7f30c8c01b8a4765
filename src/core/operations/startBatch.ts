import * as z from 'zod';
import { firstTasks } from '../batch/batchChoice';
import type { BatchOutcome, BatchReady, BatchRequest, FailedInBatch, StartedInBatch } from '../batch/batchStart';
import { batchBranch } from '../batch/batchId';
import { lookAtBatch } from './batch/lookAtBatch';
import { startBatch as start } from './batch/startBatch';
import { claimMessage } from '../delegate/commitMessages';
import { oneLine } from '../delegate/plainText';
import { MOST_PARALLEL } from '../plan/backlogPlan';
import { planBacklog } from '../plan/planBacklog';
import { modeText, scopeText } from '../plan/planText';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { riskWords } from '../riskWords';
import { counted, t } from '../words';
import { blockedRefusal, standingText } from './blockedRefusal';
import { readable } from './find';
import { operation, type Answer, type Preview } from './operation';
import { scopeNamed } from './plan';
import { findingText } from './warnings';
import { whyNone } from './whyNone';
import type { World } from './world';

interface Wanted {
  readonly tasks?: readonly string[] | undefined;
  readonly slice?: string | undefined;
  readonly max: number;
  readonly mode: BatchRequest['mode'];
}

/** Starts tasks together for whoever calls (spec, Mode B): gates, worktrees, claims. Nothing is launched, and no program is run. */
export const startBatch = operation({
  id: 'start-batch',
  title: 'Start Parallel Batch',
  summary: 'start tasks together, each on its branch in a worktree of its own: those named, or the next that fit',
  effect: 'write',
  input: () =>
    z
      .strictObject({
        tasks: z.array(z.string().min(1).max(10_000)).min(1).max(1000).optional().describe(`Task ids, up to ${MOST_PARALLEL}; without them the first wave of the plan`),
        slice: z.string().trim().min(1).max(1000).optional().describe('Plan only this slice'),
        max: z.int().min(1).max(MOST_PARALLEL).default(MOST_PARALLEL).describe(`How many at once, 1 to ${MOST_PARALLEL}`),
        mode: z.enum(['worktrees', 'coordinator']).default('worktrees').describe('A worktree for each task, or one branch here for one coordinator'),
      })
      .refine(({ tasks, slice }) => tasks === undefined || slice === undefined, 'name tasks or a slice, not both'),
  words: ['tasks'],
  preview: async (world, input) => {
    const request = await requestFor(world, input);
    if (!request.ok) return request;
    const ready = await lookAtBatch(world, request.value);
    return 'kind' in ready ? err(refusalOf(ready, world)) : ok(previewOf(ready, world, { mode: input.mode, folder: await folderFor(world) }));
  },
  run: async (world, input) => {
    const request = await requestFor(world, input);
    if (!request.ok) return request;
    const outcome = await start(world, request.value);
    return outcome.kind === 'started' ? ok(startedAnswer(outcome, world)) : err(refusalOf(outcome, world));
  },
});

/** The tasks that are named, or those that the plan puts first (spec, "Mode Detection"). */
async function requestFor(world: World, { tasks, slice, max, mode }: Wanted): Promise<Result<BatchRequest, Refusal>> {
  const snapshot = readable(await world.here.snapshot());
  if (!snapshot.ok) return snapshot;
  const scope = scopeNamed(snapshot.value, { tasks, slice });
  if (!scope.ok) return scope;
  const base = { mode, of: scope.value.kind === 'backlog' ? 'Backlog' : scopeText(scope.value), overrides: new Set<string>(), isCancelled: () => false, onStep: () => undefined };
  if (scope.value.kind === 'tasks') return ok({ ...base, taskIds: scope.value.taskIds });
  const plan = planBacklog(snapshot.value, { scope: scope.value, isParallel: true, max, settings: world.settings });
  if (plan.mode.kind === 'sequential') return err({ code: 'BLOCKED::BATCH-NOT-PARALLEL', message: (modeText(plan.mode) ?? t('Nothing runs side by side')).replace(/\.$/, ''), remedy: t('Until then start one after the other, with vtm start.') });
  const taskIds = firstTasks(plan);
  if (taskIds.length > 0) return ok({ ...base, taskIds });
  if (scope.value.kind !== 'slice') return err({ code: 'BLOCKED::NO-ELIGIBLE-TASK', message: t('No task can be started now'), remedy: `${whyNone(snapshot.value)}.` });
  return err({ code: 'BLOCKED::NO-ELIGIBLE-TASK', message: t('No task of {0} can be started now', oneLine(scope.value.slice)), remedy: t('vtm plan --parallel says what each waits for.') });
}

/** Where the worktrees are made, as the setting has it, with the repository's name. */
async function folderFor({ here, settings }: World): Promise<string> {
  const [main] = await here.git.worktrees();
  const name = main?.root.split(/[\\/]/).findLast((segment) => segment !== '');
  return name === undefined ? settings.worktreeFolder : settings.worktreeFolder.replaceAll('{REPOSITORY}', () => name);
}

interface Form {
  readonly mode: BatchRequest['mode'];
  readonly folder: string;
}

function previewOf({ id, tasks, base, warnings }: BatchReady, { settings }: World, { mode, folder }: Form): Preview {
  const statePath = oneLine(settings.statePath);
  return {
    title: counted(tasks.length, 'Start {0} task together', 'Start {0} tasks together'),
    lines: [
      ...tasks.map(({ view: { task }, branch }) => (mode === 'worktrees' ? t('{0}: {1} ({2}), in a worktree on the new branch {3}', oneLine(task.id), oneLine(task.title), riskWords(task.risk), oneLine(branch)) : `${oneLine(task.id)}: ${oneLine(task.title)} (${riskWords(task.risk)})`)),
      mode === 'worktrees' ? t('Makes the worktrees from {0}, in {1}', oneLine(base), oneLine(folder)) : t('Makes the branch {0} from {1} and switches to it', batchBranch(id), oneLine(base)),
      settings.commitClaim ? t('Records the tasks as in progress in {0} there, each committed as "{1}"', statePath, claimMessage('{TASK_ID}')) : t('Records the tasks as in progress in {0} there, without a commit', statePath),
      ...warnings.map(findingText),
    ],
  };
}

function startedAnswer({ batch, tasks, failed, warnings }: Extract<BatchOutcome, { kind: 'started' }>, { here }: World): Answer {
  const step = batch.mode === 'worktrees' ? WORKTREES_STEP : `hand the batch to one task-batch-coordinator in this folder, where its branch is checked out: vtm prompt --batch ${batch.id} prints the prompt. vtm batch tells what came of it.`;
  const where = batch.mode === 'worktrees' ? 'in worktrees' : `on the branch ${oneLine(batch.branch ?? '')}, which is checked out`;
  return {
    text: [
      `The batch ${batch.id} is started: ${counted(tasks.length, '{0} task', '{0} tasks')} ${where}, from ${batch.baseCommit.slice(0, 8)}.`,
      ...tasks.map(startedLine),
      ...failed.map(failedLine),
      ...warnings,
      `Next: ${step}`,
    ].join('\n'),
    data: {
      batch: batch.id,
      mode: batch.mode,
      branch: batch.branch ?? null,
      base_commit: batch.baseCommit,
      tasks: tasks.map(({ taskId, branch, place, added, claimCommit }) => ({ task_id: taskId, branch, worktree: added?.top ?? null, root: (added ? place : here).root, linked: added?.linked ?? [], claim_commit: claimCommit ?? null })),
      failed: failed.map(({ taskId, step: at, refusal, standing }) => ({ task_id: taskId, step: at, code: refusal.code, message: refusal.message, standing })),
      warnings,
      next: step,
    },
  };
}

const WORKTREES_STEP =
  'make each worktree ready as the project needs it, such as with npm ci: vtm runs no program of its own. Then start an agent in each, in that folder, with what vtm prompt ID prints. vtm agents tells what they do, vtm batch what came of it, and vtm clean-up removes worktrees.';

function startedLine({ taskId, branch, place, added, claimCommit }: StartedInBatch): string {
  const claim = claimCommit === undefined ? 'claimed in the state file, which is not committed' : `claimed in commit ${claimCommit.slice(0, 8)}`;
  return `${oneLine(taskId)}: ${claim}${added ? `, on ${oneLine(branch)} in ${oneLine(place.root)}` : ''}`;
}

function failedLine({ taskId, step, refusal, standing }: FailedInBatch): string {
  const left = standing.length === 0 ? 'Nothing of it is left.' : standingText(standing);
  return `${oneLine(taskId)} was not started (${step}): ${oneLine(refusal.message)}. ${oneLine(refusal.remedy)} ${left}`;
}

function refusalOf(outcome: Exclude<BatchOutcome, { kind: 'started' }>, { settings }: World): Refusal {
  switch (outcome.kind) {
    case 'cancelled':
      return { code: 'CANCELLED', message: t('The batch was cancelled'), remedy: standingText(outcome.standing) };
    case 'blocked':
      return blockedRefusal(outcome.findings, { baseBranches: settings.baseBranches, worktree: undefined });
    case 'failed': {
      const [first, ...others] = outcome.failed;
      if (!first) return { code: 'FAILED', message: t('No task was started'), remedy: t('Try again.') };
      const { code, message, remedy } = first.refusal;
      return { code: oneLine(code), message: t('No task was started. {0} ({1}): {2}', oneLine(first.taskId), first.step, oneLine(message)), remedy: [`${oneLine(remedy)} ${standingText(first.standing)}`, ...others.map(failedLine)].join('\n') };
    }
  }
}
