import { resumedTaskPrompt, taskPrompt, type KnownFacts, type PromptWorld, type TaskPrompt } from '../../core/delegate/taskPrompt';
import { taskNamed } from '../../core/operations/find';
import type { Refusal } from '../../core/ports';
import { ok, type Result } from '../../core/result';
import type { Backlog } from '../backlog';

type PromptBacklog = Pick<Backlog, 'snapshot' | 'settings' | 'gitFacts' | 'context'>;

/**
 * Builds the delegation prompt of a task from what is known now.
 *
 * @param known facts of a start just made; what is not given is read from the snapshot and git
 */
export async function buildPrompt(backlog: PromptBacklog, taskId: string, known: KnownFacts = {}): Promise<Result<TaskPrompt, Refusal>> {
  const view = taskNamed(backlog.snapshot, taskId);
  return view.ok ? ok(await taskPrompt(worldOf(backlog), view.value, known)) : view;
}

/** Builds the prompt that goes on with a task that was begun: with its commits, and what is not committed on its branch. */
export async function buildResumePrompt(backlog: PromptBacklog & Pick<Backlog, 'git'>, taskId: string, now: Date, known: Pick<KnownFacts, 'siblings'> = {}): Promise<Result<TaskPrompt, Refusal>> {
  const view = taskNamed(backlog.snapshot, taskId);
  const { git } = backlog;
  const world = { ...worldOf(backlog), commitsOn: (branch: string, base: string) => git.commitsOn(branch, base) };
  return view.ok ? ok(await resumedTaskPrompt(world, view.value, now, known)) : view;
}

function worldOf({ settings, gitFacts, context }: PromptBacklog): PromptWorld {
  return { settings, git: gitFacts, context, randomWord };
}

/** 32 hexadecimal digits from the system's source of randomness. */
function randomWord(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex');
}
