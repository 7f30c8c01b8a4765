import type { Answer, Operation } from '../../core/operations/operation';
import type { World } from '../../core/operations/world';
import type { Refusal } from '../../core/ports';
import type { Result } from '../../core/result';
import { forPersons, inEditor } from '../forPersons';
import { COMMANDS, type CommandId } from '../ids';
import { escaped } from '../../core/markdownText';
import { t } from '../../core/words';
import { markdownOf, MARKS } from './marks';
import { readinessIn, readinessMarkdown } from './readiness';

/** A reply of the participant: what is shown, and what a person may do next. Of it, only `markdown` is markup. */
export interface Reply {
  readonly markdown: string;
  /** The task it speaks of. */
  readonly taskId?: string;
  /** Full codes: of a refusal, or of the gates that have something to say. */
  readonly codes: readonly string[];
  readonly buttons: readonly Button[];
}

export interface Button {
  readonly title: string;
  readonly command: CommandId;
  /** The command acts on the reply's task, unless it is another's. */
  readonly taskId?: string;
}

/** How a command of the participant replies, for an answer of its operation. */
export type Render = (answer: Answer) => Reply;

/** Runs an operation for a reply: its emphasis becomes Markdown's. */
export function runFor(operation: Operation, world: World, input: object): Promise<Result<Answer, Refusal>> {
  return operation.run({ ...world, settings: world.settings, paint: MARKS }, input);
}

/** What an operation says, as it says it. The step that it gives a model is what the buttons are for a person. */
export function words(...buttons: readonly Button[]): Render {
  return (answer) => {
    const taskId = taskIdIn(answer.data);
    return {
      markdown: withNotes(markdownOf(inEditor(answer.text.replace(/\n+Next: [^\n]*$/, ''))), answer),
      ...(taskId === undefined ? {} : { taskId }),
      codes: [],
      buttons: buttons.filter(({ command }) => taskId !== undefined || !ABOUT_A_TASK.has(command)),
    };
  };
}

/** Whether a task can be started: with the button that starts it, else with those that look closer. */
export const readiness: Render = (answer) => {
  const data = readinessIn(answer.data);
  if (!data) return words(CHECK)(answer);
  const { ready, taskId, findings } = data;
  return {
    markdown: withNotes(readinessMarkdown(data), answer),
    ...(taskId === undefined ? {} : { taskId }),
    codes: findings.map(({ code }) => code),
    buttons: taskId === undefined ? [CHECK, BLOCKED] : [ready ? START : CHECK, EXPLAIN, REVEAL],
  };
};

/** A refusal: what happened, then what to do; the ids that may have been meant are a click away. */
export function refused(refusal: Refusal, near: readonly string[]): Reply {
  const { code, message, remedy } = forPersons(refusal);
  return {
    markdown: `**${escaped(code)}**\n\n${t('{0}. {1}', escaped(message), escaped(remedy))}`,
    codes: [code],
    buttons: near.map((id) => ({ title: t('Explain {0}', id), command: COMMANDS.explainTask, taskId: id })),
  };
}

export const START: Button = button(() => t('Start This Task'), COMMANDS.startTask);
export const EXPLAIN: Button = button(() => t('Explain'), COMMANDS.explainTask);
export const REVEAL: Button = button(() => t('Reveal in Tree'), COMMANDS.revealTask);
export const CHECK: Button = button(() => t('Check Readiness'), COMMANDS.checkReadiness);
export const PULSE: Button = button(() => t('Show Pulse'), COMMANDS.showPulse);
export const BLOCKED: Button = button(() => t('Show Blocked Tasks'), COMMANDS.showBlockedTasks);

/** Titled when it is shown: the language is not known when this is loaded. */
function button(title: () => string, command: CommandId): Button {
  return {
    get title() {
      return title();
    },
    command,
  };
}

const ABOUT_A_TASK: ReadonlySet<CommandId> = new Set([COMMANDS.startTask, COMMANDS.explainTask, COMMANDS.revealTask, COMMANDS.checkReadiness]);

function taskIdIn(data: object): string | undefined {
  const id = (data as { readonly task_id?: unknown }).task_id;
  return typeof id === 'string' ? id : undefined;
}

function withNotes(markdown: string, answer: Pick<Answer, 'notes'>): string {
  return [markdown, ...(answer.notes ?? []).map((note) => `_${t('Note:')}_ ${escaped(inEditor(note))}`)].join('\n\n');
}
