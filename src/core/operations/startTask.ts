import * as z from 'zod';
import { claimMessage } from '../delegate/commitMessages';
import { oneLine } from '../delegate/plainText';
import type { TaskDocuments } from '../documents';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { riskWords } from '../riskWords';
import { counted, t } from '../words';
import { blockedRefusal, standingText } from './blockedRefusal';
import { readable, taskNamed } from './find';
import { operation, taskInput, type Answer, type Preview } from './operation';
import { lookAtStart, start, type Ready, type StartOutcome, type StartPorts, type StartRequest } from './start';
import { findingText } from './warnings';
import type { World } from './world';

/** Starts a task for whoever calls: gates, branch, claim, commit (DESIGN section 3). The work is the caller's; nothing is launched. */
export const startTask = operation({
  id: 'start',
  title: 'Start Task',
  summary: 'start the next task, or a named one: check it, make its branch, claim it and commit the claim',
  effect: 'write',
  input: () => z.strictObject({ task: taskInput.optional().describe('Task id; without it the next task') }),
  words: ['task'],
  forModels: { description: 'Start a task to work on it yourself: makes and checks out its branch, and records the claim. Before any work on it.', icon: 'play' },
  preview: async (world, { task }) => {
    const request = await requestFor(world, task);
    if (!request.ok) return request;
    const ready = await lookAtStart(portsOf(world), request.value);
    return 'kind' in ready ? err(await refusalOf(ready, world)) : ok(previewOf(ready, world));
  },
  run: async (world, { task }) => {
    const request = await requestFor(world, task);
    if (!request.ok) return request;
    const outcome = await start(portsOf(world), request.value);
    return outcome.kind === 'started' ? ok(startedAnswer(outcome)) : err(await refusalOf(outcome, world));
  },
});

/** The start that is asked for; a wrong id is refused with those most like it. Broken files are the gates' to tell. */
async function requestFor(world: World, task: string | undefined): Promise<Result<StartRequest, Refusal>> {
  const base = { settings: world.settings, overrides: new Set<string>(), isCancelled: () => false, onStep: () => undefined };
  if (task === undefined) return ok(base);
  const snapshot = await world.here.snapshot();
  if (!readable(snapshot).ok) return ok({ ...base, taskId: task });
  const view = taskNamed(snapshot, task);
  return view.ok ? ok({ ...base, taskId: view.value.task.id }) : view;
}

function portsOf({ here, startLock, clock, log }: World): StartPorts {
  return { git: here.git, store: here.store, context: here.context, snapshot: () => here.snapshot(), projectFacts: (snapshot) => here.projectFacts(snapshot), startLock, clock, log };
}

function previewOf({ task: { task }, branch, base, isThere, documents, warnings }: Ready, { settings }: World): Preview {
  const id = oneLine(task.id);
  return {
    title: t('Start {0}', id),
    lines: [
      `${id}: ${oneLine(task.title)}`,
      [riskWords(task.risk), counted(task.criteria.length, '{0} criterion', '{0} criteria'), counted(documentsOf(documents).length, '{0} document to read', '{0} documents to read')].join(', '),
      isThere ? t('Claims it on its branch {0}, which is checked out', oneLine(branch)) : t('Makes the branch {0} from {1} and switches to it', oneLine(branch), oneLine(base)),
      settings.commitClaim ? t('Records the task as in progress in {0}, and commits that file alone as "{1}"', oneLine(settings.statePath), claimMessage(id)) : t('Records the task as in progress in {0}, without a commit', oneLine(settings.statePath)),
      ...warnings.map(findingText),
    ],
  };
}

function startedAnswer({ started, documents, warnings }: Extract<StartOutcome, { kind: 'started' }>): Answer {
  const { taskId, branch, base, claimCommit, hadBranch, at } = started;
  const paths = documentsOf(documents);
  const claim = claimCommit === undefined ? 'claimed in the state file, which is not committed' : `claimed in commit ${claimCommit.slice(0, 8)}`;
  const reading = paths.length === 0 ? '' : `read all its context with context (${paths.length} ${paths.length === 1 ? 'document' : 'documents'}), then `;
  const step = `${reading}build the criteria in order, each with its test, record each with ac-done, and commit it together with the state file.`;
  return {
    text: [
      `${oneLine(taskId)} is started: ${hadBranch ? `its branch ${oneLine(branch)} was checked out already` : `the branch ${oneLine(branch)} is made from ${oneLine(base)} and checked out`}, and the task is ${claim}. In progress.`,
      ...warnings.map(findingText),
      `Next: ${step}`,
    ].join('\n'),
    data: {
      task_id: taskId,
      status: 'in-progress',
      branch,
      base,
      claim_commit: claimCommit ?? null,
      started_at: at,
      documents: paths,
      warnings: warnings.map(({ fullCode, message }) => ({ code: fullCode, message })),
      next: step,
    },
  };
}

/** Why nothing is started: every gate that blocks, the first as the headline, each with its remedy; or the step that failed. */
async function refusalOf(outcome: Exclude<StartOutcome, { kind: 'started' }>, world: World): Promise<Refusal> {
  switch (outcome.kind) {
    case 'cancelled':
      return { code: 'CANCELLED', message: t('The start was cancelled'), remedy: standingText(outcome.standing) };
    case 'failed': {
      const { code, message, remedy } = outcome.refusal;
      return { code: oneLine(code), message: oneLine(message), remedy: `${oneLine(remedy)} ${standingText(outcome.standing)}` };
    }
    case 'blocked': {
      const place = outcome.taskId === undefined ? world.here : await world.placeOf(outcome.taskId);
      return blockedRefusal(outcome.findings, { baseBranches: world.settings.baseBranches, worktree: place === world.here ? undefined : place.root });
    }
  }
}

/** The documents that are there, each once. */
function documentsOf({ context }: TaskDocuments): readonly string[] {
  return [...new Set(context.flatMap((fact) => (fact.kind === 'found' ? [fact.path] : [])))];
}
