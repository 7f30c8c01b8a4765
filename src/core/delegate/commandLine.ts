import { err, ok, type Result } from '../result';
import { t } from '../words';
import type { ProcessDescriptor } from './descriptor';

/** What may go into an agent's arguments. */
export interface LaunchValues {
  /** Absolute path of the file that holds the prompt. */
  readonly promptFile: string;
  readonly prompt: string;
  readonly taskId: string;
  readonly branch: string;
  /** Absolute path of the folder the agent works in. */
  readonly root: string;
  /** The agent of the project's `.claude/agents` that is to do it, where there is one. */
  readonly agent?: string;
}

/** A program and its arguments, handed to the system as they are: no shell looks at them. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** The agent of the spec that carries out one task. */
export const IMPLEMENTER_AGENT = 'task-implementer';
/** The agent of the spec that coordinates several tasks at once (Mode B). */
export const COORDINATOR_AGENT = 'task-batch-coordinator';

/** Windows allows 32 767 units for a whole command line. */
const LONGEST_ARGUMENT = 30_000;

/**
 * The command line of an agent. Every placeholder stays inside its argument, whatever its value holds.
 * Nothing here skips an agent's approvals.
 *
 * @returns an error, as a sentence without a full stop, when a value can't be an argument
 */
export function commandLine(descriptor: ProcessDescriptor, values: LaunchValues): Result<CommandLine, string> {
  if (descriptor.kind === 'custom') return customCommandLine(descriptor.argv, values);
  const order = `Read the file ${values.promptFile} and do exactly what it says.`;
  switch (descriptor.agent) {
    case 'claude':
      return ok({ program: 'claude', args: [...(values.agent === undefined ? [] : ['--agent', values.agent]), order] });
    case 'copilot':
      return ok({ program: 'copilot', args: ['-i', order] });
    case 'codex':
      return ok({ program: 'codex', args: [order] });
  }
}

function customCommandLine(argv: readonly [string, ...string[]], values: LaunchValues): Result<CommandLine, string> {
  const [program, ...given] = argv;
  const byName: Readonly<Record<string, string>> = {
    PROMPT_FILE: values.promptFile,
    PROMPT: values.prompt,
    TASK_ID: values.taskId,
    BRANCH: values.branch,
    ROOT: values.root,
  };
  const args: string[] = [];
  for (const part of given) {
    // One pass: a value that looks like a placeholder is not filled in again.
    const filled = part.replace(/\{(PROMPT_FILE|PROMPT|TASK_ID|BRANCH|ROOT)\}/g, (_, name: string) => byName[name] ?? '');
    if (filled.includes('\0')) return err(t('a value holds a NUL character, which no argument can'));
    if (filled !== part && filled.startsWith('-') && !part.startsWith('-')) {
      return err(t('{0} would start with "-" and pass for an option', part));
    }
    if (filled.length > LONGEST_ARGUMENT) return err(t('the prompt is too long for an argument; use {PROMPT_FILE} in place of {PROMPT}'));
    args.push(filled);
  }
  return ok({ program, args });
}

/**
 * Whether these arguments reach a batch file as they are. Windows runs `.cmd` and `.bat` through its shell,
 * which reads quotes, `%NAME%` and more in them, and nothing can be quoted safely.
 */
export function isSafeForBatchFile(args: readonly string[]): boolean {
  return args.every((arg) => !/["%!&|<>^\r\n]/.test(arg));
}
