import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { OrchestratorError } from '../orchestratorError';
import type { Refusal } from '../ports';
import type { Result } from '../result';
import type { Answer } from './operation';

/** All that a model is told of an outcome: the answer with its notes, or the refusal. Each face gives it this text and no other. */
export function modelText(outcome: Result<Pick<Answer, 'text' | 'notes'>, Refusal>): string {
  if (!outcome.ok) return refusalText(outcome.error);
  return [outcome.value.text, ...(outcome.value.notes ?? [])].join('\n');
}

/** What a model is told of an error that nobody thought of: only the one class is safe to show, the rest is for the log. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof OrchestratorError) return error;
  return {
    code: 'UNEXPECTED-ERROR',
    message: 'Something went wrong in Implementation Orchestrator, and its log has the details',
    remedy: 'Look at the task before you try again. If it fails again, tell the person.',
  };
}

/** A code may end with an id, which may be long. */
const MOST_CODE = 200;

/** A refusal in words: `CODE: message. remedy`. The message may bring its own full stop. */
export function refusalText({ code, message, remedy }: Refusal): string {
  return `${cut(oneLine(code), MOST_CODE)}: ${message}${/[.!?]$/.test(message) ? '' : '.'} ${remedy}`.trim();
}
