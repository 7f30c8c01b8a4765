import type { Batch } from '../batch/batch';
import { durationText } from '../plan/minutes';
import type { Settings } from '../settings';
import type { TaskView } from '../snapshot';
import { inEnglish } from '../words';
import { chooseBoundary, fenced, fenceNotice } from './fence';
import { code, oneLine } from './plainText';

export interface BatchPromptInput {
  /** Of a coordinator. */
  readonly batch: Batch;
  /** The batch's tasks, in its order. */
  readonly views: readonly TaskView[];
  readonly settings: Pick<Settings, 'manifestPath' | 'statePath'>;
  readonly baseBranch: string;
  /** The wave of the plan that it is, from 1; absent where it is of no plan. */
  readonly group?: { readonly number: number; readonly count: number };
  randomWord(): string;
}

/**
 * The prompt that hands a batch to one coordinator in this working tree (spec, "Parallel Batch Delegation"), as Markdown.
 * Texts of the manifest stand inside fences only.
 */
export function batchPrompt(input: BatchPromptInput): string {
  return inEnglish(() => textOf(input));
}

function textOf(input: BatchPromptInput): string {
  const { batch, settings, baseBranch, group } = input;
  const [ids, details] = [idList(input), taskList(input)];
  const boundary = chooseBoundary(() => input.randomWord(), [ids, details]);
  const expected = Math.max(0, ...batch.tasks.map(({ minutes }) => minutes));
  const serial = batch.tasks.reduce((total, { minutes }) => total + minutes, 0);
  const branch = code(batch.branch ?? '');
  return `# Execute a parallel batch

You are the task batch coordinator. Execute this batch of parallel-safe tasks from the task manifest (VTM). Paths are relative to the project's root, the folder you were started in.

${fenceNotice({ boundary })}

**Task IDs and slice:**

${fenced(ids, boundary)}

**The tasks:**

${fenced(details, boundary)}

**Context:**

- VTM path: ${code(settings.manifestPath)}
- Task state: ${code(settings.statePath)}
- Batch: ${code(batch.id)}${group ? `\n- Group: ${group.number} of ${group.count}` : ''}
- Branch: ${branch} EXISTS, made from ${code(baseBranch)}, and is checked out. It is for all tasks of this batch: do not create or switch branches, and do not call \`start\`.
- Claims: every task above IS CLAIMED on it, recorded as in progress in ${code(settings.statePath)}. Do not claim any again.

**Expected execution time:** ${durationText(expected)} (${durationText(serial)} one after the other)

**Instructions:**

1. Validate that all tasks have \`parallel: true\`; read each with \`task\`.
2. Check that the dependencies are satisfied.
3. Detect conflicts (\`conflicts_with\`, \`file_scope\`) and serialize where needed. High risk runs alone.
4. Spawn a \`task-implementer\` sub-agent for each task, and tell each: its task id, that the branch is checked out and the claim is made, that others work in the same folder, to stay inside its \`file_scope\`, and to commit only the files of its own task, by their paths, and never all that is changed. Where git says that its index is locked, wait and try again.
5. Coordinate execution and consolidate results. What is recorded counts, not a report: read each task again with \`task\`.
6. Update ${code(settings.statePath)} atomically: only with \`ac-done\`, \`complete\` and \`block\` (as tools, or with \`vtm\`), and never by hand. A task that can't go on is recorded with \`block\` and the reason.
7. Return a progress report with:
   - Tasks completed
   - ACs satisfied
   - Any blockers
   - Next eligible tasks
   - Time savings vs serial execution (by the times of commits; \`vtm batch\` computes them)

Push ${branch} and create one pull request for the batch against ${code(baseBranch)} when its tasks are done. The person reviews and merges it; do not merge it yourself. Never rewrite or throw away work that is not yours: no force push, no hard reset, no deletion of branches or untracked files.

**Return the consolidated progress report ONLY. Do NOT include detailed code changes.**
`;
}

function idList({ batch }: BatchPromptInput): string {
  return `Task IDs: ${JSON.stringify(batch.tasks.map(({ taskId }) => oneLine(taskId)))}\nSlice: ${oneLine(batch.of)}`;
}

function taskList({ batch, views }: BatchPromptInput): string {
  const minutes = new Map(batch.tasks.map((task) => [task.taskId, task.minutes]));
  return views
    .map(({ task, criteria }) => {
      const scope = task.fileScope?.map(oneLine).join(', ') ?? 'not declared';
      return `- ${oneLine(task.id)}: ${oneLine(task.title)} (${task.risk} risk, size ${oneLine(task.size)}, ${criteria.length} criteria, ${durationText(minutes.get(task.id) ?? 0)})\n  file_scope: ${scope}`;
    })
    .join('\n');
}
