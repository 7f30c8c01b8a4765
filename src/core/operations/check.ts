import * as z from 'zod';
import { ok } from '../result';
import { attentionOf } from '../rules/attention';
import type { Attention } from '../rules/anomaly';
import type { Readiness } from '../rules/evaluate';
import { gateName } from '../rules/rule';
import { folderInRepository } from '../sarif';
import type { TaskView } from '../snapshot';
import { checkSarif } from './checkSarif';
import { checkText } from './checkText';
import { readable, taskNamed } from './find';
import { askGates } from './gates';
import { operation, taskInput } from './operation';

/**
 * The readiness report: all gates of a start with their results, for the next task or a named one, also where the files
 * are broken; and what deserves a look and blocks nothing.
 */
export const check = operation({
  id: 'check',
  title: 'Check Readiness',
  summary: 'all gates of a start, for the next task or a named one, and what deserves a look',
  effect: 'read',
  input: () => z.strictObject({ task: taskInput.optional(), all: z.boolean().optional().describe('Show what is only good to know, too') }),
  words: ['task'],
  formats: ['sarif'],
  run: async ({ here, settings, paint, clock }, { task: wanted, all = false }) => {
    const { readiness, input } = await askGates(here, settings, wanted === undefined ? {} : { taskId: wanted });
    const { snapshot, git, facts } = input;
    const named = wanted === undefined || !readable(snapshot).ok ? undefined : taskNamed(snapshot, wanted);
    if (named && !named.ok) return named;
    const task = wanted !== undefined && named === undefined ? undefined : input.task;
    const attention = attentionOf({ snapshot, facts, settings, now: clock.now() });
    const folder = folderInRepository(here.root, git.kind === 'repository' ? git.root : undefined);
    return ok({
      data: checkData(readiness, attention, task),
      text: checkText(readiness, attention, { task, all, paint }),
      sarif: () => checkSarif(readiness, attention, input, folder),
      ...(readiness.isBlocked ? { outcome: isBroken(readiness) ? ('invalid' as const) : ('nothing' as const) } : {}),
    });
  },
});

/** Whether one of the two files can't be read, which is more than a gate that does not let pass. */
function isBroken({ findings }: Readiness): boolean {
  return findings.some(({ code }) => code === 'BLOCKED::MANIFEST-INVALID' || code === 'BLOCKED::STATE-INVALID');
}

function checkData({ isBlocked, findings, results }: Readiness, { anomalies, escalations }: Attention, task: TaskView | undefined): object {
  return {
    ready: !isBlocked,
    task_id: task?.task.id ?? null,
    codes: findings.map(({ fullCode }) => fullCode),
    gates: results.map(({ rule, outcome, findings: found, seen }) => ({
      gate: rule.gate,
      name: gateName(rule.gate),
      code: rule.code,
      title: rule.title,
      outcome,
      seen: seen ?? null,
      findings: found.map(({ fullCode, effect, message, remedy }) => ({ code: fullCode, effect, message, remedy })),
    })),
    anomalies: anomalies.map(({ fullCode, severity, taskId, message, remedy, evidence }) => ({ code: fullCode, severity, task_id: taskId ?? null, message, remedy, evidence })),
    escalations: escalations.map(({ id, to, title, evidence, taskIds }) => ({ id, to: to.name, title, evidence, task_ids: taskIds })),
  };
}
