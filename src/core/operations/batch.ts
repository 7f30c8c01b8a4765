import * as z from 'zod';
import type { Batch } from '../batch/batch';
import type { BatchReport } from '../batch/batchReport';
import { readReport } from './batch/readReport';
import { batchReportText } from '../batch/report';
import { oneLine } from '../delegate/plainText';
import { counted } from '../projections/treeText';
import { err, ok } from '../result';
import type { Snapshot } from '../snapshot';
import { batchNamed } from './batchNamed';
import { noRepository } from './noRepository';
import { operation, type Answer } from './operation';
import { answerFrom } from './reading';
import { t } from '../words';
import type { World } from './world';

/** What came of a batch, from state and git (spec, "Parallel Batch Delegation", 7). */
export const batch = operation({
  id: 'batch',
  title: 'Show Batch Report',
  summary: 'what came of the newest batch, or of a named one, from state and git',
  effect: 'read',
  input: () =>
    z.strictObject({
      batch: z.string().trim().min(1).max(200).optional().describe('Id of a batch; without it the newest'),
      all: z.boolean().optional().describe('List all batches that are remembered'),
    }),
  words: ['batch'],
  run: (world, { batch: id, all = false }) =>
    answerFrom(world, async (snapshot) => {
      const batches = await world.batches.all();
      const found = batchNamed(batches, id);
      if (!found.ok) return found;
      const nowhere = found.value ? undefined : await noRepository(world, t('git can\'t be asked here, so batches are not known'));
      if (nowhere) return err(nowhere);
      if (!found.value) return ok(NONE);
      return ok(all ? listOf(world, batches, snapshot) : reportAnswer(await readReport(world, found.value, snapshot)));
    }),
});

const NONE: Answer = { data: { batches: [] }, text: 'No batch is remembered in this repository. vtm start-batch starts one.', outcome: 'nothing' };

function reportAnswer(report: BatchReport): Answer {
  const { batch: of, tasks, completed, criteria, blockers, nextEligible, time, isFinished } = report;
  return {
    text: batchReportText(report).trimEnd(),
    data: {
      ...dataOf(of),
      finished: isFinished,
      completed,
      criteria_done: criteria.done,
      criteria: criteria.total,
      tasks: tasks.map((task) => ({
        task_id: task.taskId,
        title: task.title,
        status: task.status,
        criteria_done: task.done,
        criteria: task.total,
        branch: task.branch,
        landed: task.hasLanded,
        commits: task.commits,
        minutes: task.minutes ?? null,
      })),
      blockers,
      next_eligible: nextEligible,
      took_minutes: time.tookMinutes ?? null,
      serial_minutes: time.serialMinutes ?? null,
      planned_minutes: time.plannedMinutes,
      planned_serial_minutes: time.plannedSerialMinutes,
    },
  };
}

function listOf({ paint }: World, batches: readonly Batch[], { byId }: Snapshot): Answer {
  const line = (one: Batch) => {
    const done = one.tasks.filter(({ taskId }) => byId.get(taskId)?.status === 'completed').length;
    const where = one.mode === 'worktrees' ? 'in worktrees' : `on ${oneLine(one.branch ?? '')}`;
    return `${paint.strong(oneLine(one.id))}  ${oneLine(one.of)}, ${counted(one.tasks.length, 'task')} ${where}, ${done} completed, started at ${oneLine(one.at)}`;
  };
  return { text: batches.map(line).join('\n'), data: { batches: batches.map((one) => ({ ...dataOf(one), tasks: one.tasks.map(({ taskId }) => taskId) })) } };
}

function dataOf({ id, at, mode, branch, of, baseCommit }: Batch): object {
  return { batch: id, started_at: at, mode, branch: branch ?? null, of, base_commit: baseCommit };
}
